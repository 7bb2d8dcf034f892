import type { FileColumn, WantedTimes } from '../scanner.ts';
import { quoted } from './columns.ts';

/** More than a file can have rows, so that a sum tells whether there is any. */
export const UNKNOWN = 2 ** 32;

/** Microseconds of the times that the engine reads: the years 1 to 9999. */
const LEAST = -62_135_596_800_000_000n;
const MOST = 253_402_300_799_999_999n;
const LARGEST = 2n ** 63n - 1n;
/** Outside of these a number with a fraction may be written with more digits, or in a way, that is not read as a time. */
const REALS = 'BETWEEN 1e5 AND 1e15';

/**
 * How SQLite itself tells which rows are wanted, from texts in ISO 8601 (UTC, to the second or finer) or numbers that count from
 * 1970. Null where the column holds no such.
 * @param column  the column of times.
 * @returns an expression: 1 where a row is surely not wanted, {@link UNKNOWN} where its time is not understood here, else 0.
 */
export function placeOf(column: FileColumn, wanted: WantedTimes): string | null {
  const c = quoted(column.name);
  const { from, to, format } = wanted;
  const place = (known: string, outside: string) =>
    `(CASE WHEN ${c} IS NULL THEN 1 WHEN ${known} THEN ${outside} ELSE ${String(UNKNOWN)} END)`;
  if (format === 'iso') {
    if (column.type !== 'text') return null;
    const { known, second } = isoText(c);
    return place(
      known,
      either([
        from === null ? null : `${second} < ${secondText(from, false)}`,
        to === null ? null : `${second} >= ${secondText(to, true)}`,
      ]),
    );
  }
  if (column.type !== 'integer' && column.type !== 'number') return null;
  const least = countOf(LEAST, format);
  const most = countOf(MOST + 1n, format) - 1n;
  const isKnown = `${c} BETWEEN ${within(least)} AND ${within(most)}`;
  const known =
    column.type === 'integer'
      ? isKnown
      : `${isKnown} AND (typeof(${c}) = 'integer' OR abs(${c}) ${REALS})`;
  // A number with a fraction is not compared to the last digit.
  const margin = column.type === 'integer' ? 0n : 1n;
  return place(
    known,
    either([
      from === null ? null : `${c} < ${within(countOf(from, format) - margin)}`,
      to === null ? null : `${c} >= ${within(countOf(to, format) + margin)}`,
    ]),
  );
}

function either(conditions: readonly (string | null)[]): string {
  const all = conditions.filter((condition) => condition !== null);
  return all.length === 0 ? '0' : `(${all.join(' OR ')})`;
}

/** Day, or day and clock; a fraction of up to six digits; `Z` or `+00:00`: exactly so, with nothing hidden behind a NUL. */
function isoText(c: string): { known: string; second: string } {
  const bytes = `length(CAST(${c} AS BLOB))`;
  const zone = `CASE WHEN substr(${c}, -1) = 'Z' THEN 1 WHEN substr(${c}, -6) = '+00:00' THEN 6 ELSE 0 END`;
  const bare = `(${bytes} - ${zone})`;
  const second = `substr(replace(${c}, 'T', ' ') || ' 00:00:00', 1, 19)`;
  const fraction = `substr(${c}, 21, ${bare} - 20)`;
  const known = [
    `typeof(${c}) = 'text'`,
    `length(${c}) = ${bytes}`,
    // A day or an hour that does not exist would become another.
    `datetime(${second}) = ${second}`,
    `${second} >= '0001'`,
    `(${bytes} = 10 OR ${bare} = 19 OR (substr(${c}, 20, 1) = '.' AND ${bare} BETWEEN 21 AND 26 AND ${fraction} NOT GLOB '*[^0-9]*'))`,
  ].join(' AND ');
  return { known, second };
}

/** A time as ISO 8601 to the second, as a literal. @param up  to the next second where it has a fraction, else down. */
function secondText(micros: bigint, up: boolean): string {
  const second = up ? ceiling(micros, 1_000_000n) : -ceiling(-micros, 1_000_000n);
  if (second * 1_000_000n < LEAST) return "''";
  if (second * 1_000_000n > MOST) return "':'";
  const text = new Date(Number(second) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  return `'${text}'`;
}

/** The least whole number of a format that is not before a time. */
function countOf(micros: bigint, format: Exclude<WantedTimes['format'], 'iso'>): bigint {
  switch (format) {
    case 'epoch-s':
      return ceiling(micros, 1_000_000n);
    case 'epoch-ms':
      return ceiling(micros, 1000n);
    case 'epoch-us':
      return micros;
    case 'epoch-ns':
      return micros * 1000n;
  }
}

function ceiling(value: bigint, unit: bigint): bigint {
  const down = value / unit;
  return value % unit > 0n ? down + 1n : down;
}

/** As a literal that SQLite holds as an integer. */
function within(value: bigint): string {
  return String(value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : value);
}
