/** What the textbook gives: shapes as in `DbscanResult` of the kernel. */
export interface ReferenceResult {
  /** Cluster of row i, −1 for noise. */
  clusters: Int32Array;
  /** 1 for core points. */
  core: Uint8Array;
  clusterCount: number;
  noiseCount: number;
}

/**
 * DBSCAN straight from the paper, every point against every other: O(rows² × dims), the oracle of the tests.
 *
 * Neighbours are at a squared distance of at most eps · eps, squares summed from the first dimension to the last.
 * Clusters are numbered by their lowest core row; a border point belongs to the lowest cluster among its core neighbours.
 *
 * @param points  rows × dims, row-major, finite
 * @param dims    ≥ 1
 * @param eps     radius, > 0
 * @param minPts  neighbours, itself included, that make a core point, ≥ 1
 * Ester, Kriegel, Sander, Xu: A density-based algorithm for discovering clusters (KDD 1996).
 */
export function dbscanReference(
  points: Float64Array,
  dims: number,
  eps: number,
  minPts: number,
): ReferenceResult {
  const rows = points.length / dims;
  const near = (a: number, b: number): boolean => squaredDistance(points, dims, a, b) <= eps * eps;
  const core = new Uint8Array(rows);
  for (let a = 0; a < rows; a++) {
    let neighbours = 0;
    for (let b = 0; b < rows; b++) if (near(a, b)) neighbours++;
    core[a] = neighbours >= minPts ? 1 : 0;
  }

  const clusters = new Int32Array(rows).fill(-1);
  let clusterCount = 0;
  for (let seed = 0; seed < rows; seed++) {
    if (core[seed] !== 1 || clusters[seed] !== -1) continue;
    const cluster = clusterCount++;
    const reached = [seed];
    clusters[seed] = cluster;
    for (let a = reached.pop(); a !== undefined; a = reached.pop()) {
      if (core[a] !== 1) continue; // a border point belongs, but leads nowhere
      for (let b = 0; b < rows; b++) {
        if (clusters[b] !== -1 || !near(a, b)) continue;
        clusters[b] = cluster;
        reached.push(b);
      }
    }
  }

  const noiseCount = clusters.reduce((n, cluster) => n + (cluster === -1 ? 1 : 0), 0);
  return { clusters, core, clusterCount, noiseCount };
}

/** Squared Euclidean distance of rows a and b, summed left to right in f64. */
export function squaredDistance(points: Float64Array, dims: number, a: number, b: number): number {
  let sum = 0;
  for (let j = 0; j < dims; j++) {
    const difference = (points[a * dims + j] ?? 0) - (points[b * dims + j] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
