import type { Bin } from '../../charts/histogram.tsx';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { formatSeconds } from '../../charts/format-time.ts';
import type { Table } from '../../engine/table.ts';

/** Bins from one power of ten to the next. */
export const PER_DECADE = 16;
/** A gap that holds at least this share of all gaps above zero is named. */
const PEAK_SHARE = 0.1;
/** How far beyond the gaps the axis may go to show the limit. */
const REACH = 100;

/** All gaps of one session key in a few numbers. */
export interface GapSummary {
  readonly gaps: number;
  readonly zero: number;
  readonly longer: number;
  readonly ties: number;
  readonly peak: number | null;
  readonly peakCount: number;
  readonly longest: number | null;
  /** The gap that `longer` and `ties` are about. */
  readonly limit: number;
}

/** The one row of a gap summary. */
export function gapSummaryOf(table: Table): GapSummary {
  const [row = []] = table.rows;
  const [gaps, zero, longer, ties, peak = null, peakCount, longest = null, limit] = row;
  const number = (value: unknown): number => Number(value ?? 0);
  return {
    gaps: number(gaps),
    zero: number(zero),
    longer: number(longer),
    ties: number(ties),
    peak: peak === null ? null : Number(peak),
    peakCount: number(peakCount),
    longest: longest === null ? null : Number(longest),
    limit: number(limit),
  };
}

/** Bins with their edges in seconds; empty bins take the axis to 1 s, and to the limit where that is near enough. */
export function gapBinsOf(table: Table, limitSeconds: number): Bin[] {
  const edge = (bin: number): number => 10 ** (bin / PER_DECADE);
  const filled = table.rows.map(([bin, n]) => ({
    lo: edge(Number(bin)),
    hi: edge(Number(bin) + 1),
    n: Number(n),
  }));
  const bins = (filled[0]?.lo ?? 0) > 1 ? [{ lo: 1, hi: 1, n: 0 }, ...filled] : filled;
  const first = bins[0];
  const last = bins.at(-1);
  if (!first || !last || !(limitSeconds > 0)) return bins;
  if (limitSeconds < first.lo && limitSeconds > first.lo / REACH)
    return [{ lo: limitSeconds, hi: limitSeconds, n: 0 }, ...bins];
  if (limitSeconds > last.hi && limitSeconds < last.hi * REACH)
    return [...bins, { lo: limitSeconds, hi: limitSeconds, n: 0 }];
  return bins;
}

/** `950 gaps are longer, 12 420 are not`. */
export function longerWords(longer: number, gaps: number): string {
  if (gaps === 0) return 'there are no gaps';
  const rest = formatCount(gaps - longer);
  return longer === 1
    ? `1 gap is longer, ${rest} are not`
    : `${formatCounted(longer, 'gap')} are longer, ${rest} are not`;
}

/** `exactly 60 s: 3 180`, where one gap is that frequent. */
export function peakNotes(summary: GapSummary): readonly { value: number; text: string }[] {
  const { peak, peakCount, gaps, zero } = summary;
  if (peak === null || peakCount < 2 || peakCount < PEAK_SHARE * (gaps - zero)) return [];
  return [{ value: peak, text: `exactly ${formatSeconds(peak)}: ${formatCount(peakCount)}` }];
}
