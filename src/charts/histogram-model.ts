import { formatCount, formatCounted, formatShare } from './format.ts';
import { formatValue, type ValueUnit } from './format-time.ts';
import { extentOf, logBarHeight, makeScale, type Scale, type ScaleKind } from './scale.ts';
import { linearTicks } from './ticks.ts';
import type { Twin } from './twin-table.tsx';

/** A bin [lo, hi) and how many values fall into it. The last bin includes `hi`. */
export interface Bin {
  lo: number;
  hi: number;
  n: number;
}

/** A histogram's axes, before it is known how many pixels they get. */
export interface HistogramModel {
  bins: readonly Bin[];
  total: number;
  fullest: Bin | null;
  x: Scale;
  /** Height of a bar in units of the count axis. */
  heightOf(n: number): number;
  /** Top of the count axis, in the same units. */
  top: number;
  /** Counts that have a tick. */
  countTicks: readonly number[];
}

/** Room below 1 on a log count axis, as a share of its decades: a count of one is still a bar. */
const STUB = 0.045;

function countTicksOf(most: number, kind: ScaleKind): number[] {
  if (most < 1) return [0];
  if (kind === 'linear') return linearTicks(0, Math.max(most, 1), 5).filter(Number.isInteger);
  const decades = Math.floor(Math.log10(most) + 1e-9);
  const every = Math.ceil((decades + 1) / 5);
  const ticks: number[] = [];
  for (let power = 0; power <= decades; power += every) ticks.push(10 ** power);
  if (ticks.length < 3 && most >= 3) {
    return [1, 3, 10, 30, 100].filter((tick) => tick <= most);
  }
  return ticks;
}

/** Prepares a histogram. Log counts start at 1; log values that reach zero are linear next to it. */
export function makeHistogram(
  bins: readonly Bin[],
  valueScale: ScaleKind,
  countScale: ScaleKind,
): HistogramModel {
  const extent = extentOf(bins.flatMap((bin) => [bin.lo, bin.hi])) ?? { lo: 0, hi: 1, smallest: 1 };
  const fullest = bins.reduce<Bin | null>(
    (best, bin) => (bin.n > (best?.n ?? 0) ? bin : best),
    null,
  );
  const most = fullest?.n ?? 0;
  const decades = Math.max(1, Math.log10(Math.max(1, most)));
  const stub = STUB * decades;
  const heightOf = (n: number): number => (countScale === 'log' ? logBarHeight(n, stub) : n);
  return {
    bins,
    total: bins.reduce((sum, bin) => sum + bin.n, 0),
    fullest,
    x: makeScale(valueScale, extent),
    heightOf,
    top: Math.max(heightOf(most), countScale === 'log' ? stub + 1 : 1) * 1.02,
    countTicks: countTicksOf(most, countScale),
  };
}

/** `1 min to 2 min`: the range of a bin in words. */
export function binWords(bin: Bin, unit: ValueUnit): string {
  if (bin.lo === bin.hi) return formatValue(bin.lo, unit);
  return `${formatValue(bin.lo, unit)} to ${formatValue(bin.hi, unit)}`;
}

/** One sentence about a histogram. */
export function histogramSummary(model: HistogramModel, unit: ValueUnit, noun: string): string {
  const { fullest, total, x, bins } = model;
  if (!fullest) return `No ${noun} to draw.`;
  const range = `from ${formatValue(x.lo, unit)} to ${formatValue(x.hi, unit)}`;
  const share = formatShare(fullest.n / total);
  return (
    `${formatCount(total)} ${noun} in ${formatCounted(bins.length, 'bin')} ${range}; ` +
    `the fullest bin, ${binWords(fullest, unit)}, holds ${formatCount(fullest.n)} (${share}).`
  );
}

/** Sentence case for words that come from elsewhere. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The bins as a table. */
export function histogramTwin(model: HistogramModel, unit: ValueUnit, noun: string): Twin {
  return {
    columns: [
      { label: 'From', numeric: true },
      { label: 'To', numeric: true },
      { label: capitalize(noun), numeric: true },
      { label: 'Share', numeric: true },
    ],
    rows: model.bins.map((bin) => [
      formatValue(bin.lo, unit),
      formatValue(bin.hi, unit),
      formatCount(bin.n),
      formatShare(model.total > 0 ? bin.n / model.total : 0),
    ]),
  };
}

/** The next bin with values in a direction, or the same one at the end. */
export function nextFilledBin(bins: readonly Bin[], from: number, step: number): number {
  const direction = Math.sign(step);
  let left = Math.abs(step);
  let found = from;
  for (let i = from + direction; i >= 0 && i < bins.length && left > 0; i += direction) {
    if ((bins[i]?.n ?? 0) === 0) continue;
    found = i;
    left--;
  }
  return found;
}
