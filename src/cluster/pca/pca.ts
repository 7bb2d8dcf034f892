import type { ClusterProblem } from '../contract.ts';
import { ClusterError } from '../errors.ts';
import { finish, type Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import {
  allocate,
  findKindProblem,
  findShapeProblem,
  findValueProblem,
  MEMORY_LIMIT_BYTES,
  tooLargeFor,
} from '../points.ts';
import type { PcaParams, PcaResult } from './contract.ts';
import { covarianceOf } from './covariance.ts';
import { jacobiSweep, MOST_SWEEPS } from './jacobi.ts';

/** Values of `points` projected between two yields: about a millisecond. */
const PIECE_VALUES = 1 << 18;
/** Entries of a unit vector that differ by less are as large as each other: which is larger would be a matter of rounding. */
const SAME = 1e-9;

/**
 * Principal components of points, synchronously; needs no kernel. `points` stays as it is, also if `createPoints`
 * made it.
 * Numbers, order and signs are those of scikit-learn's PCA (`svd_solver='full'`, signs as since 1.5). Components of equal variance
 * come in order of the features they stem from; where the variance is 0 they merely complete the axes.
 *
 * @param points rows × dims, row-major, finite
 * Throws ClusterError with code `dims-invalid`, `params-invalid` (components), `not-finite` (row, column; also where values are so
 * large that their variance is no finite number) or `too-large`.
 * Hotelling: Analysis of a complex of statistical variables into principal components (1933), through the covariance matrix.
 */
export function pca(points: Float64Array, params: PcaParams): PcaResult {
  return finish(runPca(undefined, points, params));
}

/** The same in pieces. Errors as for `pca`. */
export function* runPca(
  _kernel: Kernel | undefined,
  points: Float64Array,
  params: PcaParams,
): Work<PcaResult> {
  const problem = findKindProblem(points, params) ?? findPcaProblem(points, params);
  if (problem) throw new ClusterError(problem);
  const { dims, components: wanted = dims } = params;
  const rows = points.length / dims;
  if (rows === 0) return emptyResult();

  const scale = scaleFor(points);
  const { mean, matrix } = yield* covarianceOf(points, dims, scale);
  const vectors = identity(dims);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    yield { phase: 'components', done: sweep, total: MOST_SWEEPS };
    if (jacobiSweep(matrix, vectors, dims) === 0) break;
  }

  const eigenvalues = diagonalOf(matrix, dims);
  const order = Array.from(eigenvalues.keys());
  order.sort((a, b) => eigenvalues[b]! - eigenvalues[a]! || a - b);
  const kept = order.slice(0, Math.min(wanted, rows));
  const variance = Float64Array.from(kept, (j) => eigenvalues[j]! / scale / scale);
  if (!variance.every(Number.isFinite)) throw new ClusterError(overflow(points, dims));
  const total = eigenvalues.reduce((sum, value) => sum + value, 0);
  const components = new Float64Array(kept.length * dims);
  kept.forEach((j, k) => {
    components.set(turned(vectors.subarray(j * dims, (j + 1) * dims)), k * dims);
  });
  return {
    componentCount: kept.length,
    components,
    mean: mean.map((value) => value / scale + 0),
    variance,
    varianceShare: Float64Array.from(kept, (j) => (total > 0 ? eigenvalues[j]! / total : 0)),
    scores: yield* project(points, dims, mean, scale, components),
  };
}

/** The centred points in the axes given. Shapes as in `PcaResult`; `mean` is in units times `scale`. */
function* project(
  points: Float64Array,
  dims: number,
  mean: Float64Array,
  scale: number,
  components: Float64Array,
): Work<Float64Array> {
  const rows = points.length / dims;
  const count = components.length / dims;
  const scores = allocate(rows * count, scoresOf(rows, count));
  const centred = new Float64Array(dims);
  const rowsAtOnce = Math.ceil(PIECE_VALUES / (dims * count));
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < dims; j++) centred[j] = points[row * dims + j]! * scale - mean[j]!;
    for (let k = 0, at = 0; k < count; k++) {
      let sum = 0;
      for (let j = 0; j < dims; j++) sum += centred[j]! * components[at++]!;
      scores[row * count + k] = sum / scale;
    }
    if ((row + 1) % rowsAtOnce === 0) yield { phase: 'scores', done: row + 1, total: rows };
  }
  return scores;
}

function findPcaProblem(points: Float64Array, params: PcaParams): ClusterProblem | undefined {
  const { dims, components = dims } = params;
  const shape = findShapeProblem(points, dims);
  if (shape) return shape;
  if (!Number.isInteger(components) || components < 1 || components > dims) {
    return {
      code: 'params-invalid',
      message: `The number of components must be a whole number from 1 to ${dims}, the number of features, not ${components}.`,
    };
  }
  // Before the passes over the values, not after them.
  const rows = points.length / dims;
  const bytes = rows * Math.min(components, rows) * Float64Array.BYTES_PER_ELEMENT;
  if (bytes > MEMORY_LIMIT_BYTES) return tooLargeFor(scoresOf(rows, components), bytes);
  return findValueProblem(points, dims);
}

const scoresOf = (rows: number, count: number): string =>
  `The scores of ${rows} rows on ${count} components`;

/** The power of two that brings the largest absolute value near 1 (exact, so it changes no digit); 1 where all are 0. */
function scaleFor(points: Float64Array): number {
  let largest = 0;
  for (let at = 0; at < points.length; at++) largest = Math.max(largest, Math.abs(points[at]!));
  if (largest === 0) return 1;
  return 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest))));
}

function overflow(points: Float64Array, dims: number): ClusterProblem {
  const largest = points.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const at = points.findIndex((value) => Math.abs(value) === largest);
  const row = Math.floor(at / dims);
  const column = at % dims;
  return {
    code: 'not-finite',
    message: `The variance is too large for a number: row ${row}, feature ${column} is ${points[at]} (both counted from 0). Scale the features first.`,
    row,
    column,
  };
}

/** The vector or its opposite: the first of its largest entries becomes positive. */
function turned(vector: Float64Array): Float64Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const first = vector.find((value) => Math.abs(value) >= largest - SAME) ?? 1;
  return vector.map((value) => (first < 0 ? -value : value) + 0);
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  return matrix;
}

/** The diagonal, where what rounding made negative is 0. */
function diagonalOf(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => Math.max(0, matrix[i * size + i]!));
}

function emptyResult(): PcaResult {
  return {
    componentCount: 0,
    components: new Float64Array(0),
    mean: new Float64Array(0),
    variance: new Float64Array(0),
    varianceShare: new Float64Array(0),
    scores: new Float64Array(0),
  };
}
