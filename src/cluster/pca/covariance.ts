import type { Work } from '../job.ts';

/** Rows that are summed plainly, before their sum is added with compensation: small enough for a block to stay in the cache. */
const BLOCK_ROWS = 256;
/** Values between two yields: about a millisecond. */
const PIECE_VALUES = 1 << 18;

export interface Covariance {
  /** dims, in the units of the points times `scale`. */
  mean: Float64Array<ArrayBuffer>;
  /** dims × dims, symmetric, in those units squared; divisor rows − 1, or 1 for a single row. */
  matrix: Float64Array<ArrayBuffer>;
}

/**
 * Means and covariances of `points × scale`, in two passes: the means first. Those are measured from the first row, so their error
 * is some ulp of the largest distance from it, and what that adds to a variance is beyond its last digit.
 * Sums are plain within 256 rows and compensated from block to block (Neumaier 1974): the same on every machine, and the error
 * hardly grows with the rows. A constant feature has variance and covariances of exactly 0.
 *
 * @param points rows × dims, row-major, rows ≥ 1
 * @param scale a power of two that brings the largest absolute value near 1, so that no square overflows
 * Chan, Golub, LeVeque: Algorithms for computing the sample variance (The American Statistician, 1983): the two-pass algorithm.
 */
export function* covarianceOf(points: Float64Array, dims: number, scale: number): Work<Covariance> {
  const rows = points.length / dims;
  const blocksAtOnce = Math.max(1, Math.floor(PIECE_VALUES / (BLOCK_ROWS * dims)));
  const columns = new Float64Array(BLOCK_ROWS * dims); // a block, feature by feature

  // Measured from the first row, so that a constant feature gives its own value and no rounding.
  const mean = Float64Array.from(points.subarray(0, dims), (value) => value * scale);
  const sums = new CompensatedSums(dims);
  for (let start = 0, block = 1; start < rows; start += BLOCK_ROWS, block++) {
    const count = fillColumns(columns, points, dims, scale, mean, start);
    for (let j = 0; j < dims; j++) sums.add(j, sumOf(columns, j * BLOCK_ROWS, count));
    if (block % blocksAtOnce === 0) yield { phase: 'mean', done: start + count, total: rows };
  }
  for (let j = 0; j < dims; j++) mean[j]! += sums.value(j) / rows;

  const products = new CompensatedSums((dims * (dims + 1)) / 2);
  const pairBlocks = Math.max(1, Math.floor((4 * blocksAtOnce) / (dims + 3)));
  for (let start = 0, block = 1; start < rows; start += BLOCK_ROWS, block++) {
    const count = fillColumns(columns, points, dims, scale, mean, start);
    for (let i = 0, at = 0; i < dims; i++) {
      for (let j = 0; j <= i; j++)
        products.add(at++, dotOf(columns, i * BLOCK_ROWS, j * BLOCK_ROWS, count));
    }
    if (block % pairBlocks === 0) yield { phase: 'covariance', done: start + count, total: rows };
  }

  const matrix = new Float64Array(dims * dims);
  const divisor = Math.max(1, rows - 1);
  for (let i = 0, at = 0; i < dims; i++) {
    for (let j = 0; j <= i; j++) {
      const covariance = products.value(at++) / divisor;
      matrix[i * dims + j] = matrix[j * dims + i] = covariance;
    }
  }
  return { mean, matrix };
}

/** Write rows start … of a block, less `origin`, feature by feature; returns how many rows there were. */
function fillColumns(
  columns: Float64Array,
  points: Float64Array,
  dims: number,
  scale: number,
  origin: Float64Array,
  start: number,
): number {
  const count = Math.min(BLOCK_ROWS, points.length / dims - start);
  for (let j = 0; j < dims; j++) {
    const zero = origin[j]!;
    const to = j * BLOCK_ROWS;
    for (let i = 0, from = start * dims + j; i < count; i++, from += dims)
      columns[to + i] = points[from]! * scale - zero;
  }
  return count;
}

function sumOf(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += values[i]!;
  return sum;
}

// Four sums at a time: a processor adds them side by side.
function dotOf(values: Float64Array, a: number, b: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    s0 += values[a + i]! * values[b + i]!;
    s1 += values[a + i + 1]! * values[b + i + 1]!;
    s2 += values[a + i + 2]! * values[b + i + 2]!;
    s3 += values[a + i + 3]! * values[b + i + 3]!;
  }
  for (; i < count; i++) s0 += values[a + i]! * values[b + i]!;
  return s0 + s1 + (s2 + s3);
}

/** Sums that keep what rounding would lose. Neumaier: Rundungsfehleranalyse einiger Verfahren zur Summation (ZAMM, 1974). */
class CompensatedSums {
  readonly #sums: Float64Array;
  readonly #lost: Float64Array;

  constructor(length: number) {
    this.#sums = new Float64Array(length);
    this.#lost = new Float64Array(length);
  }

  add(at: number, value: number): void {
    const before = this.#sums[at]!;
    const after = before + value;
    this.#lost[at]! +=
      Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
    this.#sums[at] = after;
  }

  value(at: number): number {
    return this.#sums[at]! + this.#lost[at]!;
  }
}
