import { KMEANS_BLOCK_ROWS } from '../../../wasm/abi.ts';
import type { ClusterProblem } from '../contract.ts';
import {
  findShapeProblem,
  findValueProblem,
  kindOf,
  MEMORY_LIMIT_BYTES,
  tooLargeFor,
} from '../points.ts';
import type { KmeansParams, KmeansSearch } from './contract.ts';

/** Runs from different starts: more would only seem to hang. */
const MOST_STARTS = 10_000;

/** Bytes that k-means needs. */
export function estimateBytes(rows: number, dims: number, k: number): number {
  const row = 8 * dims + 20 + 8 / KMEANS_BLOCK_ROWS;
  const fixed = 1 << 20;
  return Math.ceil(fixed + rows * row + (k + 8) * (40 * dims + 36));
}

/** The problem of an input that does not fit. */
export function tooLarge(rows: number, dims: number, k: number): ClusterProblem {
  return tooLargeFor(
    `Clustering ${rows} rows of ${dims} features into ${k} clusters`,
    estimateBytes(rows, dims, k),
  );
}

/** The first thing wrong with the input, or undefined; that k is not too large for the points is seen by counting. */
export function findProblem(
  points: Float64Array,
  params: KmeansParams,
): ClusterProblem | undefined {
  const { dims, k, tol = 0, starts } = params;
  return (
    findShapeProblem(points, dims) ??
    findCountProblem(k) ??
    findSearchProblem(params) ??
    (typeof tol === 'number' && tol >= 0 && tol < Infinity
      ? undefined
      : invalid(`The tolerance must be a number of at least 0, not ${tol}.`)) ??
    (starts === undefined ? undefined : findStartsProblem(starts, k, dims)) ??
    findPointsProblem(points, dims, k)
  );
}

/** What is wrong with a number of clusters. */
export function findCountProblem(k: number): ClusterProblem | undefined {
  if (Number.isSafeInteger(k) && k >= 1) return undefined;
  return {
    code: 'k-invalid',
    message: `The number of clusters must be a whole number of at least 1, not ${k}.`,
  };
}

export function findSearchProblem({
  seed = 0,
  nInit = 1,
  maxIter = 1,
}: KmeansSearch): ClusterProblem | undefined {
  if (!Number.isSafeInteger(seed)) return invalid(`The seed must be a whole number, not ${seed}.`);
  if (!isCount(nInit) || nInit > MOST_STARTS)
    return invalid(
      `The number of starts must be a whole number from 1 to ${MOST_STARTS}, not ${nInit}.`,
    );
  if (!isCount(maxIter))
    return invalid(`The most iterations must be a whole number of at least 1, not ${maxIter}.`);
  return undefined;
}

/** Whether the points fit into memory with up to k clusters, and are finite. */
export function findPointsProblem(
  points: Float64Array,
  dims: number,
  k: number,
): ClusterProblem | undefined {
  const rows = points.length / dims;
  // More clusters than rows are refused by name, once the distinct points are counted.
  const clusters = Math.min(k, rows);
  if (estimateBytes(rows, dims, clusters) > MEMORY_LIMIT_BYTES)
    return tooLarge(rows, dims, clusters);
  return findValueProblem(points, dims);
}

export function tooManyClusters(k: number, distinct: number): ClusterProblem {
  return {
    code: 'k-invalid',
    message: `More clusters (${k}) than distinct points (${distinct}): at most ${distinct} can be told apart.`,
  };
}

function findStartsProblem(
  starts: Float64Array,
  k: number,
  dims: number,
): ClusterProblem | undefined {
  if (kindOf(starts) !== 'Float64Array')
    return invalid(`The starts must be a Float64Array, not ${kindOf(starts)}.`);
  if (starts.length !== k * dims) {
    return invalid(
      `The starts must be ${k} rows of ${dims} features, ${k * dims} values, not ${starts.length}.`,
    );
  }
  const at = starts.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return undefined;
  const row = Math.floor(at / dims);
  const column = at % dims;
  return {
    code: 'not-finite',
    message: `Start ${row}, feature ${column} is ${starts[at]}, not a finite number (both counted from 0).`,
    row,
    column,
  };
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;

function invalid(message: string): ClusterProblem {
  return { code: 'params-invalid', message };
}
