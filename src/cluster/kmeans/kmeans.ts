import type { Progress } from '../contract.ts';
import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, type Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { findKindProblem } from '../points.ts';
import type { KmeansParams, KmeansResult, KmeansSearch } from './contract.ts';
import { readRun, runLloyd, type Run } from './lloyd.ts';
import { makeUniform } from './random.ts';
import { openSession, toleranceOf, type Session } from './session.ts';
import { chooseStarts } from './starts.ts';
import { findProblem } from './validate.ts';

const N_INIT = 10;
const MAX_ITER = 300;
const TOL = 1e-4;

/**
 * Divide the points into k clusters of least squared distance to their means, synchronously. `points` is copied and stays as
 * it is, unless `createPoints` made it: then it is worked on in place and used up. Distances are direct differences, squared and summed from the first feature to the last in f64; values so large or
 * small that their squares would overflow or vanish are brought to the middle of the range by a power of two first.
 *
 * @param points rows × dims, row-major, finite, already scaled. No rows give a result of no clusters.
 * Throws ClusterError with code `k-invalid` (also for more clusters than distinct points), `dims-invalid`, `params-invalid`,
 * `not-finite` (row, column), `points-gone` (used up or detached) or `too-large`; `kernel-failed` when no kernel was installed.
 * Lloyd: Least squares quantization in PCM (IEEE Trans. Inf. Theory 28, 1982); starts, empty clusters and the end as in
 * scikit-learn.
 */
export function kmeans(points: Float64Array, params: KmeansParams): KmeansResult {
  return finish(runKmeans(installedKernel(), points, params));
}

/** The same in pieces. Errors as for `kmeans`. */
export function* runKmeans(
  kernel: Kernel,
  points: Float64Array,
  params: KmeansParams,
): Work<KmeansResult> {
  const problem = findKindProblem(points, params) ?? findProblem(points, params);
  if (problem) throw new ClusterError(problem);
  if (points.length === 0) {
    return {
      clusters: new Int32Array(0),
      centers: new Float64Array(0),
      sizes: new Int32Array(0),
      inertia: 0,
      iterations: 0,
      converged: true,
    };
  }
  const { dims, k, starts } = params;
  const session = yield* openSession(kernel, points, dims, k, starts);
  let result: KmeansResult;
  if (starts) {
    const { wasm, factor } = session;
    const centers = new Float64Array(wasm.memory.buffer, wasm.kmeans_centers() >>> 0, k * dims);
    centers.set(starts.map((value) => value * factor));
    const { maxIter = MAX_ITER, tol = TOL } = params;
    const tolerance = yield* toleranceOf(session, tol);
    const progress = { phase: 'iterate', done: 0, total: maxIter };
    const run = yield* runLloyd(session, k, maxIter, tolerance, progress);
    result = readRun(session, k, run);
  } else {
    result = yield* search(session, k, params, { done: 0, total: 1 }, function* (run, progress) {
      yield progress;
      return readRun(session, k, run);
    });
  }
  kernel.release();
  return result;
}

/**
 * The best of `nInit` runs from k-means++ starts.
 * @param part of the whole work that this is, for progress: `done` such parts are done, of `total`
 * @param keep reads what is wanted of a run that is better than those before, while the kernel holds it
 */
export function* search<R>(
  session: Session,
  k: number,
  { seed = 0, nInit = N_INIT, maxIter = MAX_ITER, tol = TOL }: KmeansSearch & { tol?: number },
  part: { done: number; total: number },
  keep: (run: Run, progress: Progress) => Work<R>,
): Work<R> {
  const tolerance = yield* toleranceOf(session, tol);
  const total = part.total * nInit * maxIter;
  let best: { inertia: number; kept: R } | undefined;
  for (let init = 0; init < nInit || !best; init++) {
    const done = (part.done * nInit + init) * maxIter;
    const progress = { phase: 'start', done, total };
    yield* chooseStarts(session, k, makeUniform(seed, init), progress);
    const run = yield* runLloyd(session, k, maxIter, tolerance, progress);
    if (!best || run.inertia < best.inertia) {
      best = {
        inertia: run.inertia,
        kept: yield* keep(run, { ...progress, done: done + maxIter }),
      };
    }
  }
  return best.kept;
}
