import { expect, test } from 'vitest';
import type { PcaResult } from '../../src/cluster/contract';
import { pca, runPca } from '../../src/cluster/pca/pca';
import { makeRandom, makeSessions } from './cases';
import { goldens } from './goldens/pca.json';
import { thrownBy } from './thrown';

/** The largest difference of two lists, relative to the largest entry of the second. */
function difference(got: ArrayLike<number>, wanted: readonly number[]): number {
  expect(got.length).toBe(wanted.length);
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = wanted.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value)), 0);
  return largest === 0 ? worst : worst / largest;
}

test.each(goldens)('$name as scikit-learn has it', (golden) => {
  const { dims, components } = golden;
  const got = pca(Float64Array.from(golden.points), { dims, components });
  expect(got.componentCount).toBe(components);
  expect(difference(got.mean, golden.mean)).toBeLessThan(1e-13);
  expect(difference(got.variance, golden.variance)).toBeLessThan(1e-9);
  expect(difference(got.varianceShare, golden.varianceShare)).toBeLessThan(1e-9);
  expect(difference(got.components, golden.vectors)).toBeLessThan(1e-9);
  expect(difference(got.scores, golden.scores)).toBeLessThan(1e-9);
});

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** What holds of any principal components. */
function check(points: Float64Array, dims: number, got: PcaResult, size: number): void {
  const rows = points.length / dims;
  const { componentCount, components, mean, variance, varianceShare, scores } = got;
  const axis = (k: number): Float64Array => components.subarray(k * dims, (k + 1) * dims);
  const column = (k: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, row) => scores[row * componentCount + k]!);
  expect(componentCount).toBe(Math.min(rows, dims));
  for (let a = 0; a < componentCount; a++) {
    for (let b = 0; b <= a; b++) {
      expect(Math.abs(dot(axis(a), axis(b)) - (a === b ? 1 : 0))).toBeLessThan(1e-13);
      const covariance = dot(column(a), column(b)) / Math.max(1, rows - 1);
      expect(Math.abs(covariance - (a === b ? variance[a]! : 0))).toBeLessThan(1e-12 * size ** 2);
    }
    expect(variance[a]).toBeLessThanOrEqual(a === 0 ? Infinity : variance[a - 1]!);
    const largest = axis(a).findIndex(
      (x) => Math.abs(x) >= Math.max(...axis(a).map(Math.abs)) - 1e-9,
    );
    expect(axis(a)[largest]).toBeGreaterThan(0);
  }
  const share = varianceShare.reduce((sum, value) => sum + value, 0);
  expect([0, 1]).toContain(Math.round(share * 1e12) / 1e12);
  let worst = 0;
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < dims; j++) {
      let back = mean[j]!;
      for (let k = 0; k < componentCount; k++)
        back += scores[row * componentCount + k]! * axis(k)[j]!;
      worst = Math.max(worst, Math.abs(back - points[row * dims + j]!));
    }
  }
  expect(worst).toBeLessThan(1e-12 * size);
}

test('axes are orthonormal, scores uncorrelated, and lead back to the points', () => {
  for (let seed = 0; seed < 150; seed++) {
    const random = makeRandom(seed);
    const dims = 1 + Math.floor(random() * random() * 64);
    const rows = 1 + Math.floor(random() * 80);
    const steps = seed % 3 === 0 ? 3 : 1e6; // every third time a lattice: duplicates, features alike, equal variances
    const size = 2 ** Math.floor((random() - 0.5) * 900);
    const points = Float64Array.from(
      { length: rows * dims },
      () => ((Math.floor(random() * steps) - 1) / steps) * size,
    );
    check(points, dims, pca(points, { dims }), size);
  }
});

test('many rows go through every block, and give the same bits again', () => {
  const points = makeSessions(5000, 8);
  const got = pca(points, { dims: 8 });
  check(points, 8, got, 1);
  expect(pca(points, { dims: 8 })).toEqual(got);
  expect([...runPca(undefined, makeSessions(50_000, 8), { dims: 8 })].map((p) => p.phase)).toEqual(
    expect.arrayContaining(['mean', 'covariance', 'components', 'scores']),
  );
});

test('a power of two as the unit changes no digit', () => {
  const points = makeSessions(300, 5);
  const { components, varianceShare, scores } = pca(points, { dims: 5 });
  for (const unit of [2 ** -1000, 2 ** -300, 2 ** 300, 2 ** 500]) {
    const got = pca(
      points.map((x) => x * unit),
      { dims: 5 },
    );
    expect(got.components).toEqual(components);
    expect(got.varianceShare).toEqual(varianceShare);
    expect(got.scores).toEqual(scores.map((x) => x * unit));
  }
});

test('equal variances come in order of the features', () => {
  const cross = Float64Array.of(1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1);
  const got = pca(cross, { dims: 3 });
  expect([...got.components]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect([...got.variance]).toEqual([0.4, 0.4, 0.4]);
});

test('of entries that are as large as each other, the first is positive, whatever the rounding', () => {
  for (let seed = 0; seed < 50; seed++) {
    const random = makeRandom(seed);
    const rows = Array.from({ length: 30 }, () => [random(), random() / 9, random() / 7]);
    const { components } = pca(Float64Array.from(rows.flatMap(([x, y, z]) => [y!, x!, -x!, z!])), {
      dims: 4,
      components: 1,
    });
    expect(components[1]).toBeGreaterThan(0.5);
    expect(components[2]).toBeCloseTo(-components[1]!, 12);
  }
});

test('points all the same have no variance, and no NaN', () => {
  const got = pca(
    Float64Array.from({ length: 700 }, (_, i) => [0.1, -1 / 3][i % 2]!),
    { dims: 2 },
  );
  expect(got).toEqual({
    componentCount: 2,
    components: Float64Array.of(1, 0, 0, 1),
    mean: Float64Array.of(0.1, -1 / 3),
    variance: Float64Array.of(0, 0),
    varianceShare: Float64Array.of(0, 0),
    scores: new Float64Array(700),
  });
});

test('one row is its own mean', () => {
  expect(pca(Float64Array.of(-0, 5, 1e300), { dims: 3 })).toEqual({
    componentCount: 1,
    components: Float64Array.of(1, 0, 0),
    mean: Float64Array.of(0, 5, 1e300),
    variance: Float64Array.of(0),
    varianceShare: Float64Array.of(0),
    scores: Float64Array.of(0),
  });
});

test('no rows give nothing', () => {
  const { componentCount, ...arrays } = pca(new Float64Array(0), { dims: 3 });
  expect(componentCount).toBe(0);
  for (const array of Object.values(arrays)) expect(array).toEqual(new Float64Array(0));
});

test('values whose variance is beyond f64 are refused, those whose variance vanishes are not', () => {
  const error = thrownBy(() => pca(Float64Array.of(1, 0, 2, 1e200, 3, -1e200), { dims: 2 }));
  expect([error.code, error.row, error.column]).toEqual(['not-finite', 1, 1]);
  expect(thrownBy(() => pca(Float64Array.of(1.7e308, -1.7e308), { dims: 1 })).code).toBe(
    'not-finite',
  );
  const far = pca(Float64Array.of(1e160, 0, 1e160 + 2e150, 0), { dims: 2 });
  expect(far.variance[0]! / 2e300).toBeCloseTo(1, 5);
  const { variance, varianceShare, scores } = pca(
    Float64Array.of(1e-200, 3e-200, -1e-200, -3e-200),
    { dims: 2 },
  );
  expect([...variance]).toEqual([0, 0]);
  expect(varianceShare[0]).toBeCloseTo(1, 14);
  expect(scores[0]! / 1e-200).toBeCloseTo(Math.sqrt(10), 12);
  const least = pca(Float64Array.of(5e-324, -5e-324, 0, -0), { dims: 1 });
  expect([...least.varianceShare]).toEqual([1]);
  expect([...least.scores]).toEqual([5e-324, -5e-324, 0, 0]);
});

test.each([
  ['dims-invalid', { dims: 65 }],
  ['dims-invalid', { dims: 4 }],
  ['params-invalid', { dims: 3, components: 0 }],
  ['params-invalid', { dims: 3, components: 4 }],
  ['params-invalid', { dims: 3, components: 1.5 }],
])('%s: %o', (code, params) => {
  const error = thrownBy(() => pca(Float64Array.of(0, 0, 1, 0, 9, 9), params));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^[A-Z0-9].*\.$/);
});

test('a value that is no number is named', () => {
  const error = thrownBy(() => pca(Float64Array.of(0, 0, 0, NaN), { dims: 2 }));
  expect([error.code, error.row, error.column]).toEqual(['not-finite', 1, 1]);
});
