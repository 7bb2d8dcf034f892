import { expect, test } from 'vitest';
import type { KmeansResult } from '../../src/cluster/contract';
import { kmeans } from '../../src/cluster/kmeans/kmeans';
import { makeCase, makeRandom } from './cases';
import { kmeansReference } from './kmeans-reference';
import './loaded';

const SEEDS = Number(process.env['KMEANS_SEEDS'] ?? 400);

/** The power of two that brings values into the range where squares neither overflow nor vanish; 1 for those that lie there. */
function factorFor(...all: Float64Array[]): number {
  let extent = 0;
  for (const values of all) for (const value of values) extent = Math.max(extent, Math.abs(value));
  let factor = 1;
  if (extent === 0 || (extent >= 2 ** -400 && extent < 2 ** 480)) return factor;
  while (extent * factor >= 2) factor /= 2;
  while (extent * factor < 1 && factor < 2 ** 1000) factor *= 2;
  return factor;
}

/** As `makeCase` has them, with starts: rows, rows moved a little, or anything. */
function drawCase(seed: number) {
  const { points, dims, kind } = makeCase(seed, 300);
  const random = makeRandom(seed);
  const rows = points.length / dims;
  const distinct = new Set(
    Array.from({ length: rows }, (_, row) =>
      points
        .subarray(row * dims, (row + 1) * dims)
        .map((x) => x + 0)
        .join(),
    ),
  ).size;
  const k = 1 + Math.floor(random() * Math.min(distinct, random() < 0.5 ? 5 : 40));
  const way = random();
  const starts = new Float64Array(k * dims);
  for (let c = 0; c < k; c++) {
    const row = Math.floor(random() * rows);
    for (let j = 0; j < dims; j++) {
      const x = points[row * dims + j]!;
      starts[c * dims + j] = way < 0.6 ? x : way < 0.8 ? x * (0.5 + random()) : random() * 2 - 1;
    }
  }
  const params = {
    dims,
    k,
    starts,
    maxIter: random() < 0.3 ? 1 + Math.floor(random() * 4) : 300,
    tol: random() < 0.5 ? 0 : random() < 0.5 ? 1e-4 : 0.01,
  };
  return { kind, points, params };
}

test(`${SEEDS} inputs as the reference has them, bit for bit`, () => {
  let bounded = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const { kind, points, params } = drawCase(seed);
    const got = kmeans(points, params);
    checkSense(got, points, params.dims, params.k);
    const { dims, starts } = params;
    const factor = factorFor(points, starts);
    const scaled = (values: Float64Array): Float64Array => values.map((x) => x * factor);
    const wanted = kmeansReference(scaled(points), dims, scaled(starts), params);
    expect(got, `seed ${seed}, ${kind}`).toEqual({
      ...wanted,
      centers: wanted.centers.map((x) => x / factor),
      inertia: wanted.inertia / factor / factor,
    });
    if (got.iterations > 2) bounded++;
  }
  expect(bounded).toBeGreaterThan(SEEDS / 3);
});

/** What holds for any result, at any scale. */
function checkSense(got: KmeansResult, points: Float64Array, dims: number, k: number): void {
  expect(got.sizes.reduce((sum, size) => sum + size, 0)).toBe(points.length / dims);
  expect(got.clusters.every((cluster) => cluster >= 0 && cluster < k)).toBe(true);
  expect(got.centers.every(Number.isFinite)).toBe(true);
  expect(got.inertia).toBeGreaterThanOrEqual(0);
}

test('a power of two more or less changes nothing but the scale, also beyond where squares overflow', () => {
  for (let seed = 0; seed < 60; seed++) {
    const random = makeRandom(seed);
    const points = Float64Array.from({ length: 120 * 3 }, () => Math.floor(random() * 50) / 8 - 3);
    const run = (scale: number) =>
      kmeans(
        points.map((x) => x * scale),
        { dims: 3, k: 4, starts: points.slice(0, 12).map((x) => x * scale) },
      );
    const one = run(1);
    for (const scale of [2 ** 1000, 2 ** 490, 2 ** -410, 2 ** -1000]) {
      const other = run(scale);
      expect(other.clusters).toEqual(one.clusters);
      expect(other.centers).toEqual(one.centers.map((x) => x * scale));
      expect(other.inertia).toBe(one.inertia * scale * scale);
    }
  }
});

test.each([
  ['spread out', 3, 5],
  ['spread out', 8, 7],
  ['in groups', 8, 5],
  ['in groups', 5, 2],
])(
  'thousands of rows, %s, %i dims, k %i: many blocks of the filter, then margins',
  (how, dims, k) => {
    const rows = 4_000;
    const random = makeRandom(dims * 10 + k);
    const points = new Float64Array(rows * dims);
    for (let row = 0; row < rows; row++) {
      const group = how === 'in groups' ? Math.floor(random() * k) : 0;
      for (let j = 0; j < dims; j++) points[row * dims + j] = group * 2 + random();
    }
    const starts = points.slice(0, k * dims);
    for (const maxIter of [2, 9])
      expect(kmeans(points, { dims, k, starts, maxIter, tol: 0 })).toEqual(
        kmeansReference(points, dims, starts, { tol: 0, maxIter }),
      );
  },
);
