import { describe, expect, test } from 'vitest';
import type { KmeansParams } from '../../src/cluster/contract';
import { kneeOf } from '../../src/cluster/k-sweep/knee';
import { kSweep } from '../../src/cluster/k-sweep/k-sweep';
import { kmeans, runKmeans } from '../../src/cluster/kmeans/kmeans';
import { createNodeClusterer } from '../../src/cluster/node';
import { makeRandom, makeSessions } from './cases';
import { kernel } from './loaded';

const params = { dims: 2, k: 2 };

/** Five tight groups as far from each other as the corners of a pentagon, 40 rows each. */
function makeGroups(): Float64Array<ArrayBuffer> {
  const random = makeRandom(3);
  const corners = [0, 10, 9.5, 3.1, 5.9, -8.1, -5.9, -8.1, -9.5, 3.1];
  return Float64Array.from(
    { length: 200 * 2 },
    (_, at) => corners[((at >> 1) % 5) * 2 + (at % 2)]! + random(),
  );
}

test.each<[Partial<KmeansParams>, string]>([
  [{ dims: 0 }, 'dims-invalid'],
  [{ dims: 3 }, 'dims-invalid'],
  [{ k: 0 }, 'k-invalid'],
  [{ k: 1.5 }, 'k-invalid'],
  [{ k: NaN }, 'k-invalid'],
  [{ k: 4 }, 'k-invalid'],
  [{ k: 1e15 }, 'k-invalid'],
  [{ seed: 0.5 }, 'params-invalid'],
  [{ seed: 2 ** 53 }, 'params-invalid'],
  [{ nInit: 0 }, 'params-invalid'],
  [{ nInit: Infinity }, 'params-invalid'],
  [{ maxIter: 0 }, 'params-invalid'],
  [{ tol: -1 }, 'params-invalid'],
  [{ tol: NaN }, 'params-invalid'],
  [{ starts: Float64Array.of(1, 2, 3) }, 'params-invalid'],
  [{ starts: Float64Array.of(1, 2, 3, NaN) }, 'not-finite'],
])('%o is %s', (wrong, code) => {
  const points = Float64Array.of(0, 0, 1, 1, 5, 5, 5, 5);
  expect(() => kmeans(points, { ...params, ...wrong })).toThrow(expect.objectContaining({ code }));
});

test('more clusters than distinct points are named; −0 and 0 are one point', () => {
  expect(() => kmeans(Float64Array.of(0, 1, -0, 1, 2, 3), { dims: 2, k: 3 })).toThrow(
    'More clusters (3) than distinct points (2)',
  );
});

test('values that are not finite are told with row and column', () => {
  expect(() => kmeans(Float64Array.of(0, 1, 2, Infinity), params)).toThrow(
    expect.objectContaining({ code: 'not-finite', row: 1, column: 1 }),
  );
});

test('what does not fit is refused before any memory is taken', () => {
  const points = { length: 64 * 2 ** 24, [Symbol.toStringTag]: 'Float64Array' } as Float64Array;
  expect(() => kmeans(points, { dims: 64, k: 2 })).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});

test('no rows give no clusters', () => {
  expect(kmeans(new Float64Array(0), params)).toEqual({
    clusters: new Int32Array(0),
    centers: new Float64Array(0),
    sizes: new Int32Array(0),
    inertia: 0,
    iterations: 0,
    converged: true,
  });
  expect(kSweep(new Float64Array(0), { dims: 2, kMin: 2, kMax: 5 })).toMatchObject({
    kneeK: 0,
    silhouetteK: 0,
  });
});

test('the same seed gives the same result, whatever ran before; groups are found', () => {
  const points = makeGroups();
  const before = points.slice();
  const one = kmeans(points, { dims: 2, k: 5, seed: 7 });
  kmeans(makeSessions(3000, 6), { dims: 6, k: 9 });
  expect(kmeans(points, { dims: 2, k: 5, seed: 7 })).toEqual(one);
  expect(points).toEqual(before);
  expect([...one.sizes]).toEqual([40, 40, 40, 40, 40]);
  expect(one.converged).toBe(true);
  expect(one.inertia).toBeLessThan(50);
});

test('as many clusters as distinct points: every point is its own center', () => {
  const points = Float64Array.from({ length: 400 }, (_, i) => (i % 37) / 7);
  const got = kmeans(points, { dims: 1, k: 37 });
  // The mean of equal values may be off by one rounding.
  expect(got.inertia).toBeLessThan(1e-27);
  expect(got.sizes.every((size) => size >= 10)).toBe(true);
});

test('a thousand clusters', () => {
  const points = Float64Array.from({ length: 5000 * 4 }, makeRandom(9));
  const got = kmeans(points, { dims: 4, k: 1000, nInit: 1 });
  expect(got.sizes.every((size) => size > 0)).toBe(true);
  expect(got.converged).toBe(true);
});

test.each([1e300, 1e-300, 5e-324])('the scale %d gives a defined result', (scale) => {
  const points = Float64Array.from({ length: 90 }, (_, i) => ((i * 7) % 10) * scale);
  const got = kmeans(points, { dims: 3, k: 3 });
  expect(got.centers.every(Number.isFinite)).toBe(true);
  expect(got.inertia).toBe(scale > 1 ? Infinity : 0);
});

describe('the sweep', () => {
  test('gives for every k what k-means gives, and finds the groups', () => {
    const points = makeGroups();
    const got = kSweep(points, { dims: 2, kMin: 1, kMax: 8, seed: 3 });
    expect([...got.k]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(got.silhouetteK).toBe(5);
    expect(got.kneeK).toBe(kneeOf(got.k, got.inertia));
    let at = 0;
    got.k.forEach((k, step) => {
      const one = kmeans(points, { dims: 2, k, seed: 3 });
      expect(got.inertia[step]).toBe(one.inertia);
      expect(got.sizes.subarray(at, (at += k))).toEqual(one.sizes);
      expect(got.silhouette[step]).toBeCloseTo(simplifiedSilhouette(points, one), 12);
    });
  });

  test.each([
    [{ kMin: 0 }, 'k-invalid'],
    [{ kMin: 4, kMax: 3 }, 'k-invalid'],
    [{ kMax: 201 }, 'k-invalid'],
    [{ maxIter: -1 }, 'params-invalid'],
  ])('%o is %s', (wrong, code) => {
    expect(() => kSweep(makeGroups(), { dims: 2, kMin: 2, kMax: 3, ...wrong })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

test.each([
  [[9, 5, 1, 0.9, 0.8], 3],
  [[9, 2, 1, 0.5, 0], 2],
  [[4, 3, 2, 1, 0], 0],
  [[0, 0, 0], 0],
  [[Infinity, 2, 1], 0],
  [[1], 0],
  [[], 0],
])('the knee of %j is %d', (inertia, knee) => {
  expect(
    kneeOf(
      Int32Array.from(inertia, (_, i) => i + 1),
      Float64Array.from(inertia),
    ),
  ).toBe(knee);
});

function simplifiedSilhouette(
  points: Float64Array,
  { clusters, centers, sizes }: ReturnType<typeof kmeans>,
): number {
  if (sizes.length === 1) return 0;
  const gaps = (row: number): number[] =>
    Array.from(sizes, (_, c) =>
      Math.hypot(points[2 * row]! - centers[2 * c]!, points[2 * row + 1]! - centers[2 * c + 1]!),
    );
  const all = Array.from(clusters, (own, row) => {
    if (sizes[own] === 1) return 0;
    const a = gaps(row)[own]!;
    const b = Math.min(...gaps(row).filter((_, c) => c !== own));
    return b === 0 ? 0 : (b - a) / Math.max(a, b);
  });
  return all.reduce((sum, s) => sum + s, 0) / all.length;
}

test('behind the port: methods, progress that rises, an abort', async () => {
  const work = runKmeans(kernel, makeSessions(2000, 8), { dims: 8, k: 5, nInit: 3 });
  let last = -1;
  for (let next = work.next(); !next.done; next = work.next()) {
    expect(next.value.done).toBeGreaterThanOrEqual(Math.min(last, next.value.done));
    expect(next.value.done).toBeLessThanOrEqual(next.value.total);
    last = next.value.done;
  }
  const clusterer = createNodeClusterer();
  expect(await clusterer.run('kmeans', makeGroups(), { dims: 2, k: 5 })).toMatchObject({
    ok: true,
  });
  expect(await clusterer.run('kSweep', makeGroups(), { dims: 2, kMin: 2, kMax: 6 })).toMatchObject({
    ok: true,
    result: { silhouetteK: 5 },
  });
  const controller = new AbortController();
  const run = clusterer.run(
    'kSweep',
    makeSessions(100_000, 8),
    { dims: 8, kMin: 2, kMax: 40 },
    {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    },
  );
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  clusterer.dispose();
});
