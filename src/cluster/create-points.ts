import { ClusterError } from './errors.ts';
import { installedKernel } from './installed.ts';
import { findShapeProblem, MEMORY_LIMIT_BYTES, tooLargeFor } from './points.ts';

/**
 * Zeros to be filled with points, in the clustering module's own memory: `dbscan`, `kDistance`, `kmeans`, `kSweep` and
 * `hdbscan`, given this very array, do not copy it, so that tens of millions of rows are held once.
 *
 * One use only: they permute or scale the rows in place, and the array may become empty (its memory grows under it). Handing
 * it to any method again throws `points-gone`. `pca`, `sweep` and `stability` leave it as it is: the latter two copy it, as every
 * method does with any other array, also with a `subarray` of this one. It cannot be handed over to a worker (`params-invalid`).
 *
 * @param rows points, a whole number ≥ 0
 * @param dims features of a point, 1 … 64; methods must be called with the same
 * @returns rows × dims, row-major
 * Throws ClusterError `params-invalid` (rows), `dims-invalid`, `too-large` before any memory is taken; `kernel-failed` when
 * no kernel was installed.
 */
export function createPoints(rows: number, dims: number): Float64Array<ArrayBuffer> {
  if (!Number.isInteger(rows) || rows < 0) {
    throw new ClusterError({
      code: 'params-invalid',
      message: `The number of rows must be a whole number of at least 0, not ${rows}.`,
    });
  }
  const problem = findShapeProblem(new Float64Array(0), dims);
  if (problem) throw new ClusterError(problem);
  const bytes = rows * dims * 8 + (1 << 20);
  const points =
    bytes > MEMORY_LIMIT_BYTES ? undefined : installedKernel().createPoints(rows, dims);
  if (points) return points;
  throw new ClusterError(tooLargeFor(`Holding ${rows} rows of ${dims} features`, bytes));
}
