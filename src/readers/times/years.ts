import type { Cancellable, Database } from '../../engine/ports.ts';
import type { Cell } from '../../engine/table.ts';
import { ident, lit, type Sql, sql } from '../../sql/sql.ts';
import { writtenTime } from './cast.ts';

/** Between a year that was found out and the text that lacks one. */
const MARK = '\u001F';

/** Where the years of a column have got to. */
export interface YearCount {
  readonly year: number;
  /** The last time, in a leap year, in microseconds; null before the first. */
  readonly last: bigint | null;
}

/** The pattern of texts that a year was put before. */
export function withYear(pattern: string): string {
  return `%Y${MARK}${pattern}`;
}

/** A text as it stands in the file. */
export function withoutYear(text: string): string {
  const at = text.indexOf(MARK);
  return at === 4 ? text.slice(at + 1) : text;
}

/**
 * Puts the year before each text of a staged column that fits a pattern without one. A later record whose month falls back
 * begins the next year; one that is up to a day late does not, and may belong to the year before.
 * @param place  where tables are: {@link ident} or `scratch`.
 * @returns the count after the last record, to go on with.
 */
export async function putYears(
  database: Database,
  place: (table: string) => Sql,
  table: string,
  column: string,
  pattern: string,
  count: YearCount,
  newTable: () => string,
  options: Cancellable,
): Promise<YearCount> {
  const value = ident(column);
  const { read } = writtenTime({ pattern: withYear(pattern) });
  // Every day is in a leap year.
  const time = read(sql`(${lit(`2000${MARK}`)} || trim(${value}))`);
  const before = sql`coalesce(lag(t IGNORE NULLS) OVER (ORDER BY record), make_timestamp(${lit(count.last)}::BIGINT))`;
  const years = newTable();
  await database.run(
    sql`CREATE TABLE ${place(years)} AS
      SELECT record, t, (${lit(count.year)} + sum(${stepOf(sql`t`, sql`p`)}) OVER (ORDER BY record ROWS UNBOUNDED PRECEDING))::INTEGER AS y
      FROM (SELECT record, t, ${before} AS p FROM (SELECT rowid AS record, ${time} AS t FROM ${place(table)}))`,
    options,
  );
  const { rows } = await database.rows(
    sql`SELECT y, epoch_us(t) FROM ${place(years)} WHERE t IS NOT NULL ORDER BY record DESC LIMIT 1`,
    options,
  );
  const given = newTable();
  const text = sql`CASE WHEN t IS NULL THEN ${value} ELSE lpad(y::VARCHAR, 4, '0') || ${lit(MARK)} || trim(${value}) END`;
  await database.run(sql`ALTER TABLE ${place(table)} RENAME TO ${ident(given)}`, options);
  await database.run(
    sql`CREATE TABLE ${place(table)} AS SELECT given.* REPLACE (${text} AS ${value})
      FROM ${place(given)} AS given POSITIONAL JOIN (SELECT t, y FROM ${place(years)} ORDER BY record) AS years`,
    options,
  );
  await database.run(sql`DROP TABLE ${place(given)}`, options);
  await database.run(sql`DROP TABLE ${place(years)}`, options);
  return lastOf(rows[0], count);
}

function lastOf(row: readonly Cell[] | undefined, count: YearCount): YearCount {
  return row ? { year: Number(row[0]), last: BigInt(Number(row[1])) } : count;
}

/** By how many years a record is after the one before it. */
function stepOf(time: Sql, before: Sql): Sql {
  return sql`CASE WHEN month(${time}) < month(${before}) AND ${before} - ${time} > INTERVAL 1 DAY THEN 1
    WHEN month(${time}) = 12 AND month(${before}) = 1 AND ${time} - ${before} >= INTERVAL 365 DAYS THEN -1 ELSE 0 END`;
}
