import type { DbscanResult } from '../dbscan/contract.ts';
import type { Work } from '../job.ts';

/** Rows between two yields: some milliseconds. */
const PIECE_ROWS = 1 << 18;

/** The rows of every cluster, together. */
export interface Grouped {
  /** clusters + 1: cluster c has the rows from `starts[c]` up to `starts[c + 1]` in `rows`. */
  starts: Int32Array;
  /** Rows that are not noise, by cluster. */
  rows: Int32Array;
}

/** Sort rows by their cluster, by counting. */
export function groupRows({ clusters, clusterCount, noiseCount }: DbscanResult): Grouped {
  const starts = new Int32Array(clusterCount + 1);
  for (const cluster of clusters) if (cluster >= 0) starts[cluster + 1]!++;
  for (let c = 0; c < clusterCount; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice(0, clusterCount);
  const rows = new Int32Array(clusters.length - noiseCount);
  for (let row = 0; row < clusters.length; row++) {
    const cluster = clusters[row]!;
    if (cluster >= 0) rows[next[cluster]!++] = row;
  }
  return { starts, rows };
}

/**
 * The largest Jaccard index of each cluster with any cluster of another run on the same rows. Only pairs of clusters that share a
 * row are looked at: time and memory follow the rows, not clusters × clusters.
 * Hennig: Cluster-wise assessment of cluster stability (Computational Statistics & Data Analysis, 2007).
 * @returns clusters of `groups`; 0 where all rows of a cluster are noise in the other run
 */
export function* largestJaccard(groups: Grouped, other: DbscanResult): Work<Float64Array> {
  const { starts, rows } = groups;
  const sizes = new Int32Array(other.clusterCount);
  for (const cluster of other.clusters) if (cluster >= 0) sizes[cluster]!++;
  const shared = new Int32Array(other.clusterCount);
  const met = new Int32Array(other.clusterCount); // clusters with rows in common with this one
  const result = new Float64Array(starts.length - 1);
  for (let cluster = 0, at = 0; cluster < result.length; cluster++) {
    const end = starts[cluster + 1]!;
    const size = end - at;
    let metCount = 0;
    for (; at < end; at++) {
      if (at % PIECE_ROWS === 0) yield { phase: 'overlap', done: at, total: rows.length };
      const one = other.clusters[rows[at]!]!;
      if (one >= 0 && shared[one]!++ === 0) met[metCount++] = one;
    }
    let largest = 0;
    for (let k = 0; k < metCount; k++) {
      const one = met[k]!;
      largest = Math.max(largest, shared[one]! / (size + sizes[one]! - shared[one]!));
      shared[one] = 0;
    }
    result[cluster] = largest;
  }
  return result;
}
