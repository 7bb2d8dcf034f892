import { expect, test } from 'vitest';
import type { KDistanceParams } from '../../src/cluster/contract';
import { ClusterError } from '../../src/cluster/errors';
import { kDistance } from '../../src/cluster/k-distance/k-distance';
import {
  estimateKDistanceBytes,
  findKDistanceProblem,
} from '../../src/cluster/k-distance/validate';
import { createNodeClusterer } from '../../src/cluster/node';
import { MEMORY_LIMIT_BYTES } from '../../src/cluster/points';
import './loaded';

const distances = (values: readonly number[], k: number, dims = 1): number[] => [
  ...kDistance(Float64Array.from(values), { dims, k }).distances,
];

test('no rows, one row', () => {
  const none = new Float64Array(0);
  expect(kDistance(none, { dims: 3, k: 4, sample: 2 })).toEqual({
    distances: none,
    rows: null,
    curve: none,
    knee: null,
  });
  expect(distances([4, 5], 1, 2)).toEqual([0]);
});

test('the row itself is the first neighbour', () => {
  expect(distances([1, 2, 4], 1)).toEqual([0, 0, 0]);
  expect(distances([1, 2, 4], 2)).toEqual([1, 1, 2]);
  expect(distances([1, 2, 4], 3)).toEqual([3, 2, 3]);
});

test('−0 and 0 are one place, and no distance is −0', () => {
  expect(distances([-0, 0, -0], 3)).toEqual([0, 0, 0]);
});

test('squares below the range of floats are 0, above it ∞', () => {
  expect(distances([0, 5e-324, 1e-200], 3)).toEqual([0, 0, 0]);
  expect(distances([-1e300, 1e300, 1e300], 2)).toEqual([Infinity, 0, 0]);
  expect(distances([-1e308, 1e308], 2)).toEqual([Infinity, Infinity]);
  expect(kDistance(Float64Array.of(-1e308, 1e308, 0, 0), { dims: 1, k: 2 }).knee).toBeNull();
});

test('64 features', () => {
  const ones = Array.from({ length: 128 }, (_, at) => Number(at < 64));
  expect(distances(ones, 2, 64)).toEqual([8, 8]);
});

const good: KDistanceParams = { dims: 2, k: 2 };
const points = Float64Array.of(0, 0, 1, 0, 9, 9);

function thrownBy(params: Partial<KDistanceParams>, values = points): ClusterError {
  try {
    kDistance(values, { ...good, ...params });
  } catch (thrown) {
    if (thrown instanceof ClusterError) return thrown;
  }
  throw new Error('no ClusterError');
}

test.each<[string, Partial<KDistanceParams>]>([
  ['k-invalid', { k: 0 }],
  ['k-invalid', { k: 4 }],
  ['k-invalid', { k: 1.5 }],
  ['k-invalid', { k: NaN }],
  ['params-invalid', { sample: 0 }],
  ['params-invalid', { sample: 1.5 }],
  ['params-invalid', { sample: Infinity }],
  ['params-invalid', { seed: -1 }],
  ['params-invalid', { seed: 2 ** 32 }],
  ['params-invalid', { seed: 0.5 }],
  ['dims-invalid', { dims: 0 }],
  ['dims-invalid', { dims: 4 }],
])('%s: %o', (code, wrong) => {
  const error = thrownBy(wrong);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^[A-Z0-9].*\.$/);
});

test('a value that is no finite number is named; the next call works; the caller keeps the points', () => {
  const error = thrownBy({}, Float64Array.of(0, 0, 0, NaN));
  expect([error.code, error.row, error.column]).toEqual(['not-finite', 1, 1]);
  const before = points.slice();
  expect([...kDistance(points, good).distances]).toEqual([1, 1, Math.sqrt(145)]);
  expect(points).toEqual(before);
});

test('what does not fit is refused before memory is taken, with the bytes and the limit', () => {
  // A length that no array has: the check must come before anybody looks at the values.
  const vast = Object.defineProperty(new Float64Array(1), 'length', { value: 1e9 });
  const problem = findKDistanceProblem(vast, { dims: 8, k: 4 });
  expect(problem?.code).toBe('too-large');
  expect(problem?.message).toContain(String(estimateKDistanceBytes(125e6, 8, 4)));
  expect(problem?.message).toContain(String(MEMORY_LIMIT_BYTES));
});

test('the estimate is near what is taken', () => {
  const rows = 300_000;
  const clusterer = createNodeClusterer();
  const values = Float64Array.from({ length: rows * 4 }, (_, at) => (at * 0.618_033_988_75) % 1);
  return clusterer.run('kDistance', values, { dims: 4, k: 4 }).then((outcome) => {
    expect(outcome.ok).toBe(true);
    const taken = clusterer.memoryBytes();
    const estimate = estimateKDistanceBytes(rows, 4, 4);
    expect(taken).toBeGreaterThan(0);
    expect(taken / estimate).toBeLessThan(1.5);
    expect(estimate / taken).toBeLessThan(1.5);
  });
});
