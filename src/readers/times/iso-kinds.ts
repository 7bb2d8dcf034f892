import { makeTextTimeReader } from '../../engine/times/read-text.ts';
import { lit, type Sql, sql } from '../../sql/sql.ts';
import {
  BEYOND_MICROSECONDS,
  hasOwnZone,
  ISO_ZONE,
  isPlainIsoTime,
  losesFraction,
} from './cast.ts';

/** How a time in ISO 8601 is written, a bit each; these are other bits than those of what is no time. */
const CLOCK = 4;
const DAY = 32;
/** `Z` or an offset of nothing. */
const UTC = 64;
const OFFSET = 128;
/** Beside one of the others: digits beyond microseconds, which are lost. */
const FINE = 256;
export const TIMES = CLOCK | DAY | UTC | OFFSET | FINE;

/** A day, or date and time, with an offset from UTC or without one. Seconds may be absent. */
const TIME = String.raw`\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?${ISO_ZONE}?)?`;
const LONGEST = 36;
/** Shorter ones have no digits beyond microseconds. */
const LONGEST_WHOLE = 26;
const NO_OFFSET = String.raw`([ZCT]|[+-]00(:?00)?)$`;

/**
 * The bit of a text that is such a time of the years 1 to 9999, null of any other. CASE in CASE: an AND would compute all its
 * sides, of any text, and a cast that fails is dear.
 */
export function isoKindOf(value: Sql): Sql {
  const rest = sql`substr(${value}, 12)`;
  const kind = sql`CASE WHEN length(${value}) = 10 THEN ${lit(DAY)} WHEN NOT ${hasOwnZone(value)} THEN ${lit(CLOCK)}
      WHEN regexp_matches(${rest}, ${lit(NO_OFFSET)}) THEN ${lit(UTC)} ELSE ${lit(OFFSET)} END`;
  // An offset that begins where the digits would go on: nearly all long ones, and no pattern need be tried.
  const ends = sql`substr(${value}, 22, 6)`;
  const fine = sql`CASE WHEN length(${value}) <= ${lit(LONGEST_WHOLE)} OR contains(${ends}, '+') OR contains(${ends}, '-') THEN 0
      WHEN ${losesFraction(value)} THEN ${lit(FINE)} ELSE 0 END`;
  return sql`CASE WHEN length(${value}) BETWEEN 10 AND ${lit(LONGEST)} AND substr(${value}, 5, 1) = '-'
    THEN CASE WHEN regexp_full_match(${value}, ${lit(TIME)})
      THEN CASE WHEN ${isPlainIsoTime(value)} THEN ${kind} | ${fine} END END END`;
}

const BEYOND = new RegExp(BEYOND_MICROSECONDS);
const LIKE_TIME = new RegExp(`^${TIME}$`);
const readIso = makeTextTimeReader('iso');

/** The same as {@link isoKindOf} of a text that is here and not in the engine; 0 of one that is no such time. */
export function isoKindOfText(text: string): number {
  if (text.length < 10 || text.length > LONGEST || text[4] !== '-') return 0;
  if (!LIKE_TIME.test(text) || readIso(text) === null) return 0;
  if (text.length === 10) return DAY;
  const fine = BEYOND.test(text) ? FINE : 0;
  const zone = /(?:Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)$/.exec(text.slice(11))?.[0];
  if (zone === undefined) return CLOCK | fine;
  return (/[1-9]/.test(zone) ? OFFSET : UTC) | fine;
}

/** Whether some values tell where on earth their clock stood and others do not: what these mean is not known then. */
export function mixesOffsets(kinds: number): boolean {
  return hasOwn(kinds) && hasBare(kinds);
}

/** Whether a column of these kinds of times may hold one that the engine would write just so: `2020-01-17 09:03:00`. */
export function hasPlainClock(kinds: number): boolean {
  return (kinds & CLOCK) !== 0;
}

/** Whether there are times among these kinds that tell their offset. */
export function hasOwn(kinds: number): boolean {
  return (kinds & (UTC | OFFSET)) !== 0;
}

/** Whether there are times among these kinds that tell no offset. */
export function hasBare(kinds: number): boolean {
  return (kinds & (CLOCK | DAY)) !== 0;
}

/** Whether a column of these kinds of times may hold one in UTC. */
export function hasUtc(kinds: number): boolean {
  return (kinds & UTC) !== 0;
}

/** Whether a column of these kinds of times may hold one with digits beyond microseconds. */
export function hasFineDigits(kinds: number): boolean {
  return (kinds & ~TIMES) === 0 && (kinds & FINE) !== 0;
}

/** All kinds of times that tell their own offset, that tell none, that have digits beyond microseconds. */
export function timeKinds(how: { own: boolean; bare: boolean; fine: boolean }): number {
  return (how.own ? UTC | OFFSET : 0) | (how.bare ? CLOCK | DAY : 0) | (how.fine ? FINE : 0);
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
