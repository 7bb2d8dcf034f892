import * as v from 'valibot';
import { isNumeric, type Column } from '../sql/schema.ts';
import { ident, join, lit, sql, type Sql } from '../sql/sql.ts';
import { exported, name, ROW } from './columns.ts';
import type { StepKind } from './kind.ts';

const shape = v.strictObject({ op: v.literal('profile'), as: name, from: name, export: exported });

const text = (column: string) => ({ name: column, type: 'text' }) as const;
const number = (column: string) => ({ name: column, type: 'number' }) as const;

/** One row per column, as pandas' `describe(include='all')` tells it: count, nulls, distinct, top and its frequency, moments and quartiles. Ties of top go to the smallest value. */
export const profile: StepKind<v.InferOutput<typeof shape>> = {
  op: 'profile',
  station: 'data',
  shape,
  sources: (step) => [step.from],
  check: () => ({
    schema: [
      text('column'),
      text('type'),
      ...['rows', 'nulls', 'distinct'].map(number),
      ...['min', 'max', 'top'].map(text),
      number('freq'),
      ...['mean', 'std', 'q25', 'median', 'q75'].map(number),
    ],
    problems: [],
  }),
  describe: (step) => `Profile of every column of ${step.from}`,
  compile: (step, names) => ({
    kind: 'table',
    query: join(
      names
        .schema(step.from)
        .filter((column) => column.name !== ROW)
        .map((column) => columnProfile(column, names.relation(step.from))),
      '\nUNION ALL\n',
    ),
  }),
};

function columnProfile(column: Column, from: Sql): Sql {
  const x = ident(column.name);
  const counts = sql`SELECT ${x} AS v, count(*) AS n FROM ${from} GROUP BY ALL`;
  const summary = sql`SELECT coalesce(sum(n), 0)::DOUBLE AS "rows", coalesce(sum(n) FILTER (WHERE v IS NULL), 0)::DOUBLE AS nulls,
    count(v)::DOUBLE AS "distinct", min(v) AS least, max(v) AS most, max(n) FILTER (WHERE v IS NOT NULL) AS freq FROM counts`;
  const moments = isNumeric(column)
    ? sql`favg(${x}::DOUBLE) AS mean, stddev_samp(${x}::DOUBLE) AS std, quantile_cont(${x}::DOUBLE, [0.25, 0.5, 0.75]) AS q FROM ${from}`
    : sql`NULL::DOUBLE AS mean, NULL::DOUBLE AS std, NULL::DOUBLE[] AS q`;
  return sql`(WITH counts AS MATERIALIZED (${counts}), summary AS (${summary}), moments AS (SELECT ${moments})
SELECT ${lit(column.name)} AS "column", ${lit(column.type)} AS "type", "rows", nulls, "distinct", least::VARCHAR AS "min", most::VARCHAR AS "max",
  (SELECT min(v) FROM counts, summary WHERE n = freq)::VARCHAR AS top, freq::DOUBLE AS freq,
  mean, std, q[1] AS q25, q[2] AS median, q[3] AS q75 FROM summary, moments)`;
}
