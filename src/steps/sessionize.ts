import * as v from 'valibot';
import { double, ident, join, sql, type Sql } from '../sql/sql.ts';
import {
  exported,
  GAP,
  missingColumn,
  missingColumns,
  name,
  names as nameList,
  ROW,
  SESSION,
  SIZE,
} from './columns.ts';
import type { Names, StepKind } from './kind.ts';
import { pointer } from './problem.ts';

const shape = v.strictObject({
  op: v.literal('sessionize'),
  as: name,
  from: name,
  by: nameList,
  time: name,
  gapSeconds: v.pipe(
    v.number('The gap must be a number of seconds.'),
    v.finite('The gap must be a number of seconds.'),
    v.minValue(0, 'The gap cannot be negative.'),
  ),
  split: v.optional(v.picklist(['gap', 'never']), 'gap'),
  nullKey: v.optional(v.picklist(['group', 'drop']), 'group'),
  export: exported,
});
type Sessionize = v.InferOutput<typeof shape>;

/**
 * Events of one key in time order, ties in order of reading; a gap strictly greater than the limit starts a new session (000 §3).
 * Gives every event its session and its gap; both are null for an event without a time, or with a null in its key where the step drops those.
 */
export const sessionize: StepKind<Sessionize> = {
  op: 'sessionize',
  station: 'sessions',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => {
    const schema = scope.schema(step.from);
    const time = schema.find((column) => column.name === step.time);
    return {
      schema: [
        ...schema,
        { name: SESSION, type: 'integer' },
        { name: GAP, type: 'number' },
        { name: SIZE, type: 'integer' },
      ],
      problems: [
        ...missingColumn(scope, step.from, ROW, 'from'),
        ...missingColumns(scope, step.from, step.by, 'by'),
        ...missingColumn(scope, step.from, step.time, 'time'),
        ...(time && time.type !== 'timestamp'
          ? [
              {
                pointer: scope.at + pointer('time'),
                message: `"${step.time}" holds ${time.type}, not times`,
              },
            ]
          : []),
      ],
    };
  },
  describe: (step) =>
    step.split === 'never'
      ? `Events of the same ${step.by.join(' and ')}`
      : `Same ${step.by.join(' and ')}, no gap over ${String(step.gapSeconds)} s`,
  compile: (step, names) => ({
    kind: 'view',
    parts: ['rows'],
    scratch: ['clashes', 'ordered', 'runs', 'ids'],
    before: prepare(step, names),
    query: sql`SELECT e.*, s.${ident(SESSION)}, s.${ident(GAP)}, s.${ident(SIZE)}
FROM ${names.relation(step.from)} AS e POSITIONAL JOIN ${names.part('rows')} AS s`,
  }),
  facts: (step, names) => {
    const anyNull = join(
      step.by.map((key) => sql`${ident(key)} IS NULL`),
      ' OR ',
    );
    const noTime = sql`${ident(step.time)} IS NULL`;
    return sql`SELECT count(*)::DOUBLE AS events, (coalesce(max(${ident(SESSION)}), -1) + 1)::DOUBLE AS sessions,
  count(*) FILTER (WHERE ${noTime})::DOUBLE AS "noTime", count(*) FILTER (WHERE ${anyNull})::DOUBLE AS "nullKey",
  count(*) FILTER (WHERE ${ident(SESSION)} IS NULL)::DOUBLE AS "inNoSession", count(*) FILTER (WHERE ${ident(GAP)} = ${double(step.gapSeconds)})::DOUBLE AS "gapTies"
FROM ${names.out}`;
  },
  warnings: (step, facts) => [
    ...(facts['noTime']
      ? [
          `${String(facts['noTime'])} of ${String(facts['events'])} events have no ${step.time} and are in no session.`,
        ]
      : []),
    ...(facts['nullKey']
      ? [
          `${String(facts['nullKey'])} events have a null in ${step.by.join(' or ')}; they are ${step.nullKey === 'drop' ? 'dropped from the sessions' : 'a group (null) of their own'}.`,
        ]
      : []),
    ...(facts['gapTies'] && step.split === 'gap'
      ? [
          `${String(facts['gapTies'])} gaps between events of the same ${step.by.join(' and ')} are exactly ${String(step.gapSeconds)} s; they do not start a session.`,
        ]
      : []),
  ],
};

/**
 * Keys become hashes, so that one sort by numbers finds the sessions; `lag` over the sorted table then needs no partition.
 * Different keys of the same hash are found first, and told apart by a number beside it.
 */
function prepare(step: Sessionize, names: Names): Sql[] {
  const from = names.relation(step.from);
  const keys = step.by.map(ident);
  const part = (i: number) => ident(`key ${String(i)}`);
  const row = ident(ROW);
  const usable = join(
    [
      sql`e.${ident(step.time)} IS NOT NULL`,
      ...(step.nullKey === 'drop' ? keys.map((key) => sql`e.${key} IS NOT NULL`) : []),
    ],
    ' AND ',
  );
  const breaks = step.split === 'never' ? sql`false` : sql`gap > ${double(step.gapSeconds)}`;
  const hashed = sql`hash(${join(keys.map((key) => sql`e.${key}`))})`;
  const runs = names.scratch('runs');
  return [
    sql`CREATE TABLE ${names.scratch('clashes')} AS
WITH shared AS (SELECT key FROM (SELECT ${hashed} AS key FROM (SELECT DISTINCT ${join(keys)} FROM ${from}) AS e)
  GROUP BY key HAVING count(*) > 1)
SELECT *, row_number() OVER () AS clash
FROM (SELECT DISTINCT ${hashed} AS key, ${join(keys.map((key, i) => sql`e.${key} AS ${part(i)}`))} FROM ${from} AS e WHERE ${hashed} IN (FROM shared))`,
    sql`CREATE TABLE ${names.scratch('ordered')} AS
SELECT e.${row}, ${hashed} AS key, coalesce(c.clash, 0) AS clash, epoch_us(e.${ident(step.time)}) AS micros
FROM ${from} AS e LEFT JOIN ${names.scratch('clashes')} AS c ON c.key = ${hashed} AND ${join(
      keys.map((key, i) => sql`e.${key} IS NOT DISTINCT FROM c.${part(i)}`),
      ' AND ',
    )}
WHERE ${usable}
ORDER BY key, clash, micros, e.${row}`,
    sql`CREATE TABLE ${runs} AS
WITH gaps AS (SELECT ${row}, micros, CASE WHEN key = lag(key) OVER () AND clash = lag(clash) OVER ()
    THEN (micros - lag(micros) OVER ()) / 1e6::DOUBLE END AS gap FROM ${names.scratch('ordered')}),
  starts AS (SELECT *, CASE WHEN gap IS NULL OR ${breaks} THEN 1 ELSE 0 END AS start FROM gaps)
SELECT ${row}, micros, gap, sum(start) OVER (ROWS UNBOUNDED PRECEDING)::INTEGER AS run FROM starts`,
    sql`DROP TABLE ${names.scratch('ordered')}`,
    sql`CREATE TABLE ${names.scratch('ids')} AS
SELECT run, events, (row_number() OVER () - 1)::INTEGER AS ${ident(SESSION)}
FROM (SELECT run, count(*)::INTEGER AS events FROM ${runs} GROUP BY run ORDER BY min(micros), min(${row}))`,
    sql`CREATE TABLE ${names.part('rows')} AS
SELECT ${ident(SESSION)}, gap AS ${ident(GAP)}, events AS ${ident(SIZE)}
FROM (SELECT ${row}, ${ident(SESSION)}, gap, events FROM ${runs} JOIN ${names.scratch('ids')} USING (run)
UNION ALL SELECT e.${row}, NULL, NULL, NULL FROM ${from} AS e WHERE (${usable}) IS NOT TRUE)
ORDER BY ${row}`,
  ];
}
