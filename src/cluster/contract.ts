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

export type DbscanPhase = 'index' | 'core' | 'link' | 'label';

/** Work units done of those in the current phase (rows; in `link`, rows once for every level of the index). */
export interface DbscanProgress {
  phase: DbscanPhase;
  done: number;
  total: number;
}

export type ClusterProblemCode =
  | 'eps-not-positive'
  | 'minpts-invalid'
  | 'dims-invalid'
  | 'not-finite'
  | 'too-large'
  | 'kernel-failed';

/** What is wrong, as a value that survives any seam. */
export interface ClusterProblem {
  code: ClusterProblemCode;
  /** In plain words. */
  message: string;
  /** 0-based, where one value is to blame. */
  row?: number;
  column?: number;
}

export type DbscanOutcome =
  { ok: true; result: DbscanResult } | { ok: false; problem: ClusterProblem };

export interface ClusterOptions {
  /** Aborting rejects the promise at once with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called about every 50 ms; never for short work. */
  onProgress?: ((progress: DbscanProgress) => void) | undefined;
}

/** The port through which the engine clusters, whether in a worker of the page or in Node. */
export interface Clusterer {
  /**
   * Assign each point to a density cluster. Problems are values; only an abort rejects.
   * @param points rows × dims, row-major, already scaled. Handed over: unusable afterwards.
   */
  dbscan(
    points: Float64Array<ArrayBuffer>,
    params: DbscanParams,
    options?: ClusterOptions,
  ): Promise<DbscanOutcome>;
  /** Bytes of WebAssembly memory held now. */
  memoryBytes(): number;
  /** Give up the worker and its memory; running work rejects with an AbortError. */
  dispose(): void;
}
