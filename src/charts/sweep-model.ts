import { formatCount, formatCounted, formatShare } from './format.ts';
import type { GridCell } from './grid-keys.ts';
import { formatDistance } from './k-distance-model.ts';
import { countCuts, stepOf } from './ramp.ts';
import type { TipText } from './tip.tsx';
import type { Twin } from './twin-table.tsx';

/** Results of a clustering for each eps and minPts, minPts-major. */
export interface Sweep {
  /** Rising. */
  readonly eps: Float64Array;
  /** Rising. */
  readonly minPts: Int32Array;
  /** −1 where it is not computed yet. */
  readonly clusterCount: Int32Array;
  /** Share 0…1 of rows in no cluster; NaN where it is not computed yet. */
  readonly noiseShare: Float64Array;
  /** Share 0…1 of rows in the largest cluster; NaN where it is not computed yet. */
  readonly largestShare: Float64Array;
}

/** Which figure colours the cells. */
export type SweepFigure = 'clusters' | 'noise' | 'largest';

/** What each figure is called. */
export const SWEEP_FIGURES: Readonly<Record<SweepFigure, string>> = {
  clusters: 'clusters',
  noise: 'noise, % of rows',
  largest: 'largest cluster, % of rows',
};

const SHARE_CUTS: Readonly<Record<'noise' | 'largest', readonly number[]>> = {
  noise: [0.01, 0.05, 0.2, 0.5],
  largest: [0.2, 0.4, 0.6, 0.8],
};

/** Rows are drawn with the largest minPts on top, as on an axis; results are stored the other way. */
export function sweepIndex(sweep: Sweep, cell: GridCell): number {
  return (sweep.minPts.length - 1 - cell.row) * sweep.eps.length + cell.column;
}

/** Value of a cell for a figure; NaN when it is not computed. */
export function sweepValue(sweep: Sweep, figure: SweepFigure, index: number): number {
  if (figure === 'noise') return sweep.noiseShare[index] ?? NaN;
  if (figure === 'largest') return sweep.largestShare[index] ?? NaN;
  const count = sweep.clusterCount[index] ?? -1;
  return count < 0 ? NaN : count;
}

/** The four cuts between the five steps of a figure. */
export function sweepCuts(sweep: Sweep, figure: SweepFigure): readonly number[] {
  if (figure !== 'clusters') return SHARE_CUTS[figure];
  return countCuts(sweep.clusterCount.reduce((most, count) => Math.max(most, count), 0));
}

/** Steps that occur, with their ranges in words, for the legend. */
export function sweepLegend(
  sweep: Sweep,
  figure: SweepFigure,
): { readonly step: number; readonly label: string }[] {
  const cuts = sweepCuts(sweep, figure);
  const cells = sweep.eps.length * sweep.minPts.length;
  let highest = 0;
  let missing = false;
  for (let i = 0; i < cells; i++) {
    const step = stepOf(sweepValue(sweep, figure, i), cuts);
    highest = Math.max(highest, step);
    missing ||= step === 0;
  }
  const ranges = Array.from({ length: highest }, (_, i) => ({
    step: i + 1,
    label: rangeWords(figure, i === 0 ? null : cuts[i - 1]!, cuts[i] ?? null),
  }));
  return missing ? [...ranges, { step: 0, label: 'not computed yet' }] : ranges;
}

function rangeWords(figure: SweepFigure, from: number | null, to: number | null): string {
  if (figure === 'clusters') {
    if (to === null) return `${formatCount(from ?? 0)} or more`;
    if (from === null) return to === 2 ? '0 or 1' : `up to ${formatCount(to - 1)}`;
    return to - 1 === from ? formatCount(from) : `${formatCount(from)} to ${formatCount(to - 1)}`;
  }
  const percent = (share: number): string => String(Math.round(share * 100));
  if (to === null) return `${percent(from ?? 0)} % or more`;
  return from === null ? `under ${percent(to)} %` : `${percent(from)} to ${percent(to)} %`;
}

/** A number short enough for a cell: `12`, `1.2k`; shares as whole percent without the sign. */
export function compactValue(figure: SweepFigure, value: number): string {
  if (Number.isNaN(value)) return '';
  if (figure !== 'clusters') {
    const percent = value * 100;
    return percent > 0 && percent < 0.5
      ? '< 1'
      : percent > 99.5 && value < 1
        ? '> 99'
        : percent.toFixed(0);
  }
  if (value < 1000) return String(value);
  const thousands = value / 1000;
  return `${thousands < 9.95 ? thousands.toFixed(1) : thousands.toFixed(0)}k`;
}

/** The cell whose parameters are in use: its own minPts, and the eps nearest on the grid; null when off the grid. */
export function currentCell(
  sweep: Sweep,
  current: { readonly eps: number; readonly minPts: number },
): GridCell | null {
  const { eps, minPts } = sweep;
  const at = minPts.indexOf(current.minPts);
  const n = eps.length;
  if (at < 0 || n === 0) return null;
  let column = 0;
  for (let i = 1; i < n; i++) {
    if (Math.abs(eps[i]! - current.eps) < Math.abs(eps[column]! - current.eps)) column = i;
  }
  // Half a step beyond the ends is still the end.
  const step =
    column < n / 2 ? (eps[1] ?? Infinity) - eps[0]! : eps[n - 1]! - (eps[n - 2] ?? -Infinity);
  const beyond = current.eps < eps[0]! || current.eps > eps[n - 1]!;
  if (beyond && Math.abs(eps[column]! - current.eps) > step / 2) return null;
  return { row: minPts.length - 1 - at, column };
}

/** What a tooltip says about a cell: all three figures. */
export function sweepTip(sweep: Sweep, cell: GridCell): TipText {
  const index = sweepIndex(sweep, cell);
  const minPts = sweep.minPts[sweep.minPts.length - 1 - cell.row] ?? 0;
  const title = `eps ${formatDistance(sweep.eps[cell.column] ?? NaN)}, minPts ${minPts}`;
  const count = sweepValue(sweep, 'clusters', index);
  if (Number.isNaN(count)) return { title, rows: [['not computed yet', '']] };
  return {
    title,
    rows: [
      ['clusters', formatCount(count)],
      ['noise', formatShare(sweep.noiseShare[index] ?? NaN)],
      ['largest cluster', formatShare(sweep.largestShare[index] ?? NaN)],
    ],
  };
}

/** One sentence about the sweep. */
export function sweepSummary(
  sweep: Sweep,
  current: { readonly eps: number; readonly minPts: number },
): string {
  const { eps, minPts, clusterCount } = sweep;
  if (eps.length === 0 || minPts.length === 0) return 'No parameters have been tried yet.';
  const done = clusterCount.filter((count) => count >= 0);
  const tried = `${formatCounted(eps.length, 'value')} of eps from ${formatDistance(eps[0]!)} to ${formatDistance(eps.at(-1)!)} by ${formatCounted(minPts.length, 'value')} of minPts`;
  if (done.length === 0) return `${tried}: nothing computed yet.`;
  const least = formatCount(Math.min(...done));
  const most = formatCount(Math.max(...done));
  const found = least === most ? `always ${least} clusters` : `${least} to ${most} clusters`;
  const left = eps.length * minPts.length - done.length;
  const open = left > 0 ? `, ${formatCounted(left, 'cell')} not computed yet` : '';
  const cell = currentCell(sweep, current);
  const here = cell ? sweepValue(sweep, 'clusters', sweepIndex(sweep, cell)) : NaN;
  const now = Number.isNaN(here) ? '' : `; ${formatCounted(here, 'cluster')} at the one in use`;
  return `${tried}: ${found}${open}${now}.`;
}

/** The sweep as a table, a row for each pair of parameters. */
export function sweepTwin(sweep: Sweep): Twin {
  const numeric = true;
  const rows: string[][] = [];
  sweep.minPts.forEach((minPts, i) => {
    sweep.eps.forEach((eps, j) => {
      const index = i * sweep.eps.length + j;
      rows.push([
        formatDistance(eps),
        String(minPts),
        formatCount(sweepValue(sweep, 'clusters', index)),
        formatShare(sweep.noiseShare[index] ?? NaN),
        formatShare(sweep.largestShare[index] ?? NaN),
      ]);
    });
  });
  return {
    columns: ['eps', 'minPts', 'Clusters', 'Noise', 'Largest'].map((label) => ({ label, numeric })),
    rows,
  };
}
