import type { KmeansSearch } from '../kmeans/contract.ts';

/** k-means for every k of a range, to choose k by. */
export interface KSweepParams extends KmeansSearch {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** First number of clusters, a whole number ≥ 1. */
  kMin: number;
  /** Last number of clusters, ≥ kMin, at most as many as there are distinct points. */
  kMax: number;
}

export interface KSweepResult {
  /** kMin … kMax. Everything below is by position in this. */
  k: Int32Array;
  /** As `kmeans` gives for that k with the same seed, `nInit` and `maxIter`. */
  inertia: Float64Array;
  /**
   * Simplified silhouette, mean over the rows, −1 … 1: with a row's distance a to its own center and b to the nearest other
   * one, (b − a) / max(a, b); 0 for a row alone in its cluster, where a and b are 0, and for k = 1.
   * Hruschka, Campello, de Castro: Evolving clusters in gene-expression data (Information Sciences 176, 2006).
   */
  silhouette: Float64Array;
  /** Rows of each cluster: those of the first k, then those of the next, and so on. */
  sizes: Int32Array;
  iterations: Int32Array;
  /** 1 where the run that was kept converged. */
  converged: Uint8Array;
  /**
   * The k where the curve of inertia bends most: farthest below the straight line from its first point to its last, both
   * axes scaled to [0, 1] (Satopää, Albrecht, Irwin, Raghavan: Finding a "kneedle" in a haystack, ICDCSW 2011, without
   * smoothing). Groups that are not equally far apart bend the curve early, so this is rather too low. 0 when no point lies below that line.
   */
  kneeK: number;
  /** The k of greatest silhouette, the lowest of equals; 0 when there are no rows. */
  silhouetteK: number;
}
