import { meanAndDeviation, valueCounts } from '../../sql/column-profile.ts';
import { ident, join, lit, sql, type Sql } from '../../sql/sql.ts';
import { type Cancellable, type Database, DatabaseError } from '../ports.ts';
import type { Cell, Column } from '../table.ts';
import { bytesOf, type ColumnStatistics } from './statistics.ts';

/** What one part of the distinct values may take of the engine's memory, about. */
const PART_BYTES = 2 ** 27;
/** A value, its count and its place in the engine's table of groups. */
const GROUP_BYTES = 48;
/** Each part reads the column once. */
const MOST_PARTS = 256;

interface Distinct {
  readonly distinct: number;
  readonly top: string | null;
  readonly freq: number;
}

/**
 * Statistics of one column in bounded memory, by several passes: distinct values are counted in parts that share none.
 * What does not fit all the same is null, and `note` says so.
 * @param number  what of the column's values is a number (DOUBLE); null where nothing is.
 */
export async function profileInParts(
  database: Database,
  from: Sql,
  column: Column,
  number: Sql | null,
  options: Cancellable,
): Promise<ColumnStatistics> {
  const x = ident(column.name);
  const length = column.type === 'text' ? sql`sum(strlen(${x}))` : sql`0`;
  const none = sql`NULL::DOUBLE`;
  const [mean, std] = number ? meanAndDeviation(number, from) : [none, none];
  // How many differ is only guessed here, to find how many parts are needed.
  const [plain = []] = (
    await database.rows(
      sql`SELECT count(*)::DOUBLE, count(${x})::DOUBLE, min(${x})::VARCHAR, max(${x})::VARCHAR, coalesce(${length}, 0)::DOUBLE, approx_count_distinct(${x})::DOUBLE, ${mean}, ${std} FROM ${from}`,
      options,
    )
  ).rows;
  const [rows = 0, held = 0] = plain.map(Number);
  const text = Number(plain[4]);
  const groupBytes = GROUP_BYTES + text / Math.max(1, held);
  const parts = Math.max(1, Math.ceil((Number(plain[5]) * groupBytes) / PART_BYTES));
  const distinct =
    parts > MOST_PARTS
      ? null
      : await unlessTooLarge(() => distinctOf(database, from, column.name, parts, options));
  const quartiles = number
    ? await unlessTooLarge(async () => {
        const query = sql`SELECT unnest(quantile_cont(${number}, [0.25, 0.5, 0.75])) FROM ${from}`;
        return (await database.rows(query, options)).rows.map(([cell]) => numberOrNull(cell));
      })
    : [];
  const missing = [
    ...(distinct ? [] : ['distinct values']),
    ...(quartiles ? [] : ['quartiles']),
  ].join(' and ');
  const [q25 = null, median = null, q75 = null] = quartiles ?? [];
  return {
    ...column,
    rows,
    nulls: rows - held,
    distinct: distinct?.distinct ?? null,
    min: textOrNull(plain[2]),
    max: textOrNull(plain[3]),
    top: distinct?.top ?? null,
    freq: distinct?.freq ?? null,
    mean: numberOrNull(plain[6]),
    std: column.type === 'timestamp' ? null : numberOrNull(plain[7]),
    q25,
    median,
    q75,
    bytes: bytesOf(column.type, rows, text),
    note: missing === '' ? null : `There was not enough memory for its ${missing}.`,
  };
}

async function distinctOf(
  database: Database,
  from: Sql,
  column: string,
  parts: number,
  options: Cancellable,
): Promise<Distinct> {
  // The smallest pair is the most frequent value, and the smallest of several.
  const best = sql`min({'m': -n, 'v': v}) FILTER (WHERE v IS NOT NULL)`;
  let distinct = 0;
  let freq = 0;
  let tops: string[] = [];
  for (let index = 0; index < parts; index += 1) {
    const counts = valueCounts(column, from, parts > 1 ? { index, of: parts } : undefined);
    const query = sql`SELECT differ, -(best.m)::DOUBLE, best.v::VARCHAR
FROM (SELECT count(v)::DOUBLE AS differ, ${best} AS best FROM (${counts}))`;
    const [[differ = 0, times = null, top = null] = []] = (await database.rows(query, options))
      .rows;
    distinct += Number(differ);
    if (times === null || Number(times) < freq) continue;
    if (Number(times) > freq) tops = [];
    freq = Number(times);
    tops.push(String(top));
  }
  return { distinct, freq, top: await smallest(database, from, column, tops, options) };
}

/** Of values as text the one that comes first in the column's own order. */
async function smallest(
  database: Database,
  from: Sql,
  column: string,
  values: readonly string[],
  options: Cancellable,
): Promise<string | null> {
  if (values.length < 2) return values[0] ?? null;
  const x = ident(column);
  const query = sql`SELECT min(${x})::VARCHAR FROM ${from} WHERE ${x}::VARCHAR IN (${join(values.map(lit))})`;
  return textOrNull((await database.rows(query, options)).rows[0]?.[0]);
}

/** Null where the engine has not enough memory for it. */
async function unlessTooLarge<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'out-of-memory') return null;
    throw error;
  }
}

function textOrNull(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function numberOrNull(cell: Cell | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell);
}
