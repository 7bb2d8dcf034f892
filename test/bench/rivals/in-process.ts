import { DBSCAN } from 'density-clustering';
import { dbscanReference } from '../../../src/matrix/dbscan-reference.ts';
import type { Case } from '../cases.ts';
import { time, type Timing } from '../measure.ts';

/** Fewer runs for what takes long. */
const SLOW = { runs: 5, warmSeconds: 0, budgetSeconds: 10 };

/** The O(n²) textbook of the tests. */
export function timeReference({ params }: Case, points: Float64Array, dims: number): Timing {
  return time(() => {
    const { clusterCount, noiseCount } = dbscanReference(
      points,
      dims,
      params['eps'] ?? NaN,
      params['minPts'] ?? NaN,
    );
    return { clusters: clusterCount, noise: noiseCount };
  }, SLOW);
}

/** The package `density-clustering` of npm. */
export function timeDensityClustering(
  { params }: Case,
  points: Float64Array,
  dims: number,
): Timing {
  const rows = Array.from({ length: points.length / dims }, (_, row) =>
    Array.from(points.subarray(row * dims, (row + 1) * dims)),
  );
  return time(() => {
    const found = new DBSCAN();
    const clusters = found.run(rows, params['eps'] ?? NaN, params['minPts'] ?? NaN);
    return { clusters: clusters.length, noise: found.noise.length };
  }, SLOW);
}

/** Every value looked at once: no method can be faster than that. */
export function timeReading(points: Float64Array): Timing {
  return time(() => {
    let sum = 0;
    for (let at = 0; at < points.length; at++) sum += points[at] ?? 0;
    return { sum };
  });
}
