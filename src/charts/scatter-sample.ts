import { jitterOf } from './jitter.ts';

/** Most marks of a scatter plot, but for the few that small clusters are topped up with. */
export const MOST_MARKS = 20_000;
/** Marks that every cluster keeps. */
const LEAST_MARKS = 50;
/** Most marks that all clusters together are topped up with. */
const MOST_EXTRA = 10_000;

/** What can be drawn, and the part of it that is drawn whatever the clusters are. */
export interface ScatterBase {
  /** Rows with finite coordinates. */
  readonly drawable: number;
  /** Rows of the base sample, rising. */
  readonly rows: Uint32Array;
  /** 1 for rows of the base sample, 2 for others that could be drawn, 0 for those without coordinates. */
  readonly state: Uint8Array;
}

/**
 * The base sample: about `most` rows, chosen by a hash of their index. It does not depend on clusters, so
 * marks stay where they are while labels change.
 */
export function makeBase(x: Float64Array, y: Float64Array, most = MOST_MARKS): ScatterBase {
  const n = Math.min(x.length, y.length);
  const state = new Uint8Array(n);
  let drawable = 0;
  for (let row = 0; row < n; row++) {
    if (!Number.isFinite(x[row]!) || !Number.isFinite(y[row]!)) continue;
    state[row] = 2;
    drawable++;
  }
  const share = drawable > most ? (2 * most) / drawable - 1 : Infinity;
  const rows = new Uint32Array(drawable);
  let count = 0;
  for (let row = 0; row < n; row++) {
    if (state[row] === 0 || jitterOf(row) >= share) continue;
    state[row] = 1;
    rows[count++] = row;
  }
  return { drawable, rows: rows.slice(0, count), state };
}

/**
 * The rows that are drawn: the base sample, and of each cluster that has fewer than 50 marks in it more
 * rows, in the order of their hash. With more than 200 clusters each is topped up to fewer.
 * @param cluster  number of each row, −1 for noise.
 * @param sizes  rows that could be drawn of each cluster, as `countClusters` gives them.
 */
export function sampleRows(
  base: ScatterBase,
  cluster: Int32Array,
  sizes: ReadonlyMap<number, number>,
): Uint32Array {
  if (base.rows.length === base.drawable) return base.rows;
  const least = Math.max(
    1,
    Math.min(LEAST_MARKS, Math.floor(MOST_EXTRA / Math.max(1, sizes.size))),
  );
  const missing = new Map<number, number>();
  for (const [number, size] of sizes) missing.set(number, Math.min(least, size));
  for (const row of base.rows) {
    const number = cluster[row]!;
    missing.set(number, (missing.get(number) ?? 0) - 1);
  }
  const wanted = new Map<number, number[]>();
  for (const [number, short] of missing) if (short > 0) wanted.set(number, []);
  if (wanted.size === 0) return base.rows;
  for (let row = 0; row < base.state.length; row++) {
    if (base.state[row] === 2) wanted.get(cluster[row]!)?.push(row);
  }
  const more: number[] = [];
  for (const [number, rows] of wanted) {
    rows.sort((a, b) => jitterOf(a) - jitterOf(b) || a - b);
    more.push(...rows.slice(0, missing.get(number)));
  }
  return Uint32Array.from([...base.rows, ...more]);
}

/** Rows with coordinates by cluster. */
export function countClusters(base: ScatterBase, cluster: Int32Array): Map<number, number> {
  let most = -1;
  for (const number of cluster) if (number > most) most = number;
  const counts = new Uint32Array(most + 2);
  for (let row = 0; row < base.state.length; row++) {
    if (base.state[row] !== 0) counts[Math.max(-1, cluster[row]!) + 1]!++;
  }
  const sizes = new Map<number, number>();
  counts.forEach((count, i) => {
    if (count > 0) sizes.set(i - 1, count);
  });
  return sizes;
}
