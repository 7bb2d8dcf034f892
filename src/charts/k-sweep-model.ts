import { formatCount, formatNumber } from './format.ts';
import { extentOf, makeScale, type Scale } from './scale.ts';
import { linearTicks } from './ticks.ts';
import type { TipText } from './tip.tsx';
import type { Twin } from './twin-table.tsx';

/** Results of k-means for each k. */
export interface KSweep {
  /** Rising. */
  readonly k: Int32Array;
  /** Sum of squared distances to the centres; NaN where it is not computed. */
  readonly inertia: Float64Array;
  /** Mean simplified silhouette, −1…1; NaN where it is not computed (k 1). */
  readonly silhouette: Float64Array;
}

/** Index of the largest finite value, the first of several; −1 when there is none. */
export function bestIndex(values: Float64Array): number {
  let best = -1;
  values.forEach((value, i) => {
    if (Number.isFinite(value) && (best < 0 || value > values[best]!)) best = i;
  });
  return best;
}

/** The axis of k, with half a step of room at its ends. */
export function kScale(k: Int32Array): Scale {
  const lo = k[0] ?? 1;
  const hi = k.at(-1) ?? 2;
  return makeScale('linear', { lo: lo - 0.5, hi: hi + 0.5, smallest: 1 });
}

/** Whole numbers along the axis of k, at most `most`. */
export function kTicks(scale: Scale, most: number): number[] {
  return linearTicks(Math.ceil(scale.lo), Math.floor(scale.hi), Math.max(2, most)).filter(
    Number.isInteger,
  );
}

/** The axis of a panel: inertia from zero, silhouette over its own range. */
export function panelScale(values: Float64Array, fromZero: boolean): Scale {
  const extent = extentOf(values) ?? { lo: 0, hi: 1, smallest: 1 };
  if (fromZero) {
    return makeScale('linear', { lo: 0, hi: extent.hi > 0 ? extent.hi * 1.05 : 1, smallest: 1 });
  }
  const room = Math.max(0.02, (extent.hi - extent.lo) * 0.12);
  return makeScale('linear', {
    lo: Math.max(-1, extent.lo - room),
    hi: Math.min(1, extent.hi + room),
    smallest: 1,
  });
}

/** Path of a line through the finite values, broken at missing ones. */
export function gappedPath(xs: readonly number[], ys: readonly number[]): string {
  let path = '';
  let open = false;
  xs.forEach((x, i) => {
    const y = ys[i] ?? NaN;
    if (!Number.isFinite(y)) {
      open = false;
      return;
    }
    path += `${open ? 'L' : 'M'}${+x.toFixed(1)} ${+y.toFixed(1)}`;
    open = true;
  });
  return path;
}

/** Index of the k that is nearest to a place on the axis; −1 without any. */
export function nearestK(k: Int32Array, value: number): number {
  let best = -1;
  k.forEach((candidate, i) => {
    if (best < 0 || Math.abs(candidate - value) < Math.abs(k[best]! - value)) best = i;
  });
  return best;
}

/** What a tooltip says about a k. */
export function kTip(sweep: KSweep, index: number): TipText {
  return {
    title: `k ${sweep.k[index] ?? ''}`,
    rows: [
      ['inertia', formatFigure(sweep.inertia[index] ?? NaN)],
      ['silhouette', formatNumber(sweep.silhouette[index] ?? NaN, 3)],
    ],
  };
}

/** A measured figure in four significant digits. */
export function formatFigure(value: number): string {
  return formatNumber(Number.isFinite(value) ? Number(value.toPrecision(4)) : value);
}

/** One sentence about the sweep. */
export function kSummary(sweep: KSweep, current: number): string {
  const { k, silhouette } = sweep;
  if (k.length === 0) return 'No k has been tried yet.';
  const best = bestIndex(silhouette);
  const advice =
    best < 0
      ? 'no silhouette could be computed'
      : `the silhouette is best at k ${k[best]} (${formatNumber(silhouette[best]!, 3)})`;
  const at = k.indexOf(current);
  const here =
    at < 0
      ? `k ${current} was not tried`
      : `at k ${current} it is ${formatNumber(silhouette[at]!, 3)}`;
  return `k-means for k ${formatCount(k[0]!)} to ${formatCount(k.at(-1)!)}: ${advice}; ${here}.`;
}

/** The sweep as a table, a row for each k. */
export function kTwin(sweep: KSweep, current: number): Twin {
  const best = bestIndex(sweep.silhouette);
  return {
    columns: [
      { label: 'k', numeric: true },
      { label: 'Inertia', numeric: true },
      { label: 'Silhouette', numeric: true },
      { label: '' },
    ],
    rows: [...sweep.k].map((k, i) => [
      String(k),
      formatFigure(sweep.inertia[i] ?? NaN),
      formatNumber(sweep.silhouette[i] ?? NaN, 3),
      [i === best ? 'best silhouette' : '', k === current ? 'in use' : '']
        .filter(Boolean)
        .join(', '),
    ]),
  };
}
