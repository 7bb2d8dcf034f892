import { afterEach, expect, test } from 'vitest';
import { createPoints } from '../../src/cluster/create-points';
import { dbscan, runDbscan } from '../../src/cluster/dbscan/dbscan';
import { problemOf } from '../../src/cluster/errors';
import { makeJob } from '../../src/cluster/job';
import { makeSessions } from './cases';
import { kernel } from './loaded';

afterEach(() => kernel.release(true));

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

test('a part of used-up points is refused as long as their memory is in use', () => {
  const points = createPoints(10, 8);
  const part = points.subarray(0, 8);
  dbscan(points, params);
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
