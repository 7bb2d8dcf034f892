import { expect, test } from 'vitest';
import { finish } from '../../src/cluster/job';
import { METHODS } from '../../src/cluster/methods';
import { kernel } from './loaded';
import { thrownBy } from './thrown';

// As somebody without a type checker calls: nothing is known of the arguments.
type Untyped = (...args: unknown[]) => Generator<never, unknown, undefined>;

const RIGHT: Record<string, object> = {
  dbscan: { dims: 2, eps: 1, minPts: 2 },
  hdbscan: { dims: 2, minClusterSize: 2 },
  kDistance: { dims: 2, k: 2 },
  kmeans: { dims: 2, k: 2 },
  kSweep: { dims: 2, kMin: 1, kMax: 2 },
  pca: { dims: 2 },
  stability: { dims: 2, eps: 1, minPts: 2 },
  sweep: { dims: 2, eps: [1], minPts: [2] },
};
const OPTIONS = {
  hdbscan: ['minSamples', 'selection', 'allowSingleCluster', 'clusterSelectionEpsilon'],
  kDistance: ['sample', 'seed'],
  kmeans: ['seed', 'nInit', 'maxIter', 'tol', 'starts'],
  kSweep: ['seed', 'nInit', 'maxIter'],
  pca: ['components'],
  stability: ['factors'],
};
const NEVER_RIGHT = [null, 'x', '1', 1n, Symbol('s'), () => 1, {}, [null], new BigInt64Array(1)];
const NO_POINTS = [undefined, null, 'abcd', 4, [0, 0, 1, 1], new Float32Array(4), {}, Symbol('s')];

const four = () => Float64Array.of(0, 0, 0, 1, 1, 0, 9, 9);
const names = Object.keys(METHODS);

function call(name: string, ...args: unknown[]): unknown {
  const method = Object.entries(METHODS).find(([key]) => key === name)?.[1] as Untyped;
  return finish(method(kernel, ...args));
}

test.each(names)(
  '%s throws a ClusterError for arguments of any wrong kind; the next call works',
  (name) => {
    const params = RIGHT[name];
    const right = call(name, four(), params);
    for (const points of NO_POINTS)
      expect(thrownBy(() => call(name, points, params)).code).toBe('params-invalid');
    for (const none of [undefined, null, 5, 'x'])
      expect(thrownBy(() => call(name, four(), none)).code).toBe('params-invalid');
    const options = Object.entries(OPTIONS).find(([key]) => key === name)?.[1] ?? [];
    for (const key of [...Object.keys(params ?? {}), ...options])
      for (const value of NEVER_RIGHT)
        expect(thrownBy(() => call(name, four(), { ...params, [key]: value })).message).toMatch(
          /\.$/,
        );
    expect(call(name, four(), params)).toEqual(right);
  },
);

test('a number of starts that would never end is refused', () => {
  const error = thrownBy(() => call('kmeans', four(), { dims: 2, k: 2, nInit: 2 ** 40 }));
  expect(error.code).toBe('params-invalid');
});

test('scores that do not fit are refused before any value is read', () => {
  const points = { length: 64 * 9e6, [Symbol.toStringTag]: 'Float64Array' };
  expect(thrownBy(() => call('pca', points, { dims: 64 })).code).toBe('too-large');
});

test('a sweep to more clusters than rows is refused before its results are laid out', () => {
  for (const kMax of [5, 2 ** 31, 2 ** 53 - 1])
    expect(thrownBy(() => call('kSweep', four(), { dims: 2, kMin: 1, kMax })).code).toBe(
      'k-invalid',
    );
});
