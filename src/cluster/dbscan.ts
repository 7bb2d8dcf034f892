import {
  PHASE_CORE,
  PHASE_INDEX,
  PHASE_LINK,
  STATUS_DONE,
  STATUS_OUT_OF_MEMORY,
  STATUS_RUNNING,
} from '../../wasm/abi';
import type { DbscanParams, DbscanPhase, DbscanProgress, DbscanResult } from './contract';
import { ClusterError } from './errors';
import type { Kernel, KernelExports } from './kernel';
import { findProblem, tooLarge } from './validate';

/** Work of one call into the kernel, in distances: some milliseconds, so that slices can be cut to measure. */
const STEP_BUDGET = 400_000;

/** Milliseconds between two reports of progress. */
export const SLICE_MS = 50;

let installed: Kernel | undefined;

/** Choose the kernel that `dbscan` uses. */
export function installKernel(kernel: Kernel): void {
  installed = kernel;
}

/**
 * Assign each point to a density cluster, synchronously. `points` is copied and stays as it is.
 *
 * @param points rows × dims, row-major, finite, already scaled
 * Throws ClusterError with code `eps-not-positive`, `minpts-invalid`, `dims-invalid`, `not-finite` (row, column) or
 * `too-large`; `kernel-failed` when no kernel was installed (`installKernel(await loadKernel(bytes))`).
 * Ester, Kriegel, Sander, Xu: A density-based algorithm for discovering clusters (KDD 1996); border ties as scikit-learn.
 */
export function dbscan(points: Float64Array, params: DbscanParams): DbscanResult {
  if (!installed)
    throw new ClusterError({ code: 'kernel-failed', message: 'No clustering module is loaded.' });
  const job = startDbscan(installed, points, params);
  while (!job.step(Infinity));
  return job.result();
}

/** A run cut into slices. Only one at a time may be under way on a kernel; a new one makes the old one void. */
export interface DbscanJob {
  /** Work for about `ms` milliseconds; true when done. Throws ClusterError `too-large` when memory runs out on the way. */
  step(ms: number): boolean;
  progress(): DbscanProgress;
  /** Once done; gives the kernel's memory back if it was much. */
  result(): DbscanResult;
}

/** Check the input, copy it into the kernel and begin. Errors as for `dbscan`. */
export function startDbscan(kernel: Kernel, points: Float64Array, params: DbscanParams): DbscanJob {
  const problem = findProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const { dims, eps, minPts } = params;
  const rows = points.length / dims;
  if (rows === 0) return emptyJob();

  const wasm = kernel.exports();
  const fail = (): never => {
    kernel.release(true);
    throw new ClusterError(tooLarge(rows, dims));
  };
  const address = wasm.dbscan_prepare(rows, dims) >>> 0;
  if (address === 0) fail();
  new Float64Array(wasm.memory.buffer, address, points.length).set(points);
  let status = wasm.dbscan_begin(eps * eps, Math.min(minPts, rows + 1));

  return {
    step(ms) {
      const end = performance.now() + ms;
      while (status === STATUS_RUNNING) {
        status = wasm.dbscan_step(STEP_BUDGET);
        if (performance.now() >= end) break;
      }
      if (status === STATUS_OUT_OF_MEMORY) fail();
      return status === STATUS_DONE;
    },
    progress: () => ({
      phase: phaseName(wasm.progress_phase()),
      done: wasm.progress_done(),
      total: wasm.progress_total(),
    }),
    result() {
      if (status !== STATUS_DONE)
        throw new ClusterError({
          code: 'kernel-failed',
          message: 'The clustering is not done yet.',
        });
      const result = readResult(wasm, rows);
      kernel.release();
      return result;
    },
  };
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

function emptyJob(): DbscanJob {
  return {
    step: () => true,
    progress: () => ({ phase: 'label', done: 0, total: 0 }),
    result: () => ({
      clusters: new Int32Array(0),
      core: new Uint8Array(0),
      clusterCount: 0,
      noiseCount: 0,
    }),
  };
}

function phaseName(phase: number): DbscanPhase {
  if (phase === PHASE_INDEX) return 'index';
  if (phase === PHASE_CORE) return 'core';
  return phase === PHASE_LINK ? 'link' : 'label';
}
