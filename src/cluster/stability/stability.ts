import type { ClusterProblem } from '../contract.ts';
import { runChecked } from '../dbscan/dbscan.ts';
import { findEpsProblem, findProblem } from '../dbscan/validate.ts';
import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, partOf, type Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { allocate, findKindProblem, isList } from '../points.ts';
import type { StabilityParams, StabilityResult } from './contract.ts';
import { groupRows, largestJaccard } from './overlap.ts';

const FACTORS = [0.5, 0.7, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 1.4, 2];
const MOST_FACTORS = 64;

/**
 * Judge each cluster of DBSCAN by how much of it is found again at other radii, synchronously.
 *
 * @param points rows × dims, row-major, finite, already scaled; stays as it is, also if `createPoints` made it
 * Throws ClusterError as `dbscan` does, and `params-invalid` for factors that are none or too many, or that make no radius.
 * Hennig: Cluster-wise assessment of cluster stability (Computational Statistics & Data Analysis, 2007), with other radii in
 * the place of resampling.
 */
export function stability(points: Float64Array, params: StabilityParams): StabilityResult {
  return finish(runStability(installedKernel(), points, params));
}

/** The same in pieces. Errors as for `stability`. */
export function* runStability(
  kernel: Kernel,
  points: Float64Array,
  params: StabilityParams,
): Work<StabilityResult> {
  const problem = findKindProblem(points, params) ?? findStabilityProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const kept = points.subarray(); // a view that every run copies, whoever made the points
  const { factors = FACTORS, ...chosen } = params;
  const eps = Float64Array.from(factors, (factor) => chosen.eps * factor);
  const progress = (done: number) => ({ phase: 'stability', done, total: eps.length + 1 });

  const base = yield* partOf(progress(0), runChecked(kernel, kept, chosen));
  const groups = groupRows(base);
  const sizes = Int32Array.from(
    { length: base.clusterCount },
    (_, cluster) => groups.starts[cluster + 1]! - groups.starts[cluster]!,
  );
  const clusterCount = new Int32Array(eps.length);
  const noiseCount = new Int32Array(eps.length);
  const jaccard = allocate(
    sizes.length * eps.length,
    `Comparing ${sizes.length} clusters at ${eps.length} radii`,
  );
  const sameCount: boolean[] = [];
  const sameClusters: boolean[] = [];
  for (const [f, radius] of eps.entries()) {
    const run = runChecked(kernel, kept, { ...chosen, eps: radius });
    const other = radius === chosen.eps ? base : yield* partOf(progress(f + 1), run);
    const column = yield* partOf(progress(f + 1), largestJaccard(groups, other));
    for (let cluster = 0; cluster < sizes.length; cluster++)
      jaccard[cluster * eps.length + f] = column[cluster]!;
    clusterCount[f] = other.clusterCount;
    noiseCount[f] = other.noiseCount;
    sameCount.push(other.clusterCount === base.clusterCount);
    sameClusters.push(sameCount[f]! && column.every((index) => index === 1));
  }
  kernel.release();
  return {
    eps,
    clusterCount,
    noiseCount,
    sizes,
    jaccard,
    sameCount: rangeAround(chosen.eps, eps, sameCount),
    sameClusters: rangeAround(chosen.eps, eps, sameClusters),
  };
}

function findStabilityProblem(
  points: Float64Array,
  { dims, eps, minPts, factors = FACTORS }: StabilityParams,
): ClusterProblem | undefined {
  const problem = findProblem(points, { dims, eps, minPts });
  if (problem) return problem;
  if (!isList(factors))
    return { code: 'params-invalid', message: 'The factors of eps must be a list of numbers.' };
  if (factors.length < 1 || factors.length > MOST_FACTORS) {
    return {
      code: 'params-invalid',
      message: `Stability is judged at 1 to ${MOST_FACTORS} factors of eps, not at ${factors.length}.`,
    };
  }
  const wrong = factors.find((factor) => !(factor > 0) || findEpsProblem(eps * factor));
  if (wrong === undefined) return undefined;
  return {
    code: 'params-invalid',
    message: `Every factor must be a number above 0 and make a radius of eps ${eps}; ${wrong} does not.`,
  };
}

/** From the least to the greatest radius that is the same, up to the nearest ones that are not. */
function rangeAround(eps: number, radii: Float64Array, same: readonly boolean[]): Float64Array {
  const others = radii.filter((_, f) => !same[f]);
  const below = others.reduce((most, r) => (r < eps ? Math.max(most, r) : most), 0);
  const above = others.reduce((least, r) => (r > eps ? Math.min(least, r) : least), Infinity);
  const within = radii.filter((r) => r > below && r < above);
  return Float64Array.of(
    within.reduce((least, r) => Math.min(least, r), eps),
    within.reduce((most, r) => Math.max(most, r), eps),
  );
}
