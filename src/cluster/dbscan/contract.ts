/** How to cluster: the shape of the points, and DBSCAN's two parameters. */
export interface DbscanParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** Radius in scaled units, > 0 and finite; a point at exactly eps is a neighbour. */
  eps: number;
  /** Points within eps that make a core point, itself included (scikit-learn's `min_samples`), a whole number ≥ 1. */
  minPts: number;
}

export interface DbscanResult {
  /** Cluster of row i: 0 … clusterCount − 1 by lowest core row, −1 for noise. */
  clusters: Int32Array;
  /** 1 where row i is a core point. */
  core: Uint8Array;
  /** Clusters found; noise is none. */
  clusterCount: number;
  /** Rows whose cluster is −1. */
  noiseCount: number;
}
