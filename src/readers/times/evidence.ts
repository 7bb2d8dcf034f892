import type { Cancellable, Database } from '../../engine/ports.ts';
import type { TimeReading } from '../../engine/reading.ts';
import { fittingFormats, LEAST_SHARE, plausibleNumbers } from '../../engine/times/candidates.ts';
import { understandPattern } from '../../engine/times/pattern.ts';
import { ident, join, lit, type Sql, sql } from '../../sql/sql.ts';
import { ISO_TIME, type TextCast, writtenTime } from './cast.ts';
import { withYear } from './years.ts';

type Format = TimeReading['format'];

/** What the values of a column say about how its times are written. */
export interface TimeEvidence {
  /** One: it is written so. Several: they give different times, and the values do not say which is meant. */
  readonly formats: readonly Format[];
  /** A value, which several formats read differently. */
  readonly example: string;
}

/** Values that are looked at to find out which formats are worth counting. */
export const ODD_VALUES = 1000;
/** A format that fits less of the sample does not fit nearly all values. */
export const SAMPLE_SHARE = 0.5;
const COUNTED_AT_MOST = 12;

/**
 * Finds out from all values of a staged text column how its times are written.
 * @param tables  the slices that hold it, in the order of reading.
 */
export async function findTimeFormat(
  database: Database,
  tables: readonly string[],
  column: string,
  options: Cancellable,
): Promise<TimeEvidence> {
  const value = sql`trim(${ident(column)})`;
  const odd: string[] = [];
  for (const table of tables) {
    if (odd.length >= ODD_VALUES) break;
    const most = ODD_VALUES - odd.length;
    odd.push(...(await oddValues(database, ident(table), value, most, options)));
  }
  const others = fittingFormats(odd, SAMPLE_SHARE).filter((format) => format !== 'iso');
  const formats: Format[] = ['iso', ...others.slice(0, COUNTED_AT_MOST)];
  const asIso = { formats: ['iso'], example: odd[0] ?? '' } as const;
  if (formats.length === 1) return asIso;
  const reads = formats.map(plausibleRead);
  const counts = await countFits(database, tables, value, reads, options);
  const left = decide(counts).flatMap((i) => formats[i] ?? []);
  if (left.length === 0) return asIso;
  if (left.length === 1) return { formats: left, example: odd[0] ?? '' };
  const example = await differing(database, tables, value, left.map(plausibleRead), options);
  return { formats: left, example: example ?? odd[0] ?? '' };
}

/** The first values of a table that are not ISO 8601. @param value  trimmed text. */
export async function oddValues(
  database: Database,
  table: Sql,
  value: Sql,
  most: number,
  options: Cancellable,
): Promise<string[]> {
  const { rows } = await database.rows(
    sql`SELECT ${value} FROM ${table} WHERE ${value} <> '' AND ${ISO_TIME.read(value)} IS NULL
      ORDER BY rowid LIMIT ${lit(most)}`,
    options,
  );
  return rows.map(([text]) => String(text));
}

function plausibleRead(format: Format): TextCast {
  const range = plausibleNumbers(format);
  if (range) {
    const { read } = writtenTime(format);
    const number = (value: Sql) => sql`TRY_CAST(${value} AS DOUBLE)`;
    return (value) =>
      sql`CASE WHEN ${number(value)} >= ${lit(range[0])} AND ${number(value)} < ${lit(range[1])} THEN ${read(value)} END`;
  }
  const year = typeof format === 'object' ? lacksYear(format.pattern) : false;
  if (!year || typeof format !== 'object') return writtenTime(format).read;
  const { read } = writtenTime({ pattern: withYear(format.pattern) });
  return (value) => read(sql`(${lit(withYear('').replace('%Y', '2000'))} || ${value})`);
}

/** Whether times of this pattern need to be told their year. */
export function lacksYear(pattern: string): boolean {
  const understood = understandPattern(pattern);
  return typeof understood !== 'string' && !understood.hasYear;
}

/** How many values fit formats, of pairs too. */
interface Fits {
  readonly values: number;
  readonly fits: readonly number[];
  /** `only[i][j]`: values that i reads and j does not. */
  readonly only: readonly (readonly number[])[];
  /** `differ[i][j]`: values that both read, but as different times. */
  readonly differ: readonly (readonly number[])[];
}

async function countFits(
  database: Database,
  tables: readonly string[],
  value: Sql,
  reads: readonly TextCast[],
  options: Cancellable,
): Promise<Fits> {
  const time = (i: number) => ident(`t${String(i)}`);
  const columns = reads.map((read, i) => sql`${read(sql`v`)} AS ${time(i)}`);
  const all = reads.map((_, i) => i);
  const pairs = all.flatMap((i) => all.map((j) => [i, j] as const));
  const counts = [
    sql`count(*)`,
    ...all.map((i) => sql`count(${time(i)})`),
    ...pairs.map(
      ([i, j]) => sql`count(*) FILTER (WHERE ${time(i)} IS NOT NULL AND ${time(j)} IS NULL)`,
    ),
    ...pairs.map(([i, j]) => sql`count(*) FILTER (WHERE ${time(i)} <> ${time(j)})`),
  ];
  const sums = counts.map(() => 0);
  for (const table of tables) {
    const { rows } = await database.rows(
      sql`SELECT ${join(counts)} FROM (SELECT ${join(columns)} FROM
        (SELECT ${value} AS v FROM ${ident(table)} WHERE ${value} <> ''))`,
      options,
    );
    rows[0]?.forEach((count, i) => (sums[i] = (sums[i] ?? 0) + Number(count)));
  }
  const n = reads.length;
  const square = (from: number) => all.map((i) => sums.slice(from + i * n, from + (i + 1) * n));
  return {
    values: sums[0] ?? 0,
    fits: sums.slice(1, 1 + n),
    only: square(1 + n),
    differ: square(1 + n + n * n),
  };
}

/**
 * Of the formats that fit nearly all values those that no other beats: one that reads all that another reads, and more,
 * beats it. Of those that give the same times for the same values the first stays.
 */
function decide({ values, fits, only, differ }: Fits): number[] {
  const at = (square: Fits['only'], i: number, j: number) => square[i]?.[j] ?? 0;
  const near = fits.flatMap((count, i) => (count > 0 && count >= values * LEAST_SHARE ? [i] : []));
  const unbeaten = near.filter(
    (i) => !near.some((j) => at(only, i, j) === 0 && at(only, j, i) > 0),
  );
  const same = (i: number, j: number) => at(only, i, j) + at(only, j, i) + at(differ, i, j) === 0;
  return unbeaten.filter((i) => !unbeaten.some((j) => j < i && same(i, j)));
}

/** The first value that formats read differently. */
async function differing(
  database: Database,
  tables: readonly string[],
  value: Sql,
  reads: readonly TextCast[],
  options: Cancellable,
): Promise<string | null> {
  const [first, ...others] = reads.map((read) => read(sql`v`));
  if (!first) return null;
  const differs = join(
    others.map((other) => sql`${first} <> ${other}`),
    ' OR ',
  );
  for (const table of tables) {
    const { rows } = await database.rows(
      sql`SELECT v FROM (SELECT ${value} AS v, rowid AS record FROM ${ident(table)} WHERE ${value} <> '')
        WHERE ${differs} ORDER BY record LIMIT 1`,
      options,
    );
    if (rows[0]) return String(rows[0][0]);
  }
  return null;
}
