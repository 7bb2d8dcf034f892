import { describe, expect, test } from 'vitest';
import { dbscan } from '../../src/cluster/dbscan/dbscan';
import { dbscanReference } from '../../src/matrix/dbscan-reference';
import { goldens } from './goldens/dbscan.json';
import './loaded';

describe.each(goldens)('$name as scikit-learn has it', ({ dims, points, runs }) => {
  test.each(runs)('eps $eps, minPts $minPts', ({ eps, minPts, clusters, cores }) => {
    const matrix = Float64Array.from(points);
    const got = dbscan(matrix, { dims, eps, minPts });
    expect([...got.clusters]).toEqual(clusters);
    expect([...got.core.keys()].filter((row) => got.core[row] === 1)).toEqual(cores);
    expect(got.clusterCount).toBe(Math.max(-1, ...clusters) + 1);
    expect(got.noiseCount).toBe(clusters.filter((cluster) => cluster === -1).length);
    expect(dbscanReference(matrix, dims, eps, minPts)).toEqual(got);
  });
});
