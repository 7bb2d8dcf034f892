import { LEAF_POINTS, MAX_DIMS, MAX_PAGES, NODE_HEADER_BYTES, ROW_BYTES } from '../../wasm/abi';
import type { ClusterProblem, DbscanParams } from './contract';

/** Most that a WebAssembly module can address, in bytes. */
export const MEMORY_LIMIT_BYTES = MAX_PAGES * 65_536;

/**
 * Bytes that clustering needs: the rows, and an index of about one node to every sixteen rows on ordinary data (never
 * more than two nodes a row; if the index grows past the limit after all, the run ends with `too-large`).
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
  if (!Number.isInteger(dims) || dims < 1 || dims > MAX_DIMS) {
    return {
      code: 'dims-invalid',
      message: `The number of features must be a whole number from 1 to ${MAX_DIMS}, not ${dims}.`,
    };
  }
  if (points.length % dims !== 0) {
    return {
      code: 'dims-invalid',
      message: `${points.length} values do not make whole rows of ${dims} features.`,
    };
  }
  if (!(eps > 0) || eps === Infinity) {
    return {
      code: 'eps-not-positive',
      message: `The radius eps must be a number above 0, not ${eps}.`,
    };
  }
  if (!Number.isInteger(minPts) || minPts < 1) {
    return {
      code: 'minpts-invalid',
      message: `The minimum number of points must be a whole number of at least 1, not ${minPts}.`,
    };
  }
  const rows = points.length / dims;
  const bytes = estimateBytes(rows, dims);
  if (bytes > MEMORY_LIMIT_BYTES) return tooLarge(rows, dims);
  if (allFinite(points)) return undefined;
  const at = points.findIndex((value) => !Number.isFinite(value));
  const row = Math.floor(at / dims);
  const column = at % dims;
  return {
    code: 'not-finite',
    message: `Row ${row}, feature ${column} is ${points[at]}, not a finite number (both counted from 0).`,
    row,
    column,
  };
}

// Zero times a number is zero, times anything else NaN, which stays: one pass without a branch.
function allFinite(points: Float64Array): boolean {
  let zero = 0;
  for (let at = 0; at < points.length; at++) zero += points[at]! * 0;
  return zero === 0;
}

/** The problem of an input that does not fit, with the bytes needed and the limit. */
export function tooLarge(rows: number, dims: number): ClusterProblem {
  const bytes = estimateBytes(rows, dims);
  const size = `${bytes} bytes (${(bytes / 2 ** 30).toFixed(2)} GiB)`;
  const limit = `${MEMORY_LIMIT_BYTES} bytes (4 GiB)`;
  const more =
    bytes > MEMORY_LIMIT_BYTES
      ? 'The limit is'
      : 'The system did not grant that much, or the data needed a larger index; the limit is';
  return {
    code: 'too-large',
    message: `Clustering ${rows} rows of ${dims} features needs about ${size} of memory. ${more} ${limit}. Use fewer rows or features.`,
  };
}
