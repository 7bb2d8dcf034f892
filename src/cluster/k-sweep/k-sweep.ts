import type { ClusterProblem, Progress } from '../contract.ts';
import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, type Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { search } from '../kmeans/kmeans.ts';
import { readSizes } from '../kmeans/lloyd.ts';
import { inStretches, openSession, type Session } from '../kmeans/session.ts';
import { findCountProblem, findPointsProblem, findSearchProblem } from '../kmeans/validate.ts';
import { findKindProblem, findShapeProblem } from '../points.ts';
import type { KSweepParams, KSweepResult } from './contract.ts';
import { kneeOf } from './knee.ts';

/**
 * Run `kmeans` for every k of a range, and measure how well each fits, synchronously.
 *
 * @param points rows × dims, row-major, finite, already scaled; copied, but what `createPoints` made is worked on in place and used up
 * Throws ClusterError as `kmeans`; `k-invalid` also when kMax < kMin.
 */
export function kSweep(points: Float64Array, params: KSweepParams): KSweepResult {
  return finish(runKSweep(installedKernel(), points, params));
}

/** The same in pieces. Errors as for `kSweep`. */
export function* runKSweep(
  kernel: Kernel,
  points: Float64Array,
  params: KSweepParams,
): Work<KSweepResult> {
  const problem = findKindProblem(points, params) ?? findProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const { dims, kMin, kMax } = params;
  const steps = points.length === 0 ? 0 : kMax - kMin + 1;
  const k = Int32Array.from({ length: steps }, (_, step) => kMin + step);
  const inertia = new Float64Array(steps);
  const silhouette = new Float64Array(steps);
  const sizes: Int32Array[] = [];
  const iterations = new Int32Array(steps);
  const converged = new Uint8Array(steps);
  if (steps > 0) {
    const session = yield* openSession(kernel, points, dims, kMax, undefined);
    for (const [step, clusters] of k.entries()) {
      const part = { done: step, total: steps };
      const best = yield* search(session, clusters, params, part, function* (run, progress) {
        const sum = yield* sumSilhouettes(session, clusters, progress);
        return { run, sum, sizes: readSizes(session.wasm, clusters) };
      });
      inertia[step] = best.run.inertia / session.factor / session.factor;
      silhouette[step] = best.sum / session.rows;
      iterations[step] = best.run.iterations;
      converged[step] = Number(best.run.converged);
      sizes.push(best.sizes);
    }
    kernel.release();
  }
  const best = silhouette.reduce((at, value, step) => (value > silhouette[at]! ? step : at), 0);
  return {
    k,
    inertia,
    silhouette,
    sizes: concat(sizes),
    iterations,
    converged,
    kneeK: kneeOf(k, inertia),
    silhouetteK: k[best] ?? 0,
  };
}

function* sumSilhouettes(session: Session, k: number, progress: Progress): Work<number> {
  const { wasm, rows, dims } = session;
  let sum = 0;
  if (k === 1) return sum;
  yield* inStretches(
    rows,
    k * dims,
    (from, to) => {
      sum = wasm.kmeans_silhouette(from, to);
    },
    progress,
  );
  return sum;
}

function concat(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function findProblem(points: Float64Array, params: KSweepParams): ClusterProblem | undefined {
  const { dims, kMin, kMax } = params;
  const order: ClusterProblem = {
    code: 'k-invalid',
    message: `The last number of clusters (${kMax}) must not be below the first (${kMin}).`,
  };
  const rows = points.length / dims;
  const tooManyRuns: ClusterProblem = {
    code: 'k-invalid',
    message: `More clusters (${kMax}) than rows (${rows}).`,
  };
  return (
    findShapeProblem(points, dims) ??
    findCountProblem(kMin) ??
    findCountProblem(kMax) ??
    (kMax < kMin ? order : undefined) ??
    // Before anything is as long as the range; that they are distinct is seen by counting.
    (kMax > rows && rows > 0 ? tooManyRuns : undefined) ??
    findSearchProblem(params) ??
    findPointsProblem(points, dims, kMax)
  );
}
