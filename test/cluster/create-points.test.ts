import { afterEach, expect, test } from 'vitest';
import { createPoints } from '../../src/cluster/create-points';
import { dbscan, runDbscan } from '../../src/cluster/dbscan/dbscan';
import { problemOf } from '../../src/cluster/errors';
import { hdbscan } from '../../src/cluster/hdbscan/hdbscan';
import { makeJob } from '../../src/cluster/job';
import { kDistance } from '../../src/cluster/k-distance/k-distance';
import { kSweep } from '../../src/cluster/k-sweep/k-sweep';
import { kmeans } from '../../src/cluster/kmeans/kmeans';
import { pca } from '../../src/cluster/pca/pca';
import { stability } from '../../src/cluster/stability/stability';
import { sweep } from '../../src/cluster/sweep/sweep';
import { makeSessions } from './cases';
import { kernel } from './loaded';

afterEach(() => kernel.release(true));

/** Every method by its name, with parameters that give it something to do on sessions of 8 features. */
const methods = {
  dbscan: (points: Float64Array) => dbscan(points, params),
  hdbscan: (points: Float64Array) => hdbscan(points, { dims: 8, minClusterSize: 10 }),
  kDistance: (points: Float64Array) => kDistance(points, { dims: 8, k: 5 }),
  'kDistance of some': (points: Float64Array) => kDistance(points, { dims: 8, k: 5, sample: 50 }),
  kmeans: (points: Float64Array) => kmeans(points, { dims: 8, k: 4, nInit: 2 }),
  kSweep: (points: Float64Array) => kSweep(points, { dims: 8, kMin: 2, kMax: 4, nInit: 2 }),
  pca: (points: Float64Array) => pca(points, { dims: 8 }),
  stability: (points: Float64Array) => stability(points, params),
  sweep: (points: Float64Array) =>
    sweep(points, { dims: 8, eps: [0.03, 0.05, 0.1], minPts: [4, 10] }),
} satisfies Record<string, (points: Float64Array) => unknown>;
const leaving = ['pca', 'stability', 'sweep'];

const params = { dims: 8, eps: 0.05, minPts: 10 };

function created(values: Float64Array): Float64Array<ArrayBuffer> {
  const points = createPoints(values.length / 8, 8);
  points.set(values);
  return points;
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    return problemOf(thrown).code;
  }
  return 'none';
}

test('gives zeros, and results are those of a copy', () => {
  expect(createPoints(5, 3)).toEqual(new Float64Array(15));
  for (const rows of [1, 100, 20_000]) {
    const values = makeSessions(rows, 8);
    expect(dbscan(created(values), params)).toEqual(dbscan(values, params));
  }
});

test.each(Object.entries(methods))(
  '%s gives what it gives of a copy, and uses the points up or leaves them as they are',
  (name, run) => {
    // HDBSCAN changes its way beyond 4,096 rows; 9,000 rows make memory grow on the way, 120 do not.
    for (const rows of [1, 9, 120, 4096, 9000]) {
      const values = makeSessions(rows, 8);
      const points = created(values);
      const part = points.subarray();
      if (codeOf(() => run(values)) !== 'none') {
        expect(codeOf(() => run(points))).toBe(codeOf(() => run(values)));
        continue;
      }
      expect(run(points), `${rows} rows`).toEqual(run(values));
      if (leaving.includes(name)) {
        expect(points).toEqual(values);
        expect(dbscan(points, params)).toEqual(dbscan(values, params));
      }
      for (const [other, again] of Object.entries(methods)) {
        expect(
          codeOf(() => again(points)),
          other,
        ).toBe('points-gone');
        expect(
          codeOf(() => again(part)),
          `${other} of a part`,
        ).toBe('points-gone');
      }
    }
  },
);

test('no copy: memory holds the points once', () => {
  const rows = 600_000;
  const points = created(makeSessions(rows, 8));
  const address = points.byteOffset;
  const before = points.buffer.byteLength;
  expect(before).toBeLessThan(rows * 64 + (1 << 20));
  const job = makeJob(runDbscan(kernel, points, { ...params, eps: 0.4, minPts: 2 }));
  job.step(0);
  expect(kernel.exports().dbscan_prepare(1, 8) >>> 0).toBe(address);
  expect(kernel.memoryBytes()).toBeLessThan(rows * 85);
});

test('used up: a second run says so, whether memory grew or not', () => {
  for (const rows of [10, 20_000]) {
    const points = created(makeSessions(rows, 8));
    dbscan(points, params);
    expect(codeOf(() => dbscan(points, params))).toBe('points-gone');
    kernel.release(true);
    expect(codeOf(() => dbscan(points, params))).toBe('points-gone');
  }
});

test('a part of used-up points is refused, also when another memory is in use', () => {
  const points = createPoints(10, 8);
  const part = points.subarray(0, 8);
  dbscan(points, params);
  dbscan(createPoints(10, 8), params);
  expect(codeOf(() => dbscan(part, params))).toBe('points-gone');
});

test('a part of points not used yet is copied', () => {
  const values = makeSessions(100, 8);
  const points = created(values);
  const half = values.slice(0, 400);
  expect(dbscan(points.subarray(0, 400), params)).toEqual(dbscan(half, params));
  expect(dbscan(points, params)).toEqual(dbscan(values, params));
});

test('other runs, a release and other created points in between do no harm', () => {
  const one = makeSessions(3000, 8, 1);
  const two = makeSessions(3000, 8, 2);
  const wanted = [dbscan(one, params), dbscan(two, params)];
  const points = created(one);
  const others = created(two);
  expect(dbscan(two, params)).toEqual(wanted[1]);
  kernel.release(true);
  expect(dbscan(others, params)).toEqual(wanted[1]);
  expect(dbscan(points, params)).toEqual(wanted[0]);
});

test('values and shapes are checked, and then the points can still be used', () => {
  const points = created(makeSessions(10, 8));
  expect(codeOf(() => dbscan(points, { ...params, dims: 4 }))).toBe('dims-invalid');
  points[19] = NaN;
  expect(codeOf(() => dbscan(points, params))).toBe('not-finite');
  points[19] = 1;
  expect(dbscan(points, params).clusters).toHaveLength(10);
});

test('an array whose buffer was transferred is no empty one', () => {
  const points = new Float64Array(16);
  structuredClone(points, { transfer: [points.buffer] });
  expect(codeOf(() => dbscan(points, params))).toBe('points-gone');
});

test('what cannot be created', () => {
  expect(codeOf(() => createPoints(100_000_000, 8))).toBe('too-large');
  expect(codeOf(() => createPoints(2 ** 40, 64))).toBe('too-large');
  expect(codeOf(() => createPoints(-1, 8))).toBe('params-invalid');
  expect(codeOf(() => createPoints(1.5, 8))).toBe('params-invalid');
  expect(codeOf(() => createPoints(1, 0))).toBe('dims-invalid');
  expect(codeOf(() => createPoints(1, 65))).toBe('dims-invalid');
  expect(dbscan(createPoints(0, 8), params).clusterCount).toBe(0);
});
