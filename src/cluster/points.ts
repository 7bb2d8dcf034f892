import { MAX_DIMS, MAX_PAGES } from '../../wasm/abi.ts';
import type { ClusterProblem } from './contract.ts';
import { ClusterError } from './errors.ts';
import type { KernelExports } from './kernel-exports.ts';

/** Points that lie in a module's memory from the start (`createPoints`). */
export interface CreatedPoints {
  readonly wasm: KernelExports;
  readonly dims: number;
}

/** All views that `createPoints` gave out; a view that nobody keeps lets go of its module's memory. */
export const createdPoints = new WeakMap<Float64Array, CreatedPoints>();

/** Memory of modules in which points were created, until it grows: it cannot be transferred. */
export const createdMemory = new WeakSet<ArrayBufferLike>();

/** Memory of modules in which a method took created points: they are in another order now. Memory that grew is detached besides. */
export const usedUpMemory = new WeakSet<ArrayBufferLike>();

/** The problem of points that were used up or handed over. */
export const POINTS_SPENT: ClusterProblem = {
  code: 'points-gone',
  message:
    'These points are gone: an earlier run used them up, or they were handed over. Create or fill them again.',
};

/** Most that a WebAssembly module can address, in bytes. */
export const MEMORY_LIMIT_BYTES = MAX_PAGES * 65_536;

/**
 * What is wrong with the kinds of the arguments, or undefined, for callers without a type checker: to be asked first. Of a
 * parameter it says only whether it is of a kind that any method takes, and that it can cross to a worker.
 */
export function findKindProblem(points: unknown, params: unknown): ClusterProblem | undefined {
  const invalid = (message: string): ClusterProblem => ({ code: 'params-invalid', message });
  // By name: an array of another realm (a test runner's, a frame's) is none of our Float64Array's.
  if (kindOf(points) !== 'Float64Array')
    return invalid(`The points must be a Float64Array, not ${kindOf(points)}.`);
  if (typeof params !== 'object' || params === null || ArrayBuffer.isView(params))
    return invalid(`The parameters must be an object, not ${kindOf(params)}.`);
  for (const [name, value] of Object.entries(params)) {
    const parts = isList(value) ? Array.from(value) : undefined;
    if (parts ? parts.every((part) => typeof part === 'number') : isPlain(value)) continue;
    const found = parts ? 'a list of anything but numbers' : kindOf(value);
    return invalid(`The parameter ${name} cannot be ${found}.`);
  }
  return undefined;
}

const isPlain = (value: unknown): boolean =>
  value === null || ['undefined', 'number', 'boolean', 'string'].includes(typeof value);

/** Whether it is an array, or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}

/** The name of a value's kind: `Float64Array`, `Array`, `Number`, `Undefined`. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** What is wrong with the shape, or undefined. To be asked before anything that depends on the number of rows. */
export function findShapeProblem(points: Float64Array, dims: number): ClusterProblem | undefined {
  if (arePointsGone(points)) return POINTS_SPENT;
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
  const created = createdPoints.get(points);
  if (created && created.dims !== dims) {
    return {
      code: 'dims-invalid',
      message: `The points were created with ${created.dims} features, not ${dims}.`,
    };
  }
  return undefined;
}

/** Whether a run used the points up, or they were handed over. */
export function arePointsGone(points: Float64Array): boolean {
  return usedUpMemory.has(points.buffer) || isDetached(points);
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
