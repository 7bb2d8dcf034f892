import { ClusterError } from '../errors.ts';
import { installedKernel } from '../installed.ts';
import { finish, type Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { findKindProblem } from '../points.ts';
import { condense } from './condense.ts';
import type { HdbscanParams, HdbscanResult } from './contract.ts';
import { outlierScores } from './glosh.ts';
import { labelRows } from './label.ts';
import type { VisitOrder } from './prim-order.ts';
import { type Choice, selectClusters } from './select.ts';
import { findProblem, tooLarge } from './validate.ts';
import { visitAllPairs, visitBoxes } from './visit.ts';

/** Up to here Prim goes over all pairs of rows, so that ties are scikit-learn's too. */
export const MOST_EXACT_ROWS = 4096;

/**
 * Find clusters of any density, synchronously: HDBSCAN*. `points` is copied and stays as it is, unless
 * `createPoints` made it: then it is worked on in place and used up.
 *
 * Labels and probabilities are those of scikit-learn 1.3 and later (algorithm `kd_tree`), with one difference: edges of equal
 * length stay in Prim's order. scikit-learn sorts them with numpy's default sort, whose order of equal ones is arbitrary and
 * differs between processors; a third of small random inputs get other labels there than with a stable sort.
 *
 * Equal edges are the rule: many mutual reachability distances are one and the same core distance. Where more than two parts
 * meet at one distance, the order of merging decides on which side a small part is, and which of two clusters is numbered first.
 * Up to 4,096 rows Prim goes over all pairs of rows with scikit-learn's rules, so all of that is as there. Beyond, equal
 * edges are decided by the lower row: what a row's lambda is never differs, nor do labels but for rows that leave a
 * cluster at the very lambda at which it is born or splits, clusters that end at the lambda of their birth, and numbers of clusters
 * between such ties. On data without equal distances the two mostly agree number for number, on lattices and counts they do not.
 *
 * Equal rows never part: a heap of them is one cluster, of endless stability, where scikit-learn's sort may tear it in two.
 * Fewer rows than minClusterSize are all noise, one row too.
 *
 * @param points rows × dims, row-major, finite, already scaled
 * Throws ClusterError with code `params-invalid`, `dims-invalid`, `not-finite` (row, column), `points-gone` (used up or detached) or
 * `too-large`; `kernel-failed` when no kernel was installed.
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
  const problem = findKindProblem(points, params) ?? findProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const { dims, minClusterSize } = params;
  const rows = points.length / dims;
  const minSamples = Math.min(params.minSamples ?? minClusterSize, rows);
  const fail = (): never => {
    kernel.release(true);
    throw new ClusterError(tooLarge(rows, dims, minSamples));
  };
  if (rows === 0) return yield* cutTree(NOTHING, params);
  const visit = rows <= MOST_EXACT_ROWS ? visitAllPairs : visitBoxes;
  const order = yield* visit(kernel, points, dims, minSamples, fail);
  kernel.release();
  return yield* cutTree(order, params);
}

/** The clustering of rows in Prim's order: dendrogram, condensed tree, selection, labels and outlier scores. */
export function* cutTree(order: VisitOrder, params: HdbscanParams): Work<HdbscanResult> {
  const rows = order.rows.length;
  const { minClusterSize } = params;
  const choice: Choice = {
    selection: params.selection ?? 'eom',
    allowSingleCluster: params.allowSingleCluster === true && rows >= minClusterSize,
    clusterSelectionEpsilon: params.clusterSelectionEpsilon ?? 0,
  };
  const tree = yield* condense(order, rows, minClusterSize);
  yield { phase: 'label', done: 0, total: rows };
  const selected = selectClusters(tree, choice);
  const { cluster, ...labels } = labelRows(tree, selected, choice);
  return { ...labels, outlierScores: outlierScores(tree), tree: { ...tree, cluster } };
}

const NOTHING: VisitOrder = {
  place: new Int32Array(0),
  reach: new Float64Array(0),
  core: new Float64Array(0),
  count: new Int32Array(0),
  rows: new Int32Array(0),
};
