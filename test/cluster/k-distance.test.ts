import { describe, expect, test } from 'vitest';
import { kDistance, runKDistance } from '../../src/cluster/k-distance/k-distance';
import { makeJob } from '../../src/cluster/job';
import { dbscan } from '../../src/cluster/dbscan/dbscan';
import { makeCase, makeRandom, makeSessions } from './cases';
import { goldens } from './goldens/k-distance.json';
import { kernel } from './loaded';

/** For each k, all distances to the k-th nearest, by the definition. */
function reference(points: Float64Array, dims: number, ks: readonly number[]): Float64Array[] {
  const rows = points.length / dims;
  const squares = new Float64Array(rows);
  const distances = ks.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < rows; other++) {
      let sum = 0;
      for (let j = 0; j < dims; j++) {
        const gap = points[row * dims + j]! - points[other * dims + j]!;
        sum += gap * gap;
      }
      squares[other] = sum;
    }
    squares.sort();
    ks.forEach((k, at) => (distances[at]![row] = Math.sqrt(squares[k - 1]!)));
  }
  return distances;
}

/** Bits, so that 0 and −0 differ, and a difference is found fast. */
function expectSame(got: Float64Array, wanted: Float64Array, what: string): void {
  expect(got.length, what).toBe(wanted.length);
  const at = got.findIndex((value, i) => !Object.is(value, wanted[i]));
  if (at >= 0) expect(got[at], `${what}, row ${at}`).toBe(wanted[at]);
}

// FUZZ_SEED=1234 runs one case, FUZZ_CASES=50000 more of them.
const first = Number(process.env['FUZZ_SEED'] ?? 0);
const cases = Number(process.env['FUZZ_CASES'] ?? (process.env['FUZZ_SEED'] ? 1 : 1000));

test(`equals the definition on ${cases} cases from seed ${first}, bit for bit`, () => {
  for (let seed = first; seed < first + cases; seed++) {
    const { points, dims, kind, minPts } = makeCase(seed, seed % 10 === 0 ? 900 : 250);
    const rows = points.length / dims;
    const random = makeRandom(seed);
    const ks = [1, Math.min(minPts, rows), 1 + Math.floor(random() * rows), rows];
    const wanted = reference(points, dims, ks);
    ks.forEach((k, at) => {
      const what = `seed ${seed}: ${kind}, ${rows} × ${dims}, k ${k}`;
      const { distances, curve } = kDistance(points, { dims, k });
      expectSame(distances, wanted[at]!, what);
      expectSame(curve, distances.slice().sort(), what);
    });
  }
});

test.each([1, 2, 3, 4])('heaps of equal points among single ones in %i dimensions', (dims) => {
  const random = makeRandom(dims);
  const points = Float64Array.from({ length: 1500 * dims }, () =>
    random() < 0.7 ? Math.floor(random() * 3) / 4 : random(),
  );
  const ks = [2, 4, 23, 24, 25, 200, 1499, 1500];
  const wanted = reference(points, dims, ks);
  ks.forEach((k, at) =>
    expectSame(kDistance(points, { dims, k }).distances, wanted[at]!, `k ${k}`),
  );
});

test('a long list leaves room for few that ask together, and for one', () => {
  // Lists of 2²⁰ distances in all: 100,000 neighbours are asked for by ten points at a time, 1,100,000 by one.
  for (const [rows, k] of [
    [200_000, 100_000],
    [1_100_000, 1_100_000],
  ] as const) {
    const points = new Float64Array(rows).fill(1);
    points.set([0, 0.5, 3]);
    const { distances } = kDistance(points, { dims: 1, k });
    expect([...distances.subarray(0, 4)]).toEqual(k < rows ? [1, 0.5, 2, 0] : [3, 2.5, 3, 2]);
  }
});

describe.each(goldens)('$name as scikit-learn has it', ({ dims, points, runs }) => {
  test.each(runs)('k $k', ({ k, distances }) => {
    const got = kDistance(Float64Array.from(points), { dims, k }).distances;
    const wrong = [...got].findIndex(
      (value, row) => Math.abs(value - distances[row]!) > 1e-12 * distances[row]!,
    );
    expect(wrong).toBe(-1);
  });
});

test('with k = minPts a row is a core point at eps exactly when its distance is at most eps', () => {
  const points = makeSessions(3000, 8);
  for (const [eps, minPts] of [
    [0.02, 2],
    [0.05, 5],
    [0.25, 40],
  ] as const) {
    const { distances } = kDistance(points, { dims: 8, k: minPts });
    const { core } = dbscan(points, { dims: 8, eps, minPts });
    expect(Uint8Array.from(distances, (distance) => Number(distance <= eps))).toEqual(core);
  }
});

test('a sample is measured against all rows', () => {
  const points = makeSessions(5000, 8);
  const all = kDistance(points, { dims: 8, k: 4 });
  expect(all.rows).toBeNull();
  for (const [sample, seed] of [
    [1, 0],
    [100, 1],
    [100, 2],
    [2500, 3],
    [4999, 4],
  ] as const) {
    const { rows, distances, curve } = kDistance(points, { dims: 8, k: 4, sample, seed });
    expect(rows).toHaveLength(sample);
    expectSame(
      distances,
      Float64Array.from(rows!, (row) => all.distances[row]!),
      `sample ${sample}`,
    );
    expect(curve).toEqual(distances.slice().sort());
  }
  expect(kDistance(points, { dims: 8, k: 4, sample: 5000 })).toEqual(all);
  expect(kDistance(points, { dims: 8, k: 4, sample: 9999, seed: 7 })).toEqual(all);
});

test('a sample of many rows is answered in few steps', () => {
  const points = Float64Array.from({ length: 600_000 }, makeRandom(5));
  const steps = (sample?: number): number => {
    const params = sample === undefined ? { dims: 3, k: 4 } : { dims: 3, k: 4, sample };
    const job = makeJob(runKDistance(kernel, points, params));
    let n = 1;
    while (!job.step(0)) n++;
    return n;
  };
  expect(4 * steps(200)).toBeLessThan(steps());
});

test.each([1, 4, 5000, 100_000, 150_001])('200,000 × 8 points in two places, k %i', (k) => {
  const points = new Float64Array(1_600_000).fill(0.1).fill(0.2, 1_200_000);
  const job = makeJob(runKDistance(kernel, points, { dims: 8, k }));
  let steps = 1;
  while (!job.step(0)) steps++; // a step is some 400,000 distances; all pairs would be 50,000 steps
  expect(steps).toBeLessThan(30);
  const { distances } = job.result();
  const apart = Math.sqrt(Array.from({ length: 8 }, () => 0.1 ** 2).reduce((a, b) => a + b));
  expect(distances[0]).toBeCloseTo(k > 150_000 ? apart : 0, 12);
  expect(distances[199_999]).toBeCloseTo(k > 50_000 ? apart : 0, 12);
});

test('progress never goes back within a phase and ends whole', () => {
  const job = makeJob(runKDistance(kernel, makeSessions(50_000, 8), { dims: 8, k: 10 }));
  const order = ['start', 'index', 'query', 'curve'];
  let before = job.progress();
  while (!job.step(0)) {
    const now = job.progress();
    expect(order.indexOf(now.phase)).toBeGreaterThanOrEqual(order.indexOf(before.phase));
    if (now.phase === before.phase) expect(now.done).toBeGreaterThanOrEqual(before.done);
    expect(now.done).toBeLessThanOrEqual(now.total);
    before = now;
  }
});
