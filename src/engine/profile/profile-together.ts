import { double, ident, join, sql, type Sql } from '../../sql/sql.ts';
import type { Cancellable, Database } from '../ports.ts';
import type { Cell, Column, Schema } from '../table.ts';
import { bytesOf, type ColumnStatistics } from './statistics.ts';

/** Cells of the answer that belong to one column. */
const CELLS = 11;

/**
 * Statistics of many columns of few rows by two statements: a statement a column would take longer to plan than to run.
 * @param numberOf  what of a column's values is a number (DOUBLE); null where nothing is.
 */
export async function profileTogether(
  database: Database,
  from: Sql,
  columns: Schema,
  rows: number,
  numberOf: (column: Column) => Sql | null,
  options: Cancellable,
): Promise<ColumnStatistics[]> {
  const parts = columns.map((column, i) => statements(column, i, numberOf(column)));
  const query = sql`SELECT ${join(parts.map(({ outer }) => outer))}
FROM (SELECT ${join(parts.map(({ inner }) => inner))} FROM ${from})`;
  const [found = []] = (await database.rows(query, options)).rows;
  const means = columns.map((_, i) => numberOrNull(found[CELLS * i + 6]));
  const deviations = columns.map((column, i) => {
    const [number, mean] = [numberOf(column), means[i] ?? null];
    if (!number || mean === null || column.type === 'timestamp' || !Number.isFinite(mean))
      return sql`NULL::DOUBLE`;
    const squares = sql`fsum((${number} - ${double(mean)}) * (${number} - ${double(mean)}))`;
    return sql`sqrt(${squares} / nullif(count(${number}) - 1, 0))`;
  });
  const spread = await database.rows(sql`SELECT ${join(deviations)} FROM ${from}`, options);
  return columns.map((column, i) => {
    const cell = (at: number) => found[CELLS * i + at];
    return {
      ...column,
      rows,
      nulls: rows - Number(cell(0)),
      distinct: Number(cell(1)),
      min: textOrNull(cell(2)),
      max: textOrNull(cell(3)),
      top: textOrNull(cell(4)),
      freq: Number(cell(5)),
      mean: means[i] ?? null,
      std: numberOrNull(spread.rows[0]?.[i]),
      q25: numberOrNull(cell(7)),
      median: numberOrNull(cell(8)),
      q75: numberOrNull(cell(9)),
      bytes: bytesOf(column.type, rows, Number(cell(10))),
      note: null,
    };
  });
}

/** What is asked of a column, and what is made of the answer: held, distinct, min, max, top, freq, mean, quartiles, bytes. */
function statements(column: Column, i: number, number: Sql | null): { inner: Sql; outer: Sql } {
  const x = ident(column.name);
  const as = (what: string) => ident(`${what}${String(i)}`);
  const none = sql`NULL::DOUBLE`;
  const times = sql`histogram(${x})`;
  const inner = join([
    sql`count(${x}) AS ${as('held')}`,
    sql`min(${x}) AS ${as('least')}`,
    sql`max(${x}) AS ${as('most')}`,
    sql`coalesce(cardinality(${times}), 0) AS ${as('differ')}`,
    // The smallest pair is the most frequent value, and the smallest of several.
    sql`list_min(list_transform(map_entries(${times}), lambda e: {'m': -(e.value::BIGINT), 'v': e.key})) AS ${as('best')}`,
    sql`${number ? sql`favg(${number})` : none} AS ${as('mean')}`,
    sql`${number ? sql`quantile_cont(${number}, [0.25, 0.5, 0.75])` : sql`NULL::DOUBLE[]`} AS ${as('q')}`,
    sql`${column.type === 'text' ? sql`sum(strlen(${x}))` : sql`0`} AS ${as('bytes')}`,
  ]);
  const outer = join([
    sql`${as('held')}::DOUBLE`,
    sql`${as('differ')}::DOUBLE`,
    sql`${as('least')}::VARCHAR`,
    sql`${as('most')}::VARCHAR`,
    sql`(${as('best')}).v::VARCHAR`,
    sql`coalesce(-(${as('best')}).m, 0)::DOUBLE`,
    as('mean'),
    sql`${as('q')}[1]`,
    sql`${as('q')}[2]`,
    sql`${as('q')}[3]`,
    sql`coalesce(${as('bytes')}, 0)::DOUBLE`,
  ]);
  return { inner, outer };
}

function textOrNull(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function numberOrNull(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}
