import { expect, test } from 'vitest';
import { dbscanReference, squaredDistance } from '../../src/matrix/dbscan-reference';

const clustersOf = (values: number[], eps: number, minPts: number): number[] => [
  ...dbscanReference(Float64Array.from(values), 1, eps, minPts).clusters,
];

test('two clusters and noise, numbered by lowest core row', () => {
  expect(clustersOf([10, 0, 0.5, 10.5, 5], 1, 2)).toEqual([0, 1, 1, 0, -1]);
});

test('a point at exactly eps is a neighbour', () => {
  expect(clustersOf([0, 1], 1, 2)).toEqual([0, 0]);
  expect(clustersOf([0, 1 + 2 ** -52], 1, 2)).toEqual([-1, -1]);
});

test('a border point takes the lowest cluster among its core neighbours, and joins nothing', () => {
  // 1.5 is within 1 of the cores 0.5 and 2.5, but has only three neighbours itself.
  expect(clustersOf([0, 0.25, 0.5, 1.5, 2.5, 2.75, 3], 1, 4)).toEqual([0, 0, 0, 0, 1, 1, 1]);
  expect(clustersOf([3, 2.75, 2.5, 1.5, 0.5, 0.25, 0], 1, 4)).toEqual([0, 0, 0, 0, 1, 1, 1]);
});

test('minPts 1 leaves no noise', () => {
  const { core, noiseCount, clusterCount } = dbscanReference(Float64Array.of(0, 5, 5), 1, 1, 1);
  expect([...core]).toEqual([1, 1, 1]);
  expect([noiseCount, clusterCount]).toEqual([0, 2]);
});

test('no rows', () => {
  expect(dbscanReference(new Float64Array(0), 3, 1, 2)).toEqual({
    clusters: new Int32Array(0),
    core: new Uint8Array(0),
    clusterCount: 0,
    noiseCount: 0,
  });
});

test('squares are summed from the first dimension to the last', () => {
  // 1 + tiny + tiny loses both, tiny + tiny + 1 does not.
  const tiny = 2 ** -26.5;
  expect(squaredDistance(Float64Array.of(0, 0, 0, 1, tiny, tiny), 3, 0, 1)).toBe(1);
  expect(squaredDistance(Float64Array.of(0, 0, 0, tiny, tiny, 1), 3, 0, 1)).toBeGreaterThan(1);
});
