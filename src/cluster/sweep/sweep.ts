import type { ClusterProblem } from '../contract.ts';
import type { DbscanResult } from '../dbscan/contract.ts';
import { runChecked } from '../dbscan/dbscan.ts';
import { findEpsProblem, findMinPtsProblem, findProblem } from '../dbscan/validate.ts';
import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, partOf, type Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { findKindProblem, isList } from '../points.ts';
import type { SweepParams, SweepResult } from './contract.ts';

/** Most cells of a sweep: far more than a map can show. */
const MOST_CELLS = 10_000;

/**
 * Run DBSCAN with every pair of parameters and keep what describes the outcome, synchronously. Exactly what the runs one by one
 * would give; those are left out whose outcome follows from another's, because a larger eps or a smaller minPts only adds core
 * points and neighbours: without any cluster, no smaller eps or larger minPts has one; all in one cluster, all stay in it.
 *
 * @param points rows × dims, row-major, finite, already scaled; stays as it is, also if `createPoints` made it
 * Throws ClusterError as `dbscan` does, and `params-invalid` when a list is empty or the cells are too many.
 */
export function sweep(points: Float64Array, params: SweepParams): SweepResult {
  return finish(runSweep(installedKernel(), points, params));
}

/** The same in pieces. Errors as for `sweep`. */
export function* runSweep(
  kernel: Kernel,
  points: Float64Array,
  params: SweepParams,
): Work<SweepResult> {
  const problem = findKindProblem(points, params) ?? findSweepProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const kept = points.subarray(); // a view that every run copies, whoever made the points
  const { dims } = params;
  const eps = Float64Array.from(params.eps);
  const minPts = Float64Array.from(params.minPts);
  const total = eps.length * minPts.length;
  const clusterCount = new Int32Array(total);
  const noiseShare = new Float64Array(total);
  const largestShare = new Float64Array(total);
  const result: SweepResult = { eps, minPts, clusterCount, noiseShare, largestShare };
  const rows = points.length / dims;
  if (rows === 0) return result;

  const columns = ascending(eps);
  let empty = 0; // so many of the least eps are known to give no cluster, for this minPts and all larger ones
  let done = 0;
  for (const m of ascending(minPts)) {
    if (minPts[m]! > rows) empty = columns.length;
    let whole = false; // all rows are in one cluster
    for (const [at, e] of columns.entries()) {
      const cell = m * eps.length + e;
      if (at < empty) {
        noiseShare[cell] = 1;
      } else if (whole) {
        clusterCount[cell] = largestShare[cell] = 1;
      } else {
        const run = runChecked(kernel, kept, { dims, eps: eps[e]!, minPts: minPts[m]! });
        const found = yield* partOf({ phase: 'sweep', done, total }, run);
        clusterCount[cell] = found.clusterCount;
        noiseShare[cell] = found.noiseCount / rows;
        largestShare[cell] = largestOf(found) / rows;
        if (found.clusterCount === 0) empty = at + 1;
        whole = found.clusterCount === 1 && found.noiseCount === 0;
      }
      done++;
    }
  }
  kernel.release();
  return result;
}

function findSweepProblem(
  points: Float64Array,
  { dims, eps, minPts }: SweepParams,
): ClusterProblem | undefined {
  if (!isList(eps) || !isList(minPts))
    return { code: 'params-invalid', message: 'A sweep needs a list of eps and one of minPts.' };
  const cells = eps.length * minPts.length;
  if (cells === 0 || cells > MOST_CELLS) {
    return {
      code: 'params-invalid',
      message: `A sweep needs at least one eps and one minPts, and at most ${MOST_CELLS} pairs, not ${eps.length} × ${minPts.length}.`,
    };
  }
  for (const one of eps) {
    const problem = findEpsProblem(one);
    if (problem) return problem;
  }
  for (const one of minPts) {
    const problem = findMinPtsProblem(one);
    if (problem) return problem;
  }
  return findProblem(points, { dims, eps: eps[0]!, minPts: minPts[0]! });
}

/** Places of the values, the least value first. */
function ascending(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
}

/** Rows of the largest cluster. */
function largestOf({ clusters, clusterCount }: DbscanResult): number {
  const sizes = new Int32Array(clusterCount);
  for (let row = 0; row < clusters.length; row++) {
    const cluster = clusters[row]!;
    if (cluster >= 0) sizes[cluster]!++;
  }
  return sizes.reduce((most, size) => Math.max(most, size), 0);
}
