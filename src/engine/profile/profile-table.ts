import { columnProfile } from '../../sql/column-profile.ts';
import { isNumeric } from '../../sql/schema.ts';
import { ident, sql, type Sql } from '../../sql/sql.ts';
import { type Cancellable, type Database, DatabaseError } from '../ports.ts';
import type { Column, Schema, Table } from '../table.ts';
import { profileInParts } from './profile-in-parts.ts';
import { profileTogether } from './profile-together.ts';
import { bytesOf, type ColumnStatistics } from './statistics.ts';

/** Rows up to which many columns are asked for in one statement; and how many, and how many cells. */
const FEW_ROWS = 20_000;
const MOST_COLUMNS = 200;
const MOST_CELLS = 500_000;
/** Rows from which a column is counted in parts, so that no statement holds all its values. */
const MANY_ROWS = 4_000_000;

/**
 * Statistics of every column of a relation, some at a time and in order of the schema. A column that takes more memory
 * than there is comes with less and says so; the others are not touched by that. Throws {@link DatabaseError} for all else.
 */
export async function* profileTable(
  database: Database,
  relation: string,
  schema: Schema,
  options: Cancellable = {},
): AsyncGenerator<readonly ColumnStatistics[], void> {
  const from = ident(relation);
  const counted = await database.rows(sql`SELECT count(*)::DOUBLE FROM ${from}`, options);
  const rows = Number(counted.rows[0]?.[0] ?? 0);
  const few = rows <= FEW_ROWS;
  const most = few ? Math.min(MOST_COLUMNS, Math.ceil(MOST_CELLS / (rows + 1))) : 1;
  for (let start = 0; start < schema.length; start += most) {
    options.signal?.throwIfAborted();
    const columns = schema.slice(start, start + most);
    const asked = few
      ? profileTogether(database, from, columns, rows, numberOf, options)
      : rows > MANY_ROWS
        ? inParts(database, from, columns, options)
        : atOnce(database, from, columns, options);
    yield await asked.catch((error: unknown) => {
      if (!isOutOfMemory(error)) throw error;
      return inParts(database, from, columns, options);
    });
  }
}

async function atOnce(
  database: Database,
  from: Sql,
  columns: Schema,
  options: Cancellable,
): Promise<ColumnStatistics[]> {
  const found: ColumnStatistics[] = [];
  for (const column of columns) {
    const { name, type } = column;
    const profiled = await database.rows(columnProfile(column, from, numberOf(column)), options);
    const length = type === 'text' ? sql`coalesce(sum(strlen(${ident(name)})), 0)` : sql`0`;
    const bytes = await database.rows(sql`SELECT ${length}::DOUBLE FROM ${from}`, options);
    found.push(statisticsOf(column, profiled, Number(bytes.rows[0]?.[0] ?? 0)));
  }
  return found;
}

/** The row of {@link columnProfile} as statistics. */
function statisticsOf(column: Column, table: Table, text: number): ColumnStatistics {
  const row = table.rows[0] ?? [];
  const number = (at: number) => (row[at] === null ? null : Number(row[at] ?? 0));
  const words = (at: number) => (row[at] === null ? null : String(row[at] ?? ''));
  const rows = number(2) ?? 0;
  return {
    ...column,
    rows,
    nulls: number(3) ?? 0,
    distinct: number(4),
    min: words(5),
    max: words(6),
    top: words(7),
    freq: number(8) ?? 0,
    mean: number(9),
    std: column.type === 'timestamp' ? null : number(10),
    q25: number(11),
    median: number(12),
    q75: number(13),
    bytes: bytesOf(column.type, rows, text),
    note: null,
  };
}

async function inParts(
  database: Database,
  from: Sql,
  columns: Schema,
  options: Cancellable,
): Promise<ColumnStatistics[]> {
  const found: ColumnStatistics[] = [];
  for (const column of columns)
    found.push(await profileInParts(database, from, column, numberOf(column), options));
  return found;
}

/** What of a column's values is a number: of truth 0 and 1, of times microseconds since 1970 UTC. */
function numberOf(column: Column): Sql | null {
  const x = ident(column.name);
  if (isNumeric(column) || column.type === 'boolean') return sql`${x}::DOUBLE`;
  return column.type === 'timestamp' ? sql`epoch_us(${x})::DOUBLE` : null;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === 'out-of-memory';
}
