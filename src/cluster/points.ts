import { MAX_DIMS, MAX_PAGES } from '../../wasm/abi.ts';
import type { ClusterProblem } from './contract.ts';
import { ClusterError } from './errors.ts';
import type { KernelExports } from './kernel-exports.ts';

/** Points that lie in a module's memory from the start (`createPoints`). */
export interface CreatedPoints {
  readonly wasm: KernelExports;
  readonly dims: number;
  /** A method took them: they are in another order now, or gone. */
  spent: boolean;
}

/** All views that `createPoints` gave out; a view that nobody keeps lets go of its module's memory. */
export const createdPoints = new WeakMap<Float64Array, CreatedPoints>();

/** The problem of points that were used up or handed over. */
export const POINTS_SPENT: ClusterProblem = {
  code: 'points-gone',
  message:
    'These points are gone: an earlier run used them up, or they were handed over. Create or fill them again.',
};

/** Most that a WebAssembly module can address, in bytes. */
export const MEMORY_LIMIT_BYTES = MAX_PAGES * 65_536;

/** What is wrong with the shape, or undefined. To be asked before anything that depends on the number of rows. */
export function findShapeProblem(points: Float64Array, dims: number): ClusterProblem | undefined {
  const created = createdPoints.get(points);
  if (created?.spent === true || isDetached(points)) return POINTS_SPENT;
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
  if (created && created.dims !== dims) {
    return {
      code: 'dims-invalid',
      message: `The points were created with ${created.dims} features, not ${dims}.`,
    };
  }
  return undefined;
}

// An empty array and one whose buffer is gone look alike, but only over the former can a view be made.
function isDetached(points: Float64Array): boolean {
  if (points.length > 0) return false;
  try {
    return new Uint8Array(points.buffer).length < 0;
  } catch {
    return true;
  }
}

/** The first value that is no finite number, or undefined. */
export function findValueProblem(points: Float64Array, dims: number): ClusterProblem | undefined {
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

// Zero times a number is zero, times anything else NaN, which stays: one pass without a branch, four sums that need not wait
// for one another.
function allFinite(points: Float64Array): boolean {
  const most = points.length - 3;
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = 0;
  for (; at < most; at += 4) {
    a += points[at]! * 0;
    b += points[at + 1]! * 0;
    c += points[at + 2]! * 0;
    d += points[at + 3]! * 0;
  }
  for (; at < points.length; at++) a += points[at]! * 0;
  return a + b + c + d === 0;
}

/**
 * The problem of an input that does not fit, with the bytes needed and the limit.
 * @param what in words: `Clustering 5 rows of 3 features`
 */
export function tooLargeFor(what: string, bytes: number): ClusterProblem {
  const size = `${bytes} bytes (${(bytes / 2 ** 30).toFixed(2)} GiB)`;
  const limit = `${MEMORY_LIMIT_BYTES} bytes (4 GiB)`;
  const more =
    bytes > MEMORY_LIMIT_BYTES
      ? 'The limit is'
      : 'The system did not grant that much, or the data needed a larger index; the limit is';
  return {
    code: 'too-large',
    message: `${what} needs about ${size} of memory. ${more} ${limit}. Use fewer rows or features.`,
  };
}

/**
 * Room for numbers of a result, all 0.
 * @param what in words: `The scores of 5 rows`
 * Throws ClusterError `too-large` when it is refused.
 */
export function allocate(length: number, what: string): Float64Array<ArrayBuffer> {
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  try {
    if (bytes <= MEMORY_LIMIT_BYTES) return new Float64Array(length);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
  }
  throw new ClusterError(tooLargeFor(what, bytes));
}
