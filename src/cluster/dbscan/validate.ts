import { LEAF_POINTS, NODE_HEADER_BYTES, ROW_BYTES } from '../../../wasm/abi.ts';
import type { ClusterProblem } from '../contract.ts';
import { findShapeProblem, findValueProblem, MEMORY_LIMIT_BYTES, tooLargeFor } from '../points.ts';
import type { DbscanParams } from './contract.ts';

/**
 * Bytes without which clustering does not run: the rows, and an index of about one node to every sixteen rows on ordinary data
 * (never more than two nodes a row; if the index grows past the limit after all, the run ends with `too-large`). The plain grid
 * and brute force, which are chosen by the data, take more while they can have it: up to max(8 × dims, 24) + 36 and
 * 536 + 4.5 × dims bytes a row. Refused, they leave the work to the tree; so this is no upper bound of what a run takes.
 * @param rows points
 * @param dims features of a point
 */
export function estimateBytes(rows: number, dims: number): number {
  const nodes = 2 + rows / (LEAF_POINTS / 4);
  const fixed = 1 << 20;
  return Math.ceil(fixed + rows * (8 * dims + ROW_BYTES) + nodes * (NODE_HEADER_BYTES + 16 * dims));
}

/** The first thing wrong with the input, or undefined. Everything is checked here, once; the kernel checks nothing. */
export function findProblem(
  points: Float64Array,
  params: DbscanParams,
): ClusterProblem | undefined {
  const { dims, eps, minPts } = params;
  const shape = findShapeProblem(points, dims);
  if (shape) return shape;
  const wrong = findEpsProblem(eps) ?? findMinPtsProblem(minPts);
  if (wrong) return wrong;
  const rows = points.length / dims;
  if (estimateBytes(rows, dims) > MEMORY_LIMIT_BYTES) return tooLarge(rows, dims);
  return findValueProblem(points, dims);
}

/** What is wrong with a radius, or undefined. */
export function findEpsProblem(eps: number): ClusterProblem | undefined {
  if (typeof eps !== 'number' || !(eps > 0) || eps === Infinity) {
    return {
      code: 'eps-not-positive',
      message: `The radius eps must be a number above 0, not ${eps}.`,
    };
  }
  return undefined;
}

/** What is wrong with a minimum number of points, or undefined. */
export function findMinPtsProblem(minPts: number): ClusterProblem | undefined {
  if (!Number.isInteger(minPts) || minPts < 1) {
    return {
      code: 'minpts-invalid',
      message: `The minimum number of points must be a whole number of at least 1, not ${minPts}.`,
    };
  }
  return undefined;
}

/** The problem of an input that does not fit, with the bytes needed and the limit. */
export function tooLarge(rows: number, dims: number): ClusterProblem {
  return tooLargeFor(`Clustering ${rows} rows of ${dims} features`, estimateBytes(rows, dims));
}
