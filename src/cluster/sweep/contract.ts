/** Which runs of DBSCAN to compare: every radius with every minPts. */
export interface SweepParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** Radii as DBSCAN's `eps`, in any order, at least one. */
  eps: readonly number[];
  /** As DBSCAN's `minPts`, in any order, at least one. Cells, eps × minPts, are at most 10,000. */
  minPts: readonly number[];
}

/** What DBSCAN finds with each pair: cell `m × eps.length + e` belongs to `minPts[m]` and `eps[e]`. Without rows, all is 0. */
export interface SweepResult {
  /** As they were asked for. */
  eps: Float64Array;
  minPts: Float64Array;
  /** Clusters of each cell; noise is none. */
  clusterCount: Int32Array;
  /** Rows that are noise, of all rows: 0 … 1. */
  noiseShare: Float64Array;
  /** Rows of the largest cluster, of all rows: 0 … 1. */
  largestShare: Float64Array;
}
