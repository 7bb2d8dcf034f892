import { expect, test } from 'vitest';
import type { HdbscanParams, HdbscanResult } from '../../src/cluster/contract';
import { ClusterError } from '../../src/cluster/errors';
import { hdbscan, MOST_EXACT_ROWS, runHdbscan } from '../../src/cluster/hdbscan/hdbscan';
import { estimateBytes, findProblem } from '../../src/cluster/hdbscan/validate';
import { MEMORY_LIMIT_BYTES } from '../../src/cluster/points';
import { makeRandom, makeSessions } from './cases';
import { kernel } from './loaded';

const good: HdbscanParams = { dims: 2, minClusterSize: 2 };
const points = Float64Array.of(0, 0, 1, 0, 9, 9, 9, 8);

function thrownBy(work: () => unknown): ClusterError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof ClusterError) return thrown;
  }
  throw new Error('no ClusterError');
}

test.each<[string, object]>([
  ['params-invalid', { minClusterSize: 1 }],
  ['params-invalid', { minClusterSize: 2.5 }],
  ['params-invalid', { minClusterSize: NaN }],
  ['params-invalid', { minSamples: 0 }],
  ['params-invalid', { minSamples: 1.5 }],
  ['params-invalid', { minSamples: 5 }],
  ['params-invalid', { selection: 'best' }],
  ['params-invalid', { clusterSelectionEpsilon: -1 }],
  ['params-invalid', { clusterSelectionEpsilon: NaN }],
  ['dims-invalid', { dims: 3 }],
  ['dims-invalid', { dims: 65 }],
])('%s: %o', (code, wrong) => {
  const error = thrownBy(() => hdbscan(points, { ...good, ...wrong }));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^[A-Z0-9].*\.$/);
});

test('a value that is no number is named with its row and column', () => {
  const error = thrownBy(() => hdbscan(Float64Array.of(0, 0, 0, NaN), good));
  expect(error).toMatchObject({ code: 'not-finite', row: 1, column: 1 });
});

test('what does not fit is refused before memory is taken', () => {
  const rows = Math.ceil(MEMORY_LIMIT_BYTES / 8);
  expect(estimateBytes(rows, 1, 5)).toBeGreaterThan(MEMORY_LIMIT_BYTES);
  expect(estimateBytes(10_000_000, 8, 5)).toBeLessThan(MEMORY_LIMIT_BYTES);
  const pretended = {
    length: rows,
    [Symbol.toStringTag]: 'Float64Array',
  } as unknown as Float64Array;
  expect(findProblem(pretended, { dims: 1, minClusterSize: 5 })?.code).toBe('too-large');
});

test('the estimate is near what is taken, and not below it', () => {
  for (const [rows, dims, k] of [
    [60_000, 3, 5],
    [15_000, 6, 40],
  ] as const) {
    const random = makeRandom(2);
    const cloud = Float64Array.from({ length: rows * dims }, () => random() ** 3 * random());
    kernel.release(true);
    let most = 0;
    const work = runHdbscan(kernel, cloud, { dims, minClusterSize: 20, minSamples: k });
    for (
      let next = work.next();
      !next.done && next.value.phase !== 'condense';
      next = work.next()
    ) {
      most = Math.max(most, kernel.memoryBytes());
      if (next.value.phase === 'tree' && next.value.done > rows / 2) break;
    }
    const estimate = estimateBytes(rows, dims, k) + (4 << 20); // the index grows by that much at a time
    expect(most).toBeLessThan(estimate);
    expect(most).toBeGreaterThan(estimate / 3);
  }
});

test('no rows', () => {
  const got = hdbscan(new Float64Array(0), { ...good, minSamples: 3 });
  expect(got).toMatchObject({ clusterCount: 0, noiseCount: 0 });
  expect(got.clusters).toHaveLength(0);
  expect(got.tree.rowNode).toHaveLength(0);
  expect([...got.tree.parent]).toEqual([-1]);
});

test.each([1, 2, 3])('%i rows, fewer than a cluster needs, are noise', (rows) => {
  for (const allowSingleCluster of [false, true]) {
    const params = { dims: 2, minClusterSize: 4, allowSingleCluster };
    const got = hdbscan(points.slice(0, rows * 2), params);
    expect([...got.clusters]).toEqual(Array<number>(rows).fill(-1));
    expect([...got.probabilities]).toEqual(Array<number>(rows).fill(0));
    expect(got).toMatchObject({ clusterCount: 0, noiseCount: rows });
    expect([...got.tree.size]).toEqual([rows]);
  }
});

function everyNumberOf({ probabilities, outlierScores }: HdbscanResult): number[] {
  return [...probabilities, ...outlierScores];
}

test('heaps of equal rows, exactly and over boxes', () => {
  for (const times of [1, 40]) {
    const rows: number[][] = [];
    for (let n = 0; n < 60 * times; n++) rows.push([0, 0], [5, 5], [-0, 9]);
    for (let n = 0; n < 10; n++) rows.push([2 + n / 10, 2]);
    const got = hdbscan(Float64Array.from(rows.flat()), { dims: 2, minClusterSize: 20 });
    expect(got.clusterCount).toBe(3);
    expect([...got.probabilities.slice(-10)]).toEqual(Array<number>(10).fill(0));
    expect([...got.outlierScores.slice(-10)]).toEqual(Array<number>(10).fill(1));
    for (let row = 0; row < 180 * times; row++) {
      expect(got.clusters[row]).toBe(got.clusters[row % 3]);
      expect(got.outlierScores[row]).toBe(0);
      expect(got.tree.rowLambda[row]).toBe(Infinity);
    }
    for (const value of everyNumberOf(got)) expect(value >= 0 && value <= 1).toBe(true);
  }
});

test.each([10, 5000])('%i rows in one place are a single cluster if that is allowed', (rows) => {
  const same = new Float64Array(rows * 3).fill(0.1);
  const params = { dims: 3, minClusterSize: 5 };
  expect(hdbscan(same, params).noiseCount).toBe(rows);
  expect(hdbscan(same, { ...params, selection: 'leaf' }).noiseCount).toBe(rows);
  const single = hdbscan(same, { ...params, allowSingleCluster: true });
  expect(single).toMatchObject({ clusterCount: 1, noiseCount: 0 });
  expect([...single.tree.cluster]).toEqual([0]);
});

test.each([1e-300, 1e300])('the scale %d, where squares vanish or overflow', (scale) => {
  for (const rows of [60, 5000]) {
    const random = makeRandom(5);
    const far = Float64Array.from({ length: rows * 2 }, () => (random() - 0.5) * scale);
    const got = hdbscan(far, { dims: 2, minClusterSize: 5 });
    for (const value of everyNumberOf(got)) expect(value >= 0 && value <= 1).toBe(true);
    for (const value of got.tree.stability) expect(value >= 0).toBe(true);
  }
});

test('the tree hangs together, and every run gives the same', () => {
  const rows = MOST_EXACT_ROWS + 2000;
  const sessions = makeSessions(rows, 6);
  const given = sessions.slice();
  const params = { dims: 6, minClusterSize: 10, minSamples: 4 };
  const got = hdbscan(sessions, params);
  expect(sessions).toEqual(given);
  expect(hdbscan(sessions, params)).toEqual(got);
  const { parent, size, birth, death, cluster, rowNode } = got.tree;
  const within = Int32Array.from(parent, () => 0);
  for (const node of rowNode) for (let at = node; at !== -1; at = parent[at]!) within[at]!++;
  expect(within).toEqual(size);
  parent.forEach((above, at) => {
    if (at === 0) return;
    expect(above).toBeLessThan(at);
    expect(birth[at]).toBe(death[above]);
    expect(size[at]).toBeGreaterThanOrEqual(10);
  });
  expect(Math.max(...cluster)).toBe(got.clusterCount - 1);
  expect(new Set(got.clusters).size).toBe(got.clusterCount + 1);
});

test('progress comes in phases, and never runs beyond its total', () => {
  const seen = new Set<string>();
  const work = runHdbscan(kernel, makeSessions(30_000, 6), { dims: 6, minClusterSize: 10 });
  for (let next = work.next(); !next.done; next = work.next()) {
    seen.add(next.value.phase);
    expect(next.value.done).toBeLessThanOrEqual(next.value.total);
  }
  expect([...seen]).toEqual(['neighbours', 'tree', 'condense', 'label']);
});
