import { clusterSlot, clusterWords, compareClusters } from './clusters.ts';
import { formatCount, formatCounted, formatNumber } from './format.ts';
import type { TipText } from './tip.tsx';
import type { Twin } from './twin-table.tsx';

/** What a scatter plot is told about its rows. */
export interface ScatterData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Cluster of each row, −1 for noise. */
  readonly cluster: Int32Array;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Clusters in all. */
  readonly clusterCount: number;
}

const figure = (value: number): string =>
  formatNumber(Number.isFinite(value) ? Number(value.toPrecision(3)) : value);

/** What a tooltip says about a row. */
export function scatterTip(data: ScatterData, row: number, noun: string): TipText {
  const cluster = data.cluster[row] ?? -1;
  return {
    title: `${noun} ${row}`,
    rows: [
      ['cluster', cluster < 0 ? 'noise' : String(cluster)],
      [data.xLabel, figure(data.x[row] ?? NaN)],
      [data.yLabel, figure(data.y[row] ?? NaN)],
    ],
  };
}

/** How much of the data is drawn. */
export function scatterCaption(
  drawn: number,
  drawable: number,
  total: number,
  noun: string,
): string {
  const all = formatCounted(total, noun);
  const missing = total - drawable;
  return [
    drawn === total ? `${all} drawn` : `${formatCount(drawn)} of ${all} drawn`,
    missing > 0 ? `${formatCounted(missing, noun)} without coordinates` : '',
  ]
    .filter(Boolean)
    .join('; ');
}

/** One sentence about the plot. */
export function scatterSummary(
  data: ScatterData,
  sizes: ReadonlyMap<number, number>,
  noun: string,
): string {
  if (data.x.length === 0) return `No ${noun}s to draw.`;
  const parts = legendSlots(sizes).map(
    ({ slot, size }) => `${clusterWords(slot)} ${formatCount(size)}`,
  );
  return (
    `${formatCounted(data.x.length, noun)} in ${formatCounted(data.clusterCount, 'cluster')} ` +
    `by ${data.xLabel} and ${data.yLabel}: ${parts.join(', ')}.`
  );
}

/** Most clusters of the table. */
const MOST_ROWS = 200;

/** The clusters as a table: their rows, and the mean and range of both coordinates over all rows. */
export function scatterTwin(data: ScatterData): Twin {
  const stats = new Map<number, { n: number; x: number[]; y: number[] }>();
  data.cluster.forEach((cluster, row) => {
    const [x, y] = [data.x[row]!, data.y[row]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    const known = stats.get(cluster);
    const all = known ?? { n: 0, x: [0, Infinity, -Infinity], y: [0, Infinity, -Infinity] };
    if (!known) stats.set(cluster, all);
    all.n++;
    for (const [values, value] of [
      [all.x, x],
      [all.y, y],
    ] as const) {
      values[0]! += value;
      values[1] = Math.min(values[1]!, value);
      values[2] = Math.max(values[2]!, value);
    }
  });
  const numeric = true;
  const heads = [data.xLabel, data.yLabel].flatMap((label) => [
    { label: `${label}, mean`, numeric },
    { label: 'Min', numeric },
    { label: 'Max', numeric },
  ]);
  return {
    columns: [{ label: 'Cluster' }, { label: 'Rows', numeric }, ...heads],
    rows: [...stats]
      .sort(([a], [b]) => compareClusters(a, b))
      .slice(0, MOST_ROWS)
      .map(([cluster, { n, x, y }]) => [
        cluster < 0 ? 'noise' : `cluster ${cluster}`,
        formatCount(n),
        ...[x, y].flatMap(([sum = NaN, lo = NaN, hi = NaN]) => [sum / n, lo, hi].map(figure)),
      ]),
  };
}

/** Slots of a legend: those that occur, noise last. */
export function legendSlots(sizes: ReadonlyMap<number, number>): { slot: number; size: number }[] {
  const bySlot = new Map<number, number>();
  for (const [cluster, size] of sizes) {
    const slot = clusterSlot(cluster);
    bySlot.set(slot, (bySlot.get(slot) ?? 0) + size);
  }
  return [...bySlot]
    .map(([slot, size]) => ({ slot, size }))
    .sort((a, b) => compareClusters(a.slot, b.slot));
}
