/** How to cluster into k clusters around means. */
export interface KmeansParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** Clusters, a whole number from 1 to the number of distinct points. */
  k: number;
  seed?: number;
  nInit?: number;
  maxIter?: number;
  tol?: number;
  starts?: Float64Array;
}

export interface KmeansResult {
  /** Cluster of row i: 0 … k − 1. */
  clusters: Int32Array;
  /** k × dims, row-major. */
  centers: Float64Array;
  /** Rows of each cluster. */
  sizes: Int32Array;
  /** Sum of the squared distances of the points to their centres. */
  inertia: number;
  iterations: number;
  converged: boolean;
}
