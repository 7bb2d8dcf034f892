import {
  BORUVKA_ROW_BYTES,
  KNN_LEAF_POINTS,
  KNN_LISTS,
  KNN_ROW_BYTES,
  NODE_HEADER_BYTES,
} from '../../../wasm/abi.ts';
import type { ClusterProblem } from '../contract.ts';
import { findShapeProblem, findValueProblem, MEMORY_LIMIT_BYTES, tooLargeFor } from '../points.ts';
import type { HdbscanParams } from './contract.ts';

/**
 * Bytes of WebAssembly memory that the largest phase needs: the rows, Borůvka's arrays or the neighbours', and an index of about
 * one node to every four rows. Beside it JavaScript holds some 100 bytes a row, and a copy of the distinct points.
 * @param rows points
 * @param dims features of a point
 * @param minSamples the neighbours that are asked for
 */
export function estimateBytes(rows: number, dims: number, minSamples: number): number {
  const nodes = 2 + (4 * rows) / KNN_LEAF_POINTS;
  const arrays = rows * (8 * dims + Math.max(BORUVKA_ROW_BYTES, KNN_ROW_BYTES));
  const lists = 8 * Math.max(minSamples, Math.min(KNN_LISTS, KNN_LEAF_POINTS * minSamples));
  return Math.ceil((1 << 20) + arrays + lists + nodes * (NODE_HEADER_BYTES + 16 * dims));
}

/** The first thing wrong with the input, or undefined. Everything is checked here, once; the kernel checks nothing. */
export function findProblem(
  points: Float64Array,
  params: HdbscanParams,
): ClusterProblem | undefined {
  const { dims, minSamples = params.minClusterSize } = params;
  const shape = findShapeProblem(points, dims);
  if (shape) return shape;
  const rows = points.length / dims;
  const message = findWrong(params, rows);
  if (message) return { code: 'params-invalid', message };
  const samples = Math.min(minSamples, rows);
  if (estimateBytes(rows, dims, samples) > MEMORY_LIMIT_BYTES) return tooLarge(rows, dims, samples);
  return findValueProblem(points, dims);
}

function findWrong(params: HdbscanParams, rows: number): string | undefined {
  const { minClusterSize, minSamples, selection, allowSingleCluster, clusterSelectionEpsilon } =
    params;
  if (!Number.isInteger(minClusterSize) || minClusterSize < 2) {
    return `The smallest cluster must have a whole number of at least 2 rows, not ${minClusterSize}.`;
  }
  if (minSamples !== undefined) {
    if (!Number.isInteger(minSamples) || minSamples < 1) {
      return `The number of samples must be a whole number of at least 1, not ${minSamples}.`;
    }
    if (minSamples > rows && rows > 0) {
      return `The number of samples, ${minSamples}, must not be more than the ${rows} rows.`;
    }
  }
  const selections: readonly unknown[] = ['eom', 'leaf', undefined];
  if (!selections.includes(selection)) {
    return `Clusters are selected by eom or leaf, not by ${String(selection)}.`;
  }
  if (allowSingleCluster !== undefined && typeof allowSingleCluster !== 'boolean') {
    return `Whether one cluster may be all must be true or false, not ${String(allowSingleCluster)}.`;
  }
  const epsilon = clusterSelectionEpsilon === undefined ? 0 : clusterSelectionEpsilon;
  if (typeof epsilon !== 'number' || !(epsilon >= 0)) {
    return `The distance below which clusters stay together must be a number of at least 0, not ${String(epsilon)}.`;
  }
  return undefined;
}

/** The problem of an input that does not fit, with the bytes needed and the limit. */
export function tooLarge(rows: number, dims: number, minSamples: number): ClusterProblem {
  const what = `HDBSCAN of ${rows} rows of ${dims} features`;
  return tooLargeFor(what, estimateBytes(rows, dims, minSamples));
}
