import { describe, expect, test } from 'vitest';
import { kmeans } from '../../src/cluster/kmeans/kmeans';
import { goldens } from './goldens/kmeans.json';
import './loaded';

describe.each(goldens)('$name as scikit-learn has it', ({ dims, points, runs }) => {
  test.each(runs)(
    'k $k, at most $maxIter, tol $tol',
    ({ starts, k, maxIter, tol, clusters, inertia, iterations }) => {
      const got = kmeans(Float64Array.from(points), {
        dims,
        k,
        maxIter,
        tol,
        starts: Float64Array.from(starts),
      });
      // One character a row: clusters are numbered as the starts are.
      expect(String.fromCharCode(...got.clusters.map((cluster) => 48 + cluster))).toBe(clusters);
      expect(got.iterations).toBe(iterations);
      // Rounding of the coordinates alone makes this much.
      const rounding = points.reduce((sum, x) => sum + (x * 2 ** -52) ** 2, 0);
      expect(Math.abs(got.inertia - inertia)).toBeLessThanOrEqual(1e-9 * inertia + rounding);
    },
  );
});
