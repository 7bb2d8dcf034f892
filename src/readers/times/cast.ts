import { timeFormatLabel } from '../../engine/times/formats.ts';
import { type TimePattern, understandPattern, ZONE_WORDS } from '../../engine/times/pattern.ts';
import type { TimeReading } from '../../engine/reading.ts';
import { lit, type Sql, sql } from '../../sql/sql.ts';

/** From trimmed text, not empty, to a value. */
export type TextCast = (value: Sql) => Sql;

/** How the text of one column becomes times. */
export interface TimeCast {
  /** TIMESTAMP in UTC; null where the text is none. */
  readonly read: TextCast;
  /** Why a value was refused, for a person. */
  readonly expected: string;
  /** True where it tells more than microseconds. */
  readonly losesDigits: TextCast | null;
  /** {@link GAP} or {@link OVERLAP} where a local time met a clock change, else 0; absent where there is none. */
  readonly clockChange?: TextCast;
}

/** Times as they stand in the text. */
interface WrittenTime {
  /** TIMESTAMP: in UTC where {@link ownZone} holds, else on the clock of whoever wrote it. */
  readonly read: TextCast;
  /** True where the text tells its offset from UTC; null: it never does. */
  readonly ownZone: TextCast | null;
  readonly losesDigits: TextCast | null;
}

/** `Z`, `+02:00`, `+0200`, `+02`, also after a blank, where it may be a word. */
export const ISO_ZONE = String.raw`( ?(Z|[+-]([01]\d)(:?[0-5]\d)?)| (UTC|GMT))`;
/** ISO 8601 with `T` or a space; seconds, fraction and zone may be absent. */
const ISO = String.raw`\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):\d\d(:\d\d(\.\d{1,9})?)?${ISO_ZONE}?)?`;
const NUMBER = String.raw`[+-]?\d{1,19}(\.\d{1,12})?`;
export const BEYOND_MICROSECONDS = String.raw`[.,]\d{6}\d*[1-9]`;

/** Microseconds in the unit, as a decimal so that nothing is rounded. */
const MICROSECONDS = {
  'epoch-s': sql`1000000`,
  'epoch-ms': sql`1000`,
  'epoch-us': sql`1`,
  'epoch-ns': sql`0.001::DECIMAL(4,3)`,
} as const;
/** 0001-01-01 to 9999-12-31 in microseconds. */
const RANGE = sql`-62135596800000000 AND 253402300799999999`;

const YEARS = sql`'0001-01-01'::TIMESTAMP AND '9999-12-31 23:59:59.999999'::TIMESTAMP`;

const like = (value: Sql, pattern: string): Sql =>
  sql`regexp_full_match(${value}, ${lit(pattern)})`;
/** True where a time has digits beyond microseconds. */
export const losesFraction: TextCast = (value) =>
  sql`regexp_matches(${value}, ${lit(BEYOND_MICROSECONDS)})`;

/** ISO 8601 in UTC: what is expected where nobody said otherwise. */
export const ISO_TIME: TimeCast = {
  read: isoTime,
  expected: 'not a time: expected e.g. 2020-01-17 09:03:00',
  losesDigits: losesFraction,
};

function isoTime(value: Sql): Sql {
  return sql`CASE WHEN ${like(value, ISO)} THEN ${plainIsoTime(value)} END`;
}

/**
 * A text of which it is known that it looks like ISO 8601, as TIMESTAMP in UTC; null where it is no time of the years 1 to
 * 9999. The engine's own cast would drop the zone of a time: casting to TIMESTAMPTZ keeps it, and without ICU that is UTC.
 */
export function plainIsoTime(value: Sql): Sql {
  return sql`CASE WHEN ${isPlainIsoTime(value)} THEN ${anyIsoTime(value)} END`;
}

/** Whether {@link plainIsoTime} gives a time. */
export function isPlainIsoTime(value: Sql): Sql {
  return sql`(${anyIsoTime(value)} BETWEEN ${YEARS})`;
}

function anyIsoTime(value: Sql): Sql {
  const cast = (time: Sql) => sql`TRY_CAST(${withSeconds(time)} AS TIMESTAMPTZ)`;
  const spaced = sql`CASE WHEN contains(substr(${value}, 12), ' ') THEN ${cast(withoutBlank(value))} END`;
  return sql`coalesce(${cast(value)}, ${spaced})::TIMESTAMP`;
}

/** The engine reads hardly any zone after a blank. */
function withoutBlank(time: Sql): Sql {
  return sql`(substr(${time}, 1, 11) || regexp_replace(substr(${time}, 12), ' (UTC|GMT)$| ', CASE WHEN ${time}[-1] IN ('C', 'T') THEN 'Z' ELSE '' END))`;
}

/** True where a time in ISO 8601 tells its offset from UTC: a `T` after the first is that of UTC or GMT. */
export function hasOwnZone(value: Sql): Sql {
  return sql`regexp_matches(substr(${value}, 12), '[ZT+-]')`;
}

/** The engine reads no zone after hours and minutes alone. */
function withSeconds(time: Sql): Sql {
  return sql`CASE WHEN length(${time}) > 16 AND substr(${time}, 17, 1) <> ':'
    THEN substr(${time}, 1, 16) || ':00' || substr(${time}, 17) ELSE ${time} END`;
}

/** A format as SQL. Throws RangeError when its pattern is none. */
export function writtenTime(format: TimeReading['format']): WrittenTime {
  if (format === 'iso') {
    return { read: isoTime, ownZone: hasOwnZone, losesDigits: losesFraction };
  }
  if (typeof format === 'string') {
    const exact = (value: Sql) => sql`(${value}::DECIMAL(38,12) * ${MICROSECONDS[format]})`;
    return {
      // A CASE in a CASE: an AND would compute both its sides, of any text.
      read: (value) => sql`CASE WHEN ${like(value, NUMBER)} THEN
        CASE WHEN floor(${exact(value)}) BETWEEN ${RANGE} THEN make_timestamp(floor(${exact(value)})::BIGINT) END END`,
      ownZone: () => sql`true`,
      losesDigits: (value) =>
        sql`CASE WHEN ${like(value, NUMBER)} THEN floor(${exact(value)}) <> ${exact(value)} ELSE false END`,
    };
  }
  const pattern = understandPattern(format.pattern);
  if (typeof pattern === 'string') throw new RangeError(pattern);
  return byPattern(pattern);
}

function byPattern({ pattern, regex, fields, hasZone }: TimePattern): WrittenTime {
  const hasFraction = fields.includes('f');
  const prepared = (value: Sql) => {
    // The engine reads six digits of a fraction, and offsets only as digits.
    const cut = hasFraction
      ? sql`regexp_replace(${value}, ${lit(String.raw`(\d{6})\d{1,3}(\D|$)`)}, ${lit(String.raw`\1\2`)})`
      : value;
    return hasZone
      ? sql`regexp_replace(${cut}, ${lit(String.raw`\b(${ZONE_WORDS})$`)}, '+00')`
      : cut;
  };
  return {
    read: (value) =>
      sql`CASE WHEN ${like(value, regex)} THEN try_strptime(${prepared(value)}, ${lit(pattern)})::TIMESTAMP END`,
    ownZone: hasZone ? () => sql`true` : null,
    losesDigits: hasFraction ? losesFraction : null,
  };
}

/** What is to be said of a value that does not fit the format. */
export function expectedTime(format: TimeReading['format']): string {
  if (format === 'iso') return ISO_TIME.expected;
  const label = timeFormatLabel(format);
  if (typeof format === 'string') return `not a time: expected ${label}`;
  const own = label === format.pattern ? '' : ` (${format.pattern})`;
  return `not a time: expected ${label}${own}`;
}
