import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, type Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { condense } from './condense.ts';
import type { HdbscanParams, HdbscanResult } from './contract.ts';
import { squaredCores } from './core-distances.ts';
import { outlierScores } from './glosh.ts';
import { labelRows } from './label.ts';
import { everyRow, findPlaces, type Places } from './places.ts';
import { primOrder, rowsInOrder, type VisitOrder } from './prim-order.ts';
import { type Choice, selectClusters } from './select.ts';
import { boruvkaTree, primTree } from './spanning-tree.ts';
import { findProblem, tooLarge } from './validate.ts';

/** Up to here every row is a place of its own and Prim goes over all pairs, so that ties are scikit-learn's too. */
export const MOST_EXACT_ROWS = 4096;

/**
 * Find clusters of any density, synchronously: HDBSCAN*. `points` is copied and stays as it is.
 *
 * Labels, numbers and probabilities are scikit-learn's (≥ 1.3, algorithm `kd_tree`, with a stable sort of the edges).
 * Distances tie by nature: many mutual reachability distances are the same core distance, and where clusters and single rows
 * meet at one distance, the spanning tree decides which side a row is on. Up to 4,096 rows the ties are decided as scikit-learn
 * decides them. Beyond, only a row that leaves its cluster at the very lambda at which that was born may lie elsewhere.
 *
 * Fewer rows than minClusterSize are all noise, one row too.
 *
 * @param points rows × dims, row-major, finite, already scaled
 * Throws ClusterError with code `params-invalid`, `dims-invalid`, `not-finite` (row, column) or `too-large`; `kernel-failed` when
 * no kernel was installed.
 * Campello, Moulavi, Sander: Density-based clustering based on hierarchical density estimates (PAKDD 2013).
 */
export function hdbscan(points: Float64Array, params: HdbscanParams): HdbscanResult {
  return finish(runHdbscan(installedKernel(), points, params));
}

/** The same in pieces. Errors as for `hdbscan`. */
export function* runHdbscan(
  kernel: Kernel,
  points: Float64Array,
  params: HdbscanParams,
): Work<HdbscanResult> {
  const problem = findProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const { dims, minClusterSize } = params;
  const rows = points.length / dims;
  const choice: Choice = {
    selection: params.selection ?? 'eom',
    allowSingleCluster: params.allowSingleCluster === true && rows >= minClusterSize,
    clusterSelectionEpsilon: params.clusterSelectionEpsilon ?? 0,
  };
  const minSamples = Math.min(params.minSamples ?? minClusterSize, rows);
  const fail = (): never => {
    kernel.release(true);
    throw new ClusterError(tooLarge(rows, dims, minSamples));
  };
  const order = rows === 0 ? NOTHING : yield* visitRows(kernel, points, dims, minSamples, fail);
  kernel.release();

  const tree = yield* condense(order, rows, minClusterSize);
  yield { phase: 'label', done: 0, total: rows };
  const selected = selectClusters(tree, choice);
  const { clusters, probabilities, clusterCount, noiseCount, cluster } = labelRows(
    tree,
    selected,
    choice,
  );
  return {
    clusters,
    probabilities,
    outlierScores: outlierScores(tree),
    clusterCount,
    noiseCount,
    tree: { ...tree, cluster },
  };
}

const NOTHING: VisitOrder = {
  place: new Int32Array(0),
  reach: new Float64Array(0),
  core: new Float64Array(0),
  count: new Int32Array(0),
  rows: new Int32Array(0),
};

/** Core distances and the spanning tree of mutual reachability, in Prim's order. */
function* visitRows(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  minSamples: number,
  fail: () => never,
): Work<VisitOrder> {
  const rows = points.length / dims;
  const exact = rows <= MOST_EXACT_ROWS;
  const places = exact ? everyRow(rows) : yield* gather(points, dims);
  const squared = yield* squaredCores(kernel, points, dims, places, minSamples, fail);
  const core = squared.map(Math.sqrt);
  const chosen = exact ? points : pointsOf(places, points, dims);
  const visits = exact
    ? yield* primTree(kernel, chosen, dims, core, fail)
    : yield* primOrder(yield* boruvkaTree(kernel, chosen, dims, squared, fail), core.length);
  return { ...visits, core, count: places.count, rows: rowsInOrder(places, visits.place) };
}

function* gather(points: Float64Array, dims: number): Work<Places> {
  const work = findPlaces(points, dims);
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield { phase: 'neighbours', done: 0, total: points.length / dims };
  }
}

function pointsOf({ first }: Places, points: Float64Array, dims: number): Float64Array {
  const chosen = new Float64Array(first.length * dims);
  first.forEach((row, place) =>
    chosen.set(points.subarray(row * dims, (row + 1) * dims), place * dims),
  );
  return chosen;
}
