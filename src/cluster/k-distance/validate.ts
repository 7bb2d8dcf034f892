import { KNN_LISTS, KNN_ROW_BYTES, NODE_HEADER_BYTES } from '../../../wasm/abi.ts';
import type { ClusterProblem } from '../contract.ts';
import { findShapeProblem, findValueProblem, MEMORY_LIMIT_BYTES, tooLargeFor } from '../points.ts';
import type { KDistanceParams } from './contract.ts';

/** Rows to a node of the index, on ordinary data. */
const ROWS_PER_NODE = 5;

/**
 * Bytes of WebAssembly memory that measuring needs: the rows, an index (about one node to five rows on ordinary data, never more
 * than two to a row), and the distances that are kept while they are searched.
 * @param rows points
 * @param dims features of a point
 * @param k neighbours counted
 */
export function estimateKDistanceBytes(rows: number, dims: number, k: number): number {
  const nodes = 2 + rows / ROWS_PER_NODE;
  const fixed = 1 << 20;
  const lists = 8 * Math.max(k, KNN_LISTS);
  return Math.ceil(
    fixed + lists + rows * (8 * dims + KNN_ROW_BYTES) + nodes * (NODE_HEADER_BYTES + 16 * dims),
  );
}

/** The first thing wrong with the input, or undefined. No rows at all are fine, whatever k is. */
export function findKDistanceProblem(
  points: Float64Array,
  params: KDistanceParams,
): ClusterProblem | undefined {
  const { dims, k, sample, seed } = params;
  const shape = findShapeProblem(points, dims);
  if (shape) return shape;
  const rows = points.length / dims;
  if (!Number.isInteger(k) || k < 1 || (k > rows && rows > 0)) {
    return {
      code: 'k-invalid',
      message: `The number of neighbours k must be a whole number from 1 to the number of rows, ${rows}, since a row is its own first neighbour; not ${k}.`,
    };
  }
  if (sample !== undefined && (!Number.isInteger(sample) || sample < 1)) {
    return {
      code: 'params-invalid',
      message: `The number of rows to draw must be a whole number of at least 1, not ${sample}.`,
    };
  }
  if (seed !== undefined && seed !== seed >>> 0) {
    return {
      code: 'params-invalid',
      message: `The seed must be a whole number from 0 to ${2 ** 32 - 1}, not ${seed}.`,
    };
  }
  if (estimateKDistanceBytes(rows, dims, k) > MEMORY_LIMIT_BYTES)
    return kDistanceTooLarge(rows, dims, k);
  return findValueProblem(points, dims);
}

/** The problem of an input that does not fit, with the bytes needed and the limit. */
export function kDistanceTooLarge(rows: number, dims: number, k: number): ClusterProblem {
  const what = `Measuring the neighbours of ${rows} rows of ${dims} features`;
  return tooLargeFor(what, estimateKDistanceBytes(rows, dims, k));
}
