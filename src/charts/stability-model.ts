import { formatCount, formatCounted, formatNumber } from './format.ts';
import type { GridCell } from './grid-keys.ts';
import { formatDistance } from './k-distance-model.ts';
import type { TipText } from './tip.tsx';
import type { Twin } from './twin-table.tsx';

/** How the clusters of one eps are found again at others. */
export interface Stability {
  /** Rising. */
  readonly eps: Float64Array;
  /** Clusters found at each eps; −1 where it is not computed yet. */
  readonly clusterCount: Int32Array;
  /** Rows of each cluster found at the eps in use, by cluster number. */
  readonly sizes: Int32Array;
  /**
   * Largest Jaccard similarity 0…1 of each cluster with one found at each eps: clusters × eps,
   * cluster-major; NaN where it is not computed yet.
   */
  readonly jaccard: Float64Array;
  /** Index of the eps in use. */
  readonly currentIndex: number;
}

/** Most clusters that have a row. */
export const MOST_ROWS = 12;

/**
 * Cuts of the ramp, after Hennig, "Cluster-wise assessment of cluster stability" (2007): under 0.5 a
 * cluster is dissolved, from 0.6 there is a pattern, from 0.75 it is valid, from 0.85 highly stable.
 */
export const JACCARD_CUTS: readonly number[] = [0.5, 0.6, 0.75, 0.85];

/** Legend of the five steps. */
export const JACCARD_LEGEND: readonly { readonly step: number; readonly label: string }[] = [
  { step: 1, label: 'under 0.5, dissolves' },
  { step: 2, label: '0.5, doubtful' },
  { step: 3, label: '0.6, doubtful' },
  { step: 4, label: '0.75, valid' },
  { step: 5, label: '0.85 or more, stable' },
];

/** Hennig's word for a Jaccard similarity. */
export function stabilityWord(jaccard: number): string {
  if (Number.isNaN(jaccard)) return 'not known';
  if (jaccard >= 0.85) return 'stable';
  if (jaccard >= 0.75) return 'valid';
  return jaccard >= 0.5 ? 'doubtful' : 'dissolves';
}

/** The clusters that have a row: the largest ones, in the order of their numbers. */
export function stabilityRows(sizes: Int32Array): number[] {
  return [...sizes.keys()]
    .sort((a, b) => sizes[b]! - sizes[a]! || a - b)
    .slice(0, MOST_ROWS)
    .sort((a, b) => a - b);
}

/** Similarity of a cluster at an eps; NaN when it is not computed. */
export function jaccardAt(data: Stability, cluster: number, index: number): number {
  return data.jaccard[cluster * data.eps.length + index] ?? NaN;
}

/** How a cluster holds over the eps shown. */
export interface Hold {
  /** Mean similarity over the other eps that are computed; NaN when there are none. */
  readonly mean: number;
  /** First and last eps around the one in use over which the similarity stays at 0.85 or more. */
  readonly from: number;
  readonly to: number;
}

/** Judges one cluster: its mean similarity, and the range of eps that leaves it nearly as it is. */
export function holdOf(data: Stability, cluster: number): Hold {
  const { eps, currentIndex } = data;
  let sum = 0;
  let known = 0;
  eps.forEach((_, i) => {
    const value = jaccardAt(data, cluster, i);
    if (i === currentIndex || Number.isNaN(value)) return;
    sum += value;
    known++;
  });
  const holds = (index: number): boolean => jaccardAt(data, cluster, index) >= JACCARD_CUTS[3]!;
  let [first, last] = [currentIndex, currentIndex];
  while (first > 0 && holds(first - 1)) first--;
  while (last < eps.length - 1 && holds(last + 1)) last++;
  return { mean: known > 0 ? sum / known : NaN, from: eps[first] ?? NaN, to: eps[last] ?? NaN };
}

/** `0.33 to 0.47`, or `only 0.40`. */
export function holdWords(hold: Hold): string {
  return hold.from === hold.to
    ? `only at ${formatDistance(hold.from)}`
    : `${formatDistance(hold.from)} to ${formatDistance(hold.to)}`;
}

/** What a tooltip says about a cell of the strip; its row is a place in `rows`. */
export function stabilityTip(
  data: Stability,
  rows: readonly number[],
  { row, column }: GridCell,
): TipText {
  const cluster = rows[row] ?? 0;
  const value = jaccardAt(data, cluster, column);
  const count = data.clusterCount[column] ?? -1;
  return {
    title: `cluster ${cluster} at eps ${formatDistance(data.eps[column] ?? NaN)}`,
    rows: [
      ['found again', Number.isNaN(value) ? 'not computed yet' : formatNumber(value, 2)],
      ['that is', stabilityWord(value)],
      ['clusters there', count < 0 ? '–' : formatCount(count)],
    ],
  };
}

/** One sentence about the strip. */
export function stabilitySummary(data: Stability): string {
  const { eps, sizes } = data;
  if (eps.length === 0 || sizes.length === 0) return 'No clusters whose stability could be shown.';
  const words = new Map<string, number>();
  const rows = stabilityRows(sizes);
  for (const cluster of rows) {
    const word = stabilityWord(holdOf(data, cluster).mean);
    words.set(word, (words.get(word) ?? 0) + 1);
  }
  const parts = ['stable', 'valid', 'doubtful', 'dissolves', 'not known'].flatMap((word) =>
    words.has(word) ? [`${words.get(word)} ${word}`] : [],
  );
  return (
    `How well ${formatCounted(rows.length, 'cluster')} of eps ${formatDistance(eps[data.currentIndex] ?? NaN)} ` +
    `are found again from eps ${formatDistance(eps[0]!)} to ${formatDistance(eps.at(-1)!)}: ${parts.join(', ')}.`
  );
}

/** What is drawn. */
export function stabilityCaption(data: Stability): string {
  const all = data.sizes.length;
  const rows = Math.min(all, MOST_ROWS);
  const some = rows < all ? `; ${rows} largest of ${formatCount(all)} clusters` : '';
  return `Jaccard similarity with the nearest cluster at each eps; the word is for its mean, after Hennig${some}`;
}

/** The strip as a table, a row for each cluster shown. */
export function stabilityTwin(data: Stability): Twin {
  const numeric = true;
  return {
    columns: [
      { label: 'Cluster' },
      { label: 'Rows', numeric },
      { label: 'Mean', numeric },
      { label: 'Word' },
      { label: '0.85 or more at eps' },
      ...[...data.eps].map((eps) => ({ label: `eps ${formatDistance(eps)}`, numeric })),
    ],
    rows: stabilityRows(data.sizes).map((cluster) => {
      const hold = holdOf(data, cluster);
      return [
        `cluster ${cluster}`,
        formatCount(data.sizes[cluster] ?? NaN),
        formatNumber(hold.mean, 2),
        stabilityWord(hold.mean),
        holdWords(hold),
        ...[...data.eps.keys()].map((i) => formatNumber(jaccardAt(data, cluster, i), 2)),
      ];
    }),
  };
}
