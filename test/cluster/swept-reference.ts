import type { ReferenceResult } from '../../src/matrix/dbscan-reference';

/**
 * What `dbscanReference` gives, sooner: rows are swept in order of their first feature, each pair is met once, and a sum that
 * exceeds eps² is not finished. Rounding is monotone and squares are not negative, so that no later feature brings a pair back.
 * Parameters and result as for `dbscanReference`.
 */
export function sweptReference(
  points: Float64Array,
  dims: number,
  eps: number,
  minPts: number,
): ReferenceResult {
  const rows = points.length / dims;
  const neighbours = findNeighbours(points, dims, eps * eps);
  const core = Uint8Array.from(neighbours, (near) => Number(near.length + 1 >= minPts));
  const clusters = new Int32Array(rows).fill(-1);
  let clusterCount = 0;
  for (let seed = 0; seed < rows; seed++) {
    if (core[seed] !== 1 || clusters[seed] !== -1) continue;
    const cluster = clusterCount++;
    const reached = [seed];
    clusters[seed] = cluster;
    for (let a = reached.pop(); a !== undefined; a = reached.pop()) {
      if (core[a] !== 1) continue;
      for (const b of neighbours[a]!) {
        if (clusters[b] !== -1) continue;
        clusters[b] = cluster;
        reached.push(b);
      }
    }
  }
  const noiseCount = clusters.reduce((n, cluster) => n + (cluster === -1 ? 1 : 0), 0);
  return { clusters, core, clusterCount, noiseCount };
}

/** By row: the other rows at a squared distance of at most `eps2`. */
function findNeighbours(points: Float64Array, dims: number, eps2: number): number[][] {
  const rows = points.length / dims;
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  order.sort((a, b) => points[a * dims]! - points[b * dims]!);
  const neighbours = Array.from(order, (): number[] => []);
  for (let i = 0; i < rows; i++) {
    const a = order[i]!;
    for (let j = i + 1; j < rows; j++) {
      const b = order[j]!;
      if ((points[b * dims]! - points[a * dims]!) ** 2 > eps2) break;
      if (!isNear(points, dims, a, b, eps2)) continue;
      neighbours[a]!.push(b);
      neighbours[b]!.push(a);
    }
  }
  return neighbours;
}

function isNear(points: Float64Array, dims: number, a: number, b: number, eps2: number): boolean {
  let sum = 0;
  for (let at = 0; at < dims && sum <= eps2; at++) {
    const difference = points[a * dims + at]! - points[b * dims + at]!;
    sum += difference * difference;
  }
  return sum <= eps2;
}
