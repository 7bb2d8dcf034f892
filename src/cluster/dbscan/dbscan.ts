import {
  PHASE_CORE,
  PHASE_INDEX,
  PHASE_LINK,
  STATUS_OUT_OF_MEMORY,
  STATUS_RUNNING,
} from '../../../wasm/abi.ts';
import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, type Work } from '../job.ts';
import type { KernelExports } from '../kernel-exports.ts';
import type { Kernel } from '../kernel.ts';
import { findKindProblem } from '../points.ts';
import type { DbscanParams, DbscanResult } from './contract.ts';
import { findProblem, tooLarge } from './validate.ts';

/** Work of one call into the kernel, in distances: some milliseconds, so that slices can be cut to measure. */
const STEP_BUDGET = 400_000;

/**
 * Assign each point to a density cluster, synchronously. `points` is copied and stays as it is, unless
 * `createPoints` made it: then it is worked on in place and used up.
 *
 * @param points rows × dims, row-major, finite, already scaled
 * Throws ClusterError with code `eps-not-positive`, `minpts-invalid`, `dims-invalid`, `not-finite` (row, column),
 * `points-gone` (used up or detached) or `too-large`; `kernel-failed` when no kernel was installed.
 * Ester, Kriegel, Sander, Xu: A density-based algorithm for discovering clusters (KDD 1996); border ties as scikit-learn.
 */
export function dbscan(points: Float64Array, params: DbscanParams): DbscanResult {
  return finish(runDbscan(installedKernel(), points, params));
}

/** The same in pieces. Errors as for `dbscan`. */
export function* runDbscan(
  kernel: Kernel,
  points: Float64Array,
  params: DbscanParams,
): Work<DbscanResult> {
  const problem = findKindProblem(points, params) ?? findProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const result = yield* runChecked(kernel, points, params);
  kernel.release();
  return result;
}

/**
 * One run of several on the same points: the caller has checked them and every parameter, and releases the kernel after the last.
 * Throws ClusterError `too-large` when memory runs out.
 */
export function* runChecked(
  kernel: Kernel,
  points: Float64Array,
  { dims, eps, minPts }: DbscanParams,
): Work<DbscanResult> {
  const rows = points.length / dims;
  if (rows === 0)
    return {
      clusters: new Int32Array(0),
      core: new Uint8Array(0),
      clusterCount: 0,
      noiseCount: 0,
    };

  const wasm = kernel.exportsFor(points);
  const fail = (): never => {
    kernel.release(true);
    throw new ClusterError(tooLarge(rows, dims));
  };
  const address = wasm.dbscan_prepare(rows, dims) >>> 0;
  if (address === 0) fail();
  kernel.place(points, address);
  let status = wasm.dbscan_begin(eps * eps, Math.min(minPts, rows + 1));
  while (status === STATUS_RUNNING) {
    status = wasm.dbscan_step(STEP_BUDGET);
    yield {
      phase: phaseName(wasm.progress_phase()),
      done: wasm.progress_done(),
      total: wasm.progress_total(),
    };
  }
  if (status === STATUS_OUT_OF_MEMORY) fail();
  return readResult(wasm, rows);
}

// Views are made here, after the last growth of memory.
function readResult(wasm: KernelExports, rows: number): DbscanResult {
  const { buffer } = wasm.memory;
  return {
    clusters: new Int32Array(buffer, wasm.result_clusters() >>> 0, rows).slice(),
    core: new Uint8Array(buffer, wasm.result_cores() >>> 0, rows).slice(),
    clusterCount: wasm.result_cluster_count() >>> 0,
    noiseCount: wasm.result_noise_count() >>> 0,
  };
}

function phaseName(phase: number): string {
  if (phase === PHASE_INDEX) return 'index';
  if (phase === PHASE_CORE) return 'core';
  return phase === PHASE_LINK ? 'link' : 'label';
}
