import { nearestName } from '../nearest-name.ts';
import { lit, type Sql, sql } from '../../sql/sql.ts';

/** A local time that a clock change leaves out. */
export const GAP = 1;
/** A local time that happens twice. */
export const OVERLAP = 2;

/** From a local time on, until the next span: how far the clock is ahead of UTC, in microseconds. */
export interface LocalSpan {
  /** Microseconds of the local time since 1970. */
  readonly from: bigint;
  readonly kind: 0 | typeof GAP | typeof OVERLAP;
  /** The same before and after where there is no clock change. */
  readonly before: bigint;
  readonly after: bigint;
}

/** The clocks of a zone. */
export interface Zone {
  readonly name: string;
  /** Spans that cover all local times of these years, ascending; between years that were not asked for they mean nothing. */
  spans(years: readonly number[]): readonly LocalSpan[];
}

const DAY = 86_400_000;

/** Opens a zone by its IANA name. Throws RangeError, in words, when there is none. */
export async function openZone(name: string): Promise<Zone> {
  // Loaded when it is needed: most logs are in UTC.
  const { Temporal } = await import('temporal-polyfill');
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);
  try {
    at(0);
  } catch {
    const near = nearestName(name, Intl.supportedValuesOf('timeZone'));
    const hint =
      near === undefined ? 'Zones are called e.g. Europe/Zurich.' : `Did you mean "${near}"?`;
    throw new RangeError(`There is no time zone "${name}". ${hint}`);
  }
  return { name, spans };

  function spans(years: readonly number[]): LocalSpan[] {
    return runs(years).flatMap(([first, last]) => spansBetween(startOf(first), startOf(last + 1)));
  }

  /** From a local midnight (inclusive) to another (exclusive), both in milliseconds. */
  function spansBetween(start: number, end: number): LocalSpan[] {
    // No clock is more than a day away from UTC.
    let clock = at(start - 2 * DAY);
    let before = BigInt(clock.offsetNanoseconds) / 1000n;
    const found: LocalSpan[] = [];
    let present: LocalSpan = {
      from: BigInt(start - 3 * DAY) * 1000n,
      kind: 0,
      before,
      after: before,
    };
    for (;;) {
      const next = clock.getTimeZoneTransition('next');
      if (!next || next.epochMilliseconds > end + 2 * DAY) break;
      const instant = BigInt(next.epochMilliseconds) * 1000n;
      const after = BigInt(next.offsetNanoseconds) / 1000n;
      const [least, most] = before < after ? [before, after] : [after, before];
      const kind = before < after ? GAP : OVERLAP;
      found.push(present, { from: instant + least, kind, before, after });
      present = { from: instant + most, kind: 0, before: after, after };
      before = after;
      clock = next;
    }
    return [...found, present];
  }
}

/** First and last of each run of years without a hole. */
function runs(years: readonly number[]): (readonly [number, number])[] {
  const sorted = [...new Set(years)].toSorted((a, b) => a - b);
  const starts = sorted.filter((year, i) => sorted[i - 1] !== year - 1);
  const ends = sorted.filter((year, i) => sorted[i + 1] !== year + 1);
  return starts.map((start, i) => [start, ends[i] ?? start]);
}

function startOf(year: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(year, 0, 1);
}

/** A value for the span that a local time is in: a CASE that halves the spans, so that it is as deep as their logarithm. */
function bySpan(local: Sql, spans: readonly LocalSpan[], valueOf: (span: LocalSpan) => Sql): Sql {
  const [first] = spans;
  if (!first) return sql`NULL`;
  if (spans.length === 1) return valueOf(first);
  const middle = spans.length >> 1;
  const from = lit(spans[middle]?.from ?? 0n);
  return sql`CASE WHEN ${local} < ${from} THEN ${bySpan(local, spans.slice(0, middle), valueOf)}
    ELSE ${bySpan(local, spans.slice(middle), valueOf)} END`;
}

/** The same for a local TIMESTAMP that is long to write, which is computed once. */
export function mappedBySpan(
  local: Sql,
  spans: readonly LocalSpan[],
  valueOf: (span: LocalSpan, micros: Sql) => Sql,
): Sql {
  const micros = sql`local_us`;
  const body = bySpan(micros, spans, (span) => valueOf(span, micros));
  return sql`list_transform([epoch_us(${local})], lambda ${micros}: ${body})[1]`;
}
