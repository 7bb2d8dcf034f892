import { makeTextTimeReader } from '../../engine/times/read-text.ts';
import { lit, type Sql, sql } from '../../sql/sql.ts';
import { isPlainIsoTime } from './cast.ts';

/** How a time in ISO 8601 is written, a bit each; these are other bits than those of what is no time. */
const CLOCK = 4;
const DAY = 32;
/** `Z` or an offset of nothing. */
const UTC = 64;
const OFFSET = 128;
export const TIMES = CLOCK | DAY | UTC | OFFSET;

/**
 * A day, or date and time to the microsecond at most, with an offset from UTC or without one: nothing is lost of the instant.
 * Seconds may be absent.
 */
const TIME = String.raw`\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d)(:?[0-5]\d)?)?)?`;

/**
 * The bit of a text that is such a time of the years 1 to 9999, null of any other. CASE in CASE: an AND would compute all its
 * sides, of any text, and a cast that fails is dear.
 */
export function isoKindOf(value: Sql): Sql {
  const rest = sql`substr(${value}, 12)`;
  const kind = sql`CASE WHEN length(${value}) = 10 THEN ${lit(DAY)} WHEN NOT regexp_matches(${rest}, '[Z+-]') THEN ${lit(CLOCK)}
      WHEN regexp_matches(${rest}, '(Z|[+-]00(:?00)?)$') THEN ${lit(UTC)} ELSE ${lit(OFFSET)} END`;
  return sql`CASE WHEN length(${value}) BETWEEN 10 AND 32 AND substr(${value}, 5, 1) = '-'
    THEN CASE WHEN regexp_full_match(${value}, ${lit(TIME)})
      THEN CASE WHEN ${isPlainIsoTime(value)} THEN ${kind} END END END`;
}

const LIKE_TIME = new RegExp(`^${TIME}$`);
const readIso = makeTextTimeReader('iso');

/** The same as {@link isoKindOf} of a text that is here and not in the engine; 0 of one that is no such time. */
export function isoKindOfText(text: string): number {
  if (text.length < 10 || text.length > 32 || text[4] !== '-') return 0;
  if (!LIKE_TIME.test(text) || readIso(text) === null) return 0;
  if (text.length === 10) return DAY;
  const zone = /(?:Z|[+-]\d\d:?(?:\d\d)?)$/.exec(text.slice(11))?.[0];
  if (zone === undefined) return CLOCK;
  return /[1-9]/.test(zone) ? OFFSET : UTC;
}

/** Whether some values tell where on earth their clock stood and others do not: what these mean is not known then. */
export function mixesOffsets(kinds: number): boolean {
  return (kinds & (UTC | OFFSET)) !== 0 && (kinds & (CLOCK | DAY)) !== 0;
}

/** Whether a column of these kinds of times may hold one that the engine would write just so: `2020-01-17 09:03:00`. */
export function hasPlainClock(kinds: number): boolean {
  return (kinds & CLOCK) !== 0;
}

/** Whether a column of these kinds of times may hold one in UTC. */
export function hasUtc(kinds: number): boolean {
  return (kinds & UTC) !== 0;
}

/**
 * What is to be said of a column whose type was found in its values; none where nothing was lost of them.
 * @param kinds  all that was seen in it.
 */
export function isoNotes(column: string, kinds: number): readonly string[] {
  if (kinds === 0 || (kinds & ~TIMES) !== 0) return [];
  if (mixesOffsets(kinds))
    return [
      `The column "${column}" holds times with an offset from UTC and times without one. What those without one mean is not known, so it is text; it becomes a time once it is said in which zone they are.`,
    ];
  return [
    ...(kinds & OFFSET
      ? [
          `The times of the column "${column}" tell their offset from UTC. They are kept in UTC, the offsets are not.`,
        ]
      : []),
    ...(kinds & DAY && kinds & CLOCK
      ? [`The column "${column}" holds dates among its times; a date was read as its midnight.`]
      : []),
  ];
}
