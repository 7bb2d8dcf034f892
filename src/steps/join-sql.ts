import { ident, join, sql, type Sql } from '../sql/sql.ts';
import {
  isEqualKeys,
  leftKeys,
  rangeColumns,
  type EqualKeys,
  type InRange,
  type Join,
} from './join-shape.ts';
import type { Check, Compiled, Names } from './kind.ts';

const MATCH = ident('match');
const key = (i: number): Sql => ident(`key ${String(i)}`);
const value = (i: number): Sql => ident(`value ${String(i)}`);
const ROWS = 'rows';

/** A view of `from` beside a narrow table with, for each of its rows in order, the matching row of `with` and what is taken of it. */
export function compileJoin(step: Join, names: Names): Compiled {
  const taken = [
    ...Object.keys(step.columns).map((column, i) => sql`r.${value(i)} AS ${ident(column)}`),
    ...(step.matched === undefined
      ? []
      : [sql`coalesce(r.${MATCH} >= 0, false) AS ${ident(step.matched)}`]),
  ];
  const where = step.unmatched === 'drop' ? sql`\nWHERE r.${MATCH} >= 0` : sql``;
  const prepared = isEqualKeys(step.on)
    ? equalKeys(step, step.on, names)
    : inRange(step, step.on, names);
  return {
    kind: 'view',
    parts: [ROWS],
    ...prepared,
    query: sql`SELECT ${join([sql`e.*`, ...taken])}\nFROM ${names.relation(step.from)} AS e POSITIONAL JOIN ${names.part(ROWS)} AS r${where}`,
  };
}

/** One row: rows before and after, rows that match, rows with a null or no address in the key, keys that match nothing; of equal keys, how many several rows of `with` have. */
export function joinFacts(step: Join, names: Names): Sql {
  const rows = sql`${names.relation(step.from)} AS e POSITIONAL JOIN ${names.part(ROWS)} AS r`;
  const keys = leftKeys(step.on);
  const noNull = join(
    keys.map((column) => sql`e.${ident(column)} IS NOT NULL`),
    ' AND ',
  );
  const matched = sql`coalesce(r.${MATCH} >= 0, false)`;
  const ofKeys = isEqualKeys(step.on)
    ? sql`, (SELECT count(*)::DOUBLE FROM (SELECT DISTINCT ${join(keys.map((column) => sql`e.${ident(column)}`))} FROM ${rows} WHERE ${noNull} AND NOT ${matched})) AS "unmatchedKeys",
  (${repeatedKeys(step, step.on, names)}) AS "repeatedKeys"`
    : sql``;
  return sql`SELECT count(*)::DOUBLE AS "rowsIn", count(*) FILTER (WHERE ${matched})::DOUBLE AS matched, count(*) FILTER (WHERE NOT ${matched})::DOUBLE AS unmatched,
  count(*) FILTER (WHERE NOT (${noNull}))::DOUBLE AS "nullKeys", count(*) FILTER (WHERE r.${MATCH} < 0)::DOUBLE AS "badAddressRows"${ofKeys}
FROM ${rows}`;
}

/** How many keys of `with` more than one of its rows has. */
function repeatedKeys(step: Join, on: EqualKeys, names: Names): Sql {
  const keys = on.map(({ right }) => ident(right));
  const noNull = join(
    keys.map((column) => sql`${column} IS NOT NULL`),
    ' AND ',
  );
  return sql`SELECT count(*)::DOUBLE FROM (SELECT 1 FROM ${names.relation(step.with)} WHERE ${noNull} GROUP BY ${join(keys)} HAVING count(*) > 1)`;
}

/** The rows of `with` numbered, with what is taken of them. */
function numbered(step: Join, names: Names, keys: readonly string[]): Sql {
  const columns = [
    ...keys.map((column, i) => sql`${ident(column)} AS ${key(i)}`),
    ...Object.values(step.columns).map((column, i) => sql`${ident(column)} AS ${value(i)}`),
  ];
  return sql`CREATE TABLE ${names.scratch('numbered')} AS
SELECT ${join([sql`(row_number() OVER () - 1)::INTEGER AS ${MATCH}`, ...columns])} FROM ${names.relation(step.with)}`;
}

function values(step: Join): Sql {
  return join([sql`r.${MATCH}`, ...Object.keys(step.columns).map((_, i) => sql`r.${value(i)}`)]);
}

/** The columns of `from` that are looked up, with the place of each row. */
function placed(step: Join, names: Names): Sql {
  const keys = leftKeys(step.on).map((column, i) => sql`${ident(column)} AS ${key(i)}`);
  return sql`(SELECT row_number() OVER () AS place, ${join(keys)} FROM ${names.relation(step.from)})`;
}

function equalKeys(step: Join, on: EqualKeys, names: Names): Partial<Compiled> {
  const right = on.map((pair) => pair.right);
  const keys = join(right.map((_, i) => key(i)));
  const same = on.map((_, i) => sql`e.${key(i)} = f.${key(i)}`);
  return {
    scratch: ['numbered', 'firsts'],
    before: [
      numbered(step, names, right),
      ...(step.several === 'first' || Object.keys(step.columns).length === 0
        ? []
        : [unambiguous(step, right, names)]),
      sql`CREATE TABLE ${names.scratch('firsts')} AS
SELECT ${keys}, min(${MATCH}) AS ${MATCH} FROM ${names.scratch('numbered')} GROUP BY ${keys}`,
      sql`CREATE TABLE ${names.part(ROWS)} AS
SELECT ${values(step)}
FROM ${placed(step, names)} AS e LEFT JOIN ${names.scratch('firsts')} AS f ON ${join(same, ' AND ')} LEFT JOIN ${names.scratch('numbered')} AS r ON r.${MATCH} = f.${MATCH}
ORDER BY e.place`,
    ],
  };
}

/** No key may give two different values. */
function unambiguous(step: Join, right: readonly string[], names: Names): Check {
  const keys = join(right.map((_, i) => key(i)));
  const noNull = join(
    right.map((_, i) => sql`${key(i)} IS NOT NULL`),
    ' AND ',
  );
  const taken = join(Object.keys(step.columns).map((_, i) => value(i)));
  return {
    kind: 'check',
    query: sql`SELECT count(*) OVER () AS keys, n, ${join(right.map((_, i) => sql`${key(i)}::VARCHAR`))}
FROM (SELECT ${keys}, count(*) AS n, sum(rows)::BIGINT AS rows FROM (SELECT ${keys}, ${taken}, count(*) AS rows FROM ${names.scratch('numbered')} WHERE ${noNull} GROUP BY ALL) GROUP BY ${keys} HAVING count(*) > 1)
ORDER BY rows DESC, ${keys} LIMIT 1`,
    message: ([count, n, ...cells]) => {
      const shown = right.map((column, i) => `${column} = ${JSON.stringify(cells[i] ?? null)}`);
      return `${count === '1' ? 'One key of' : `${count ?? ''} keys of`} ${step.with} would give a row several different values: ${shown.join(', ')} has ${n ?? ''}. Choose keys that name one row, or let the first row of each key count ("several": "first").`;
    },
  };
}

function inRange(step: Join, on: InRange, names: Names): Partial<Compiled> {
  const columns = rangeColumns(on);
  return {
    parts: [ROWS, 'places'],
    scratch: ['numbered', 'addresses'],
    before: [
      numbered(step, names, columns),
      sql`CREATE TABLE ${names.scratch('addresses')} AS
SELECT DISTINCT ${ident(on.address)} AS address FROM ${names.relation(step.from)} WHERE ${ident(on.address)} IS NOT NULL`,
      {
        kind: 'lookup',
        addresses: sql`SELECT address FROM ${names.scratch('addresses')}`,
        ranges: sql`SELECT ${join(columns.map((_, i) => key(i)))} FROM ${names.scratch('numbered')}`,
        into: 'places',
      },
      sql`CREATE TABLE ${names.part(ROWS)} AS
SELECT ${join([sql`p.place AS ${MATCH}`, ...Object.keys(step.columns).map((_, i) => sql`r.${value(i)}`)])}
FROM ${placed(step, names)} AS e LEFT JOIN (FROM ${names.scratch('addresses')} POSITIONAL JOIN ${names.part('places')}) AS p ON e.${key(0)} = p.address LEFT JOIN ${names.scratch('numbered')} AS r ON r.${MATCH} = p.place
ORDER BY e.place`,
      sql`DROP TABLE ${names.part('places')}`,
    ],
  };
}
