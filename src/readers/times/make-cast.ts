import type { TimeReading } from '../../engine/reading.ts';
import { lit, type Sql, sql } from '../../sql/sql.ts';
import { expectedTime, type TimeCast, writtenTime } from './cast.ts';
import { GAP, type LocalSpan, mappedBySpan } from './zone.ts';

/**
 * How a reading makes times of text.
 * @param spans  of the reading's zone for all years that occur, ascending; empty: the zone is UTC.
 */
export function makeTimeCast(
  reading: Omit<TimeReading, 'zone'>,
  spans: readonly LocalSpan[],
): TimeCast {
  const { read, ownZone, losesDigits } = writtenTime(reading.format);
  const expected = expectedTime(reading.format);
  if (spans.length === 0) return { read, expected, losesDigits };
  const toUtc = (value: Sql) =>
    mappedBySpan(read(value), spans, (span, micros) => {
      const offset = offsetOf(span, reading);
      return offset === null
        ? sql`NULL::TIMESTAMP`
        : sql`make_timestamp(${micros} - ${lit(offset)})`;
    });
  const change = (value: Sql) => mappedBySpan(read(value), spans, ({ kind }) => lit(kind));
  return {
    read: ownZone
      ? (value) => sql`CASE WHEN ${ownZone(value)} THEN ${read(value)} ELSE ${toUtc(value)} END`
      : toUtc,
    expected,
    losesDigits,
    clockChange: ownZone
      ? (value) => sql`CASE WHEN ${ownZone(value)} THEN 0 ELSE ${change(value)} END`
      : change,
  };
}

/** null: such a time is rejected. */
function offsetOf(
  { kind, before, after }: LocalSpan,
  { gap, overlap }: Pick<TimeReading, 'gap' | 'overlap'>,
): bigint | null {
  if (kind === 0) return after;
  if (kind === GAP) return gap === 'before' ? before : gap === 'after' ? after : null;
  return overlap === 'earlier' ? before : overlap === 'later' ? after : null;
}
