import { describe, expect, test } from 'vitest';
import type { HdbscanParams } from '../../src/cluster/contract';
import { hdbscan } from '../../src/cluster/hdbscan/hdbscan';
import { goldens } from './goldens/hdbscan.json';
import './loaded';

describe.each(goldens)('$name as scikit-learn has it', ({ dims, points, runs }) => {
  test.each(runs)('$params', ({ params, clusters, probabilities }) => {
    const selection = params.selection === 'leaf' ? 'leaf' : 'eom';
    const all: HdbscanParams = { ...params, selection, dims };
    const got = hdbscan(Float64Array.from(points), all);
    expect([...got.clusters]).toEqual(clusters);
    got.probabilities.forEach((one, row) => expect(one).toBeCloseTo(probabilities[row]!, 13));
    expect(got.clusterCount).toBe(Math.max(-1, ...clusters) + 1);
    expect(got.noiseCount).toBe(clusters.filter((cluster) => cluster === -1).length);
  });
});
