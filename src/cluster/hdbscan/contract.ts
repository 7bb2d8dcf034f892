/** How a flat clustering is chosen from the condensed tree: by excess of mass, or its leaves. */
export type HdbscanSelection = 'eom' | 'leaf';

/** HDBSCAN*'s parameters, as scikit-learn's `HDBSCAN` has them. */
export interface HdbscanParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** Fewest rows that make a cluster, a whole number ≥ 2. */
  minClusterSize: number;
  /**
   * A row's core distance is that to its minSamples-th nearest row, itself counted. A whole number, 1 … rows.
   * By default minClusterSize (or rows, if there are fewer).
   */
  minSamples?: number;
  /** `eom` (the default): the clusters that live longest; `leaf`: the finest. */
  selection?: HdbscanSelection;
  /** Whether the whole may be one cluster (with `eom`). By default it may not. */
  allowSingleCluster?: boolean;
  /** Clusters that split below this distance stay together; ≥ 0, by default 0. */
  clusterSelectionEpsilon?: number;
}

/**
 * The condensed tree (Campello, Moulavi, Sander 2013): one entry per condensed cluster, 0 the root, parents before their children.
 * Lambda is 1 / distance; ∞ where the distance is 0.
 */
export interface CondensedTree {
  /** −1 for the root. */
  parent: Int32Array;
  /** Lambda at which the cluster splits off its parent; 0 for the root. */
  birth: Float64Array;
  /** Lambda at which it splits in two, or its last rows leave. */
  death: Float64Array;
  /** Rows at its birth. */
  size: Int32Array;
  /** Sum over its rows of the lambda at which each leaves, minus birth. ∞ where a heap of equal rows never separates. */
  stability: Float64Array;
  /** Number of the cluster in the flat clustering, −1 where it was not selected. */
  cluster: Int32Array;
  /** By row: the condensed cluster that it leaves as a single row. */
  rowNode: Int32Array;
  /** By row: the lambda at which it does. */
  rowLambda: Float64Array;
}

export interface HdbscanResult {
  /** Cluster of row i: 0 … clusterCount − 1, −1 for noise. */
  clusters: Int32Array;
  /** How firmly row i belongs to its cluster, 0 … 1; 0 for noise. */
  probabilities: Float64Array;
  /** GLOSH (Campello, Moulavi, Zimek, Sander 2015), 0 … 1: how much sparser row i's place is than the densest of its cluster. */
  outlierScores: Float64Array;
  /** Clusters found; noise is none. */
  clusterCount: number;
  /** Rows whose cluster is −1. */
  noiseCount: number;
  tree: CondensedTree;
}
