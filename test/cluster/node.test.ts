import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { buildKernel } from '../../scripts/build-kernel.mjs';
import { STATUS_NOT_PREPARED } from '../../wasm/abi';
import type { Progress } from '../../src/cluster/contract';
import { runDbscan } from '../../src/cluster/dbscan/dbscan';
import { finish } from '../../src/cluster/job';
import { problemOf } from '../../src/cluster/errors';
import { loadKernel } from '../../src/cluster/kernel';
import { createNodeClusterer } from '../../src/cluster/node';
import { makeHard } from './cases';
import { kernel } from './loaded';
import { withMostPages } from './small-memory';

const params = { dims: 1, eps: 1, minPts: 2 };

test('clusters, and gives problems as values', async () => {
  const clusterer = createNodeClusterer();
  expect(await clusterer.run('dbscan', Float64Array.of(0, 1, 9), params)).toMatchObject({
    ok: true,
    result: { clusterCount: 1, noiseCount: 1 },
  });
  expect(
    await clusterer.run('dbscan', Float64Array.of(0, 1, 9), { ...params, minPts: 0 }),
  ).toMatchObject({
    ok: false,
    problem: { code: 'minpts-invalid' },
  });
  expect(await clusterer.run('dbscan', Float64Array.of(0, 1, 9), params)).toMatchObject({
    ok: true,
  });
  expect(clusterer.memoryBytes()).toBeGreaterThan(0);
  clusterer.dispose();
  expect(clusterer.memoryBytes()).toBe(0);
});

test('an abort is seen between two slices; the next run works', async () => {
  const clusterer = createNodeClusterer();
  const controller = new AbortController();
  const seen: Progress[] = [];
  const { points, params: hard } = makeHard(40_000);
  const run = clusterer.run('dbscan', points, hard, {
    signal: controller.signal,
    onProgress: (progress) => {
      seen.push(progress);
      controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen).toHaveLength(1);
  expect(await clusterer.run('dbscan', Float64Array.of(0, 1, 9), params)).toMatchObject({
    ok: true,
  });
  expect(seen).toHaveLength(1);
  clusterer.dispose();
});

test('runs wait for each other', async () => {
  const clusterer = createNodeClusterer();
  const outcomes = await Promise.all(
    [1, 2, 3].map((eps) => clusterer.run('dbscan', Float64Array.of(0, 2, 5), { ...params, eps })),
  );
  expect(outcomes.map((outcome) => outcome.ok && outcome.result.noiseCount)).toEqual([3, 1, 0]);
  clusterer.dispose();
});

test('a module of another version is refused', async () => {
  const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  await expect(loadKernel(empty)).rejects.toMatchObject({
    name: 'ClusterError',
    code: 'kernel-failed',
  });
});

test('memory that runs out on the way is a problem, and the next run works', async () => {
  const small = await loadKernel(withMostPages(await readFile((await buildKernel()).path), 120));
  const scattered = makeHard(18_000).points;
  const cluster = (eps: number) => finish(runDbscan(small, scattered, { dims: 1, eps, minPts: 2 }));
  let code = '';
  try {
    cluster(1e-9);
  } catch (thrown) {
    code = problemOf(thrown).code;
  }
  expect(code).toBe('too-large');
  expect(small.memoryBytes()).toBe(0);
  expect(cluster(2).clusterCount).toBe(1);
});

test('the kernel answers with codes, out of order or out of memory', () => {
  kernel.release(true);
  const wasm = kernel.exports();
  expect(wasm.dbscan_begin(1, 2)).toBe(STATUS_NOT_PREPARED);
  expect(wasm.dbscan_prepare(100_000_000, 64)).toBe(0);
  expect(wasm.dbscan_begin(1, 2)).toBe(STATUS_NOT_PREPARED);
  expect(wasm.memory.buffer.byteLength).toBeLessThan(1 << 20);
  expect(wasm.dbscan_prepare(3, 1)).toBeGreaterThan(0);
});
