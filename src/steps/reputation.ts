import * as v from 'valibot';
import { double, ident, join, lit, sql, type Sql } from '../sql/sql.ts';
import {
  CLUSTER,
  exported,
  missingColumn,
  missingColumns,
  name,
  names as nameList,
  SESSION,
} from './columns.ts';
import type { StepKind, Verdicts } from './kind.ts';

const shape = v.strictObject({
  op: v.literal('reputation'),
  as: name,
  from: name,
  by: nameList,
  session: v.optional(name, SESSION),
  export: exported,
});

const MEASURES = [
  'total_events',
  'suspect_events',
  'score',
  'score_low',
  'score_high',
  'total_sessions',
  'suspect_sessions',
  'score_sessions',
] as const;

/** Two-sided 95 % quantile of the normal distribution, of Wilson's interval (JASA 1927). */
export const WILSON_Z = 1.959963984540054;

/**
 * Share of a key's events that are in suspect clusters, with Wilson's 95 % interval, and the same by sessions (000 §15).
 * Noise and events without a cluster are in the total. A session belongs to every key that has an event of it.
 */
export const reputation: StepKind<v.InferOutput<typeof shape>> = {
  op: 'reputation',
  station: 'reputation',
  shape,
  usesVerdicts: true,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      ...step.by.map(
        (column) =>
          scope.schema(step.from).find((c) => c.name === column) ?? {
            name: column,
            type: 'text' as const,
          },
      ),
      ...MEASURES.map((measure) => ({ name: measure, type: 'number' as const })),
    ],
    problems: [
      ...missingColumns(scope, step.from, step.by, 'by'),
      ...missingColumn(scope, step.from, step.session, 'session'),
      ...missingColumn(scope, step.from, CLUSTER, 'from'),
    ],
  }),
  describe: (step) => `Reputation of each ${step.by.join(' and ')}`,
  compile: (step, names) => {
    const from = names.relation(step.from);
    const key = (i: number) => ident(`key ${String(i)}`);
    const keys = join(step.by.map((_, i) => key(i)));
    const z2 = double(WILSON_Z * WILSON_Z);
    const centre = sql`(k + ${z2} / 2) / (n + ${z2})`;
    const half = sql`${double(WILSON_Z)} * sqrt(k * (n - k) / n + ${z2} / 4) / (n + ${z2})`;
    return {
      kind: 'table',
      query: sql`WITH ${suspects(from, names.verdicts)},
events AS (SELECT ${join(step.by.map((column, i) => sql`e.${ident(column)} AS ${key(i)}`))}, e.${ident(step.session)} AS session,
    coalesce(v.suspect, false) AS suspect, count(*) AS n
  FROM ${from} AS e LEFT JOIN verdicts AS v ON e.${ident(CLUSTER)} = v.${ident(CLUSTER)} GROUP BY ALL),
counts AS (SELECT ${keys}, sum(n)::DOUBLE AS n, coalesce(sum(n) FILTER (WHERE suspect), 0)::DOUBLE AS k,
  count(session)::DOUBLE AS sessions, (count(session) FILTER (WHERE suspect))::DOUBLE AS suspect_sessions FROM events GROUP BY ${keys})
SELECT ${join(step.by.map((column, i) => sql`${key(i)} AS ${ident(column)}`))}, n AS total_events, k AS suspect_events, k / n AS score,
  ${centre} - ${half} AS score_low, ${centre} + ${half} AS score_high,
  sessions AS total_sessions, suspect_sessions, suspect_sessions / nullif(sessions, 0) AS score_sessions
FROM counts
ORDER BY score DESC, total_events DESC, ${join(step.by.map((_, i) => sql`${key(i)} NULLS LAST`))}`,
    };
  },
  facts: (_, names) =>
    sql`SELECT count(*)::DOUBLE AS keys, count(*) FILTER (WHERE suspect_events > 0)::DOUBLE AS flagged FROM ${names.out}`,
};

/** Who is suspect: by default all clusters but the one with the most events; a person's verdict goes before that; noise by its own rule. */
function suspects(from: Sql, verdicts: Verdicts): Sql {
  const cluster = ident(CLUSTER);
  const judged = Object.entries(verdicts.suspects).map(
    ([number, suspect]) => sql`WHEN ${lit(Number(number))} THEN ${lit(suspect)}`,
  );
  const byDefault = sql`row_number() OVER (ORDER BY ${cluster} < 0, n DESC, ${cluster}) > 1`;
  const verdict =
    judged.length === 0
      ? byDefault
      : sql`CASE ${cluster} ${join(judged, ' ')} ELSE ${byDefault} END`;
  return sql`verdicts AS (SELECT ${cluster}, CASE WHEN ${cluster} < 0 THEN ${lit(verdicts.noiseSuspect)} ELSE ${verdict} END AS suspect
  FROM (SELECT ${cluster}, count(*) AS n FROM ${from} WHERE ${cluster} IS NOT NULL GROUP BY ${cluster}))`;
}
