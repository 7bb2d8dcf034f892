/** How k-means searches; what is left out has scikit-learn's value, except `nInit`. */
export interface KmeansSearch {
  /** A safe integer; the same seed gives the same result, bit for bit, everywhere. 0 when left out. */
  seed?: number;
  /**
   * Runs from different k-means++ starts, of which the one of least inertia is kept (the first of equals), a whole number, 1 … 10,000.
   * 10 when left out, as in scikit-learn up to 1.3 and unlike its 1 since: one run often ends in a poor local minimum, which
   * would make a finding hang on the seed, and runs are cheap here.
   */
  nInit?: number;
  /** Most iterations of a run, a whole number ≥ 1; 300 when left out. */
  maxIter?: number;
}

export interface KmeansParams extends KmeansSearch {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** Clusters, a whole number ≥ 1, at most as many as there are distinct points. */
  k: number;
  /**
   * A run has converged when no row changes its cluster, or the centers' squared shifts sum to at most tol × the mean
   * variance of the features. ≥ 0 and finite; 0.0001 when left out.
   */
  tol?: number;
  /** k × dims, row-major, finite: run once from these centers; `seed` and `nInit` then mean nothing. */
  starts?: Float64Array;
}

export interface KmeansResult {
  /** Cluster of row i, 0 … k − 1: its nearest center, of equally near ones the lowest. Numbered as the starts are. */
  clusters: Int32Array;
  /** k × dims, row-major. */
  centers: Float64Array;
  /** Rows of each cluster. */
  sizes: Int32Array;
  /** Sum of squared distances of the rows to their centers; Infinity where it is beyond the largest double. */
  inertia: number;
  /** Of the run that was kept, as scikit-learn counts. */
  iterations: number;
  /** False when that run ended at `maxIter`. */
  converged: boolean;
}
