/** How to cluster by the persistence of density. */
export interface HdbscanParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  minClusterSize: number;
  minSamples?: number;
  selection?: 'eom' | 'leaf';
}

export interface HdbscanResult {
  /** Cluster of row i, −1 for noise. */
  clusters: Int32Array;
  probabilities: Float64Array;
  outlierScores: Float64Array;
  clusterCount: number;
  noiseCount: number;
}
