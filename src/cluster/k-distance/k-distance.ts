import { KNN_PHASE_INDEX, STATUS_OUT_OF_MEMORY, STATUS_RUNNING } from '../../../wasm/abi.ts';
import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, type Work } from '../job.ts';
import type { KernelExports } from '../kernel-exports.ts';
import type { Kernel } from '../kernel.ts';
import { findKindProblem } from '../points.ts';
import type { KDistanceParams, KDistanceResult } from './contract.ts';
import { drawRows } from './draw-rows.ts';
import { findKnee } from './knee.ts';
import { findKDistanceProblem, kDistanceTooLarge } from './validate.ts';

/** Work of one call into the kernel, in distances: some milliseconds, so that slices can be cut to measure. */
const STEP_BUDGET = 400_000;

/**
 * The distance of every row, or of rows drawn at random, to its k-th nearest row, itself counted; the same in ascending order
 * (the k-distance curve that DBSCAN's authors propose for choosing eps); and the knee of that curve. `points` is copied and
 * stays as it is, unless `createPoints` made it: then it is worked on in place and used up.
 *
 * @param points rows × dims, row-major, finite, already scaled
 * Throws ClusterError with code `dims-invalid`, `k-invalid`, `params-invalid` (sample, seed), `not-finite` (row, column),
 * `points-gone` (used up or detached) or `too-large`; `kernel-failed` when no kernel was installed.
 * Ester, Kriegel, Sander, Xu: A density-based algorithm for discovering clusters (KDD 1996), section 4.2. Exact: the
 * square root of the k-th smallest squared distance, squares summed from the first feature to the last.
 */
export function kDistance(points: Float64Array, params: KDistanceParams): KDistanceResult {
  return finish(runKDistance(installedKernel(), points, params));
}

/** The same in pieces; the last, putting the distances in order, takes about 100 ms a million rows. Errors as for `kDistance`. */
export function* runKDistance(
  kernel: Kernel,
  points: Float64Array,
  params: KDistanceParams,
): Work<KDistanceResult> {
  const problem = findKindProblem(points, params) ?? findKDistanceProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const { dims, k, sample = Infinity, seed = 0 } = params;
  const count = points.length / dims;
  const rows = sample < count ? drawRows(count, sample, seed) : null;
  const distances =
    count === 0 ? new Float64Array(0) : yield* measure(kernel, points, dims, k, rows);
  yield { phase: 'curve', done: 0, total: distances.length };
  const curve = distances.slice().sort();
  return { distances, rows, curve, knee: findKnee(curve) };
}

/** @returns distances by measured row */
function* measure(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  k: number,
  rows: Int32Array | null,
): Work<Float64Array> {
  const count = points.length / dims;
  const wasm = kernel.exportsFor(points);
  const fail = (): never => {
    kernel.release(true);
    throw new ClusterError(kDistanceTooLarge(count, dims, k));
  };
  const address = wasm.knn_prepare(count, dims, k) >>> 0;
  if (address === 0) fail();
  kernel.place(points, address);
  if (rows) {
    const wanted = new Uint8Array(wasm.memory.buffer, wasm.knn_wanted() >>> 0, count).fill(0);
    for (const row of rows) wanted[row] = 1;
  }
  let status = wasm.knn_begin();
  while (status === STATUS_RUNNING) {
    status = wasm.knn_step(STEP_BUDGET);
    yield {
      phase: wasm.knn_phase() === KNN_PHASE_INDEX ? 'index' : 'query',
      done: wasm.knn_done(),
      total: wasm.knn_total(),
    };
  }
  if (status === STATUS_OUT_OF_MEMORY) fail();
  const byRow = readDistances(wasm, count);
  kernel.release();
  return rows ? Float64Array.from(rows, (row) => byRow[row]!) : byRow;
}

// Views are made here, after the last growth of memory.
function readDistances(wasm: KernelExports, count: number): Float64Array {
  const { buffer } = wasm.memory;
  const squared = new Float64Array(buffer, wasm.knn_squared() >>> 0, count);
  const index = new Uint32Array(buffer, wasm.knn_index() >>> 0, count);
  const byRow = new Float64Array(count);
  for (let at = 0; at < count; at++) byRow[index[at]!] = Math.sqrt(squared[at]!);
  return byRow;
}
