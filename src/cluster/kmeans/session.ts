import { ClusterError } from '../errors.ts';
import type { KernelExports } from '../kernel-exports.ts';
import type { Kernel } from '../kernel.ts';
import type { Work } from '../job.ts';
import { countDistinct } from './distinct.ts';
import { tooLarge, tooManyClusters } from './validate.ts';

/** Points in the kernel, ready for runs of k-means. */
export interface Session {
  readonly wasm: KernelExports;
  readonly rows: number;
  readonly dims: number;
  /** A power of two: points in the kernel are those given, times this. */
  readonly factor: number;
  /** Mean variance of the features of the points in the kernel, once it was asked for. */
  meanVariance?: number;
}

// Squares of differences between these, summed over all rows, neither overflow nor lose a difference of one rounding.
const LEAST_EXTENT = 2 ** -400;
const MOST_EXTENT = 2 ** 480;

/**
 * Bring the points into the kernel (created ones lie there, and are used up), at to a scale at which squares neither overflow nor vanish.
 * @param mostClusters of any run to come
 * @param starts       counted in the scale, if they are given
 * Throws ClusterError `k-invalid` when there are fewer distinct points than clusters, `too-large`.
 */
export function* openSession(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  mostClusters: number,
  starts: Float64Array | undefined,
): Work<Session> {
  const rows = points.length / dims;
  const counting = countDistinct(points, dims, mostClusters);
  let count = counting.next();
  for (; !count.done; count = counting.next()) yield { phase: 'start', done: 0, total: 1 };
  if (count.value < mostClusters)
    throw new ClusterError(tooManyClusters(mostClusters, count.value));

  const wasm = kernel.exportsFor(points);
  const address = wasm.kmeans_prepare(rows, dims, mostClusters) >>> 0;
  if (address === 0) {
    kernel.release(true);
    throw new ClusterError(tooLarge(rows, dims, mostClusters));
  }
  const inPlace = kernel.holds(points);
  if (inPlace) kernel.place(points, address);
  const copy = new Float64Array(wasm.memory.buffer, address, rows * dims);

  const columns = (at: number): Float64Array =>
    new Float64Array(wasm.memory.buffer, at >>> 0, dims);
  // Copied and scaled piece by piece: measured while they are in the cache.
  const measure = function* (bring: (from: number, to: number) => void): Work<void> {
    wasm.kmeans_clear_columns();
    yield* inStretches(rows, 8 * dims, (from, to) => {
      bring(from, to);
      wasm.kmeans_columns(from, to);
    });
  };
  yield* measure((from, to) => {
    if (!inPlace) copy.set(points.subarray(from * dims, to * dims), from * dims);
  });
  let extent = Math.max(...columns(wasm.kmeans_column_extents()));
  for (const value of starts ?? []) extent = Math.max(extent, Math.abs(value));
  let factor = 1;
  if (extent >= MOST_EXTENT || (extent > 0 && extent < LEAST_EXTENT)) {
    while (extent * factor >= 2) factor /= 2;
    while (extent * factor < 1 && factor < 2 ** 1000) factor *= 2;
    yield* measure((from, to) => wasm.kmeans_scale(from, to, factor));
  }
  wasm.kmeans_means();
  return { wasm, rows, dims, factor };
}

/** Squared shift at which a run has converged, in the kernel's scale: `tol` times the features' mean variance. */
export function* toleranceOf(session: Session, tol: number): Work<number> {
  if (tol === 0) return 0;
  session.meanVariance ??= yield* measureVariance(session);
  return tol * session.meanVariance;
}

function* measureVariance({ wasm, rows, dims }: Session): Work<number> {
  yield* inStretches(rows, dims, (from, to) => wasm.kmeans_deviations(from, to));
  const squares = new Float64Array(wasm.memory.buffer, wasm.kmeans_column_squares() >>> 0, dims);
  return squares.reduce((sum, square) => sum + square / rows, 0) / dims;
}

/** Work of one call into the kernel, in coordinates of centers: about a millisecond. */
const STRETCH_WORK = 1_000_000;

/** Do something for all rows, a stretch at a time; stretches begin at multiples of 64 rows. */
export function* inStretches(
  rows: number,
  workOfRow: number,
  work: (from: number, to: number) => void,
  progress = { phase: 'start', done: 0, total: 1 },
): Work<void> {
  const stretch = 64 * Math.ceil(STRETCH_WORK / 64 / workOfRow);
  for (let from = 0; from < rows; from += stretch) {
    work(from, Math.min(rows, from + stretch));
    yield progress;
  }
}
