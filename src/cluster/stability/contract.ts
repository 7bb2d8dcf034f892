/** A run of DBSCAN, and how far around its radius to look. */
export interface StabilityParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** As DBSCAN's: the run whose clusters are judged. */
  eps: number;
  minPts: number;
  /** DBSCAN is run at eps times each of these, 1 … 64 numbers above 0 in any order; by default 0.5 … 2. */
  factors?: readonly number[];
}

/** How the clusters of the run fare at other radii. Column f belongs to the factor f; clusters are numbered as DBSCAN does at eps. */
export interface StabilityResult {
  /** Radii tried: eps × factor. */
  eps: Float64Array;
  /** Clusters at each radius; noise is none. */
  clusterCount: Int32Array;
  /** Rows that are noise at each radius. */
  noiseCount: Int32Array;
  /** Rows of each cluster of the run. */
  sizes: Int32Array;
  /**
   * clusters × factors, row-major: the largest Jaccard index, |A ∩ B| / |A ∪ B|, of the cluster with any at that radius. 1: it is
   * there unchanged; 0: all its rows are noise. Hennig calls 0.75 and more stable, 0.6 … 0.75 a pattern, below 0.5 dissolved.
   */
  jaccard: Float64Array;
  /** Least and greatest radius tried around eps, without a gap, at which the number of clusters is that of the run. */
  sameCount: Float64Array;
  /** The same for the clusters themselves: every row is with the same others, or noise, as in the run. */
  sameClusters: Float64Array;
}
