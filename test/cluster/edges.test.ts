import { expect, test } from 'vitest';
import { dbscan, runDbscan } from '../../src/cluster/dbscan/dbscan';
import { makeJob } from '../../src/cluster/job';
import { makeSessions } from './cases';
import { kernel } from './loaded';

test('no rows, one row', () => {
  expect(dbscan(new Float64Array(0), { dims: 3, eps: 1, minPts: 1 })).toEqual({
    clusters: new Int32Array(0),
    core: new Uint8Array(0),
    clusterCount: 0,
    noiseCount: 0,
  });
  expect([...dbscan(Float64Array.of(4, 5), { dims: 2, eps: 1, minPts: 1 }).clusters]).toEqual([0]);
  expect([...dbscan(Float64Array.of(4, 5), { dims: 2, eps: 1, minPts: 2 }).clusters]).toEqual([-1]);
});

test('−0 and 0 are one place', () => {
  expect([...dbscan(Float64Array.of(-0, 0), { dims: 1, eps: 5e-324, minPts: 2 }).clusters]).toEqual(
    [0, 0],
  );
});

test('minPts beyond any number of rows', () => {
  expect(dbscan(new Float64Array(100), { dims: 1, eps: 1, minPts: 2 ** 40 }).noiseCount).toBe(100);
});

test('distances that overflow compare as they are', () => {
  const far = Float64Array.of(-1e300, 1e300);
  expect([...dbscan(far, { dims: 1, eps: 1e300, minPts: 2 }).clusters]).toEqual([0, 0]); // ∞ ≤ ∞
  expect([...dbscan(far, { dims: 1, eps: 1e150, minPts: 2 }).clusters]).toEqual([-1, -1]);
});

test('powers of two over the whole range of floats: a deep tree', () => {
  const values = Array.from({ length: 2098 }, (_, k) => 2 ** (k - 1074)).flatMap((x) => [x, -x]);
  const { clusterCount, noiseCount } = dbscan(Float64Array.from(values), {
    dims: 1,
    eps: 5e-324,
    minPts: 2,
  });
  // Squares below 2^-1074 are 0, so everything nearer than about 2^-537 is together.
  expect(clusterCount).toBe(1);
  expect(noiseCount).toBeGreaterThan(2000);
  const all = dbscan(Float64Array.from(values), { dims: 1, eps: 1e308, minPts: 2 });
  expect([all.clusterCount, all.noiseCount]).toEqual([1, 0]);
});

test('64 features', () => {
  const points = makeSessions(300, 64);
  expect(dbscan(points, { dims: 64, eps: 0.4, minPts: 2 }).clusters).toHaveLength(300);
});

test.each([1, 2, 5000, 300_000])(
  '200,000 × 8 points in one place finish in few steps (minPts %i)',
  (minPts) => {
    const job = makeJob(
      runDbscan(kernel, new Float64Array(1_600_000).fill(0.1), { dims: 8, eps: 0.4, minPts }),
    );
    let steps = 1;
    while (!job.step(0)) steps++; // a step is some 400,000 distances; all pairs would be 50,000 steps
    expect(steps).toBeLessThan(20);
    const { clusterCount, noiseCount } = job.result();
    expect([clusterCount, noiseCount]).toEqual(minPts > 200_000 ? [0, 200_000] : [1, 0]);
  },
);

test('steps grow with the rows, not with their square', () => {
  const steps = (rows: number): number => {
    const job = makeJob(
      runDbscan(kernel, makeSessions(rows, 8), { dims: 8, eps: 0.05, minPts: 10 }),
    );
    let n = 1;
    while (!job.step(0)) n++;
    return n;
  };
  expect(steps(80_000)).toBeLessThan(8 * steps(20_000) + 8);
});

test('progress never goes back within a phase and ends whole', () => {
  const job = makeJob(
    runDbscan(kernel, makeSessions(50_000, 8), { dims: 8, eps: 0.02, minPts: 5 }),
  );
  const order = ['start', 'index', 'core', 'link', 'label'];
  let before = job.progress();
  while (!job.step(0)) {
    const now = job.progress();
    expect(order.indexOf(now.phase)).toBeGreaterThanOrEqual(order.indexOf(before.phase));
    if (now.phase === before.phase) expect(now.done).toBeGreaterThanOrEqual(before.done);
    expect(now.done).toBeLessThanOrEqual(now.total);
    before = now;
  }
  expect(job.progress().done).toBe(50_000);
});
