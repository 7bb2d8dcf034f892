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
      schema: [...schema, { name: SESSION, type: 'integer' }, { name: GAP, type: 'number' }],
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
    scratch: ['keys', 'ordered', 'runs', 'ids'],
    before: prepare(step, names),
    query: sql`SELECT e.*, s.${ident(SESSION)}, s.${ident(GAP)}
FROM ${names.relation(step.from)} AS e POSITIONAL JOIN ${names.part('rows')} AS s`,
  }),
  facts: (step, names) => {
    const anyNull = join(
      step.by.map((key) => sql`${ident(key)} IS NULL`),
      ' OR ',
    );
    const noTime = sql`${ident(step.time)} IS NULL`;
    return sql`SELECT count(*)::DOUBLE AS events, count(DISTINCT ${ident(SESSION)})::DOUBLE AS sessions,
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

/** Keys become numbers, so that one sort by numbers finds the sessions; `lag` over the sorted table then needs no partition. */
function prepare(step: Sessionize, names: Names): Sql[] {
  const from = names.relation(step.from);
  const keys = step.by.map(ident);
  const part = (i: number) => ident(`key ${String(i)}`);
  const usable = sql`e.${ident(step.time)} IS NOT NULL${
    step.nullKey === 'drop'
      ? sql` AND ${join(
          keys.map((key) => sql`e.${key} IS NOT NULL`),
          ' AND ',
        )}`
      : sql``
  }`;
  const breaks =
    step.split === 'never'
      ? sql`false`
      : sql`(micros - earlier) / 1e6::DOUBLE > ${double(step.gapSeconds)}`;
  return [
    sql`CREATE TABLE ${names.scratch('keys')} AS
SELECT ${join(keys.map((key, i) => sql`${key} AS ${part(i)}`))}, row_number() OVER () AS key
FROM (SELECT DISTINCT ${join(keys)} FROM ${from})`,
    sql`CREATE TABLE ${names.scratch('ordered')} AS
SELECT e.${ident(ROW)}, k.key, epoch_us(e.${ident(step.time)}) AS micros
FROM ${from} AS e JOIN ${names.scratch('keys')} AS k ON ${join(
      keys.map((key, i) => sql`e.${key} IS NOT DISTINCT FROM k.${part(i)}`),
      ' AND ',
    )}
WHERE ${usable}
ORDER BY k.key, micros, e.${ident(ROW)}`,
    sql`DROP TABLE ${names.scratch('keys')}`,
    sql`CREATE TABLE ${names.scratch('runs')} AS
SELECT ${ident(ROW)}, micros, CASE WHEN same THEN (micros - earlier) / 1e6::DOUBLE END AS gap,
  sum(CASE WHEN same AND NOT (${breaks}) THEN 0 ELSE 1 END) OVER (ROWS UNBOUNDED PRECEDING)::BIGINT AS run
FROM (SELECT *, coalesce(key = lag(key) OVER (), false) AS same, lag(micros) OVER () AS earlier FROM ${names.scratch('ordered')})`,
    sql`DROP TABLE ${names.scratch('ordered')}`,
    sql`CREATE TABLE ${names.scratch('ids')} AS
SELECT run, (row_number() OVER (ORDER BY min(micros), min(${ident(ROW)})) - 1)::INTEGER AS ${ident(SESSION)} FROM ${names.scratch('runs')} GROUP BY run`,
    sql`CREATE TABLE ${names.part('rows')} AS
SELECT i.${ident(SESSION)}, r.gap AS ${ident(GAP)}
FROM (SELECT ${ident(ROW)} FROM ${from}) AS e LEFT JOIN ${names.scratch('runs')} AS r USING (${ident(ROW)}) LEFT JOIN ${names.scratch('ids')} AS i USING (run)
ORDER BY e.${ident(ROW)}`,
  ];
}
