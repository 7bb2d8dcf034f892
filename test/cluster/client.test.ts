import { expose } from 'comlink';
import { expect, test, vi } from 'vitest';
import { readFile } from 'node:fs/promises';
import { buildKernel } from '../../scripts/build-kernel.mjs';
import { ClusterWorkerClient, type WorkerLike } from '../../src/cluster/worker/client';
import type { Progress } from '../../src/cluster/contract';
import { createPoints } from '../../src/cluster/create-points';
import { dbscan } from '../../src/cluster/dbscan/dbscan';
import { installKernel } from '../../src/cluster/installed';
import { Kernel } from '../../src/cluster/kernel';
import { makeWorkerApi } from '../../src/cluster/worker/api';
import { makeHard, makeSessions } from './cases';

const module = await WebAssembly.compile(await readFile((await buildKernel()).path));
const params = { dims: 1, eps: 1, minPts: 2 };
const three = (): Float64Array<ArrayBuffer> => Float64Array.of(0, 1, 9);

/** Workers that are message ports: the same messages and transfers, without a thread. Deaf ones never answer. */
function makeSource(deaf: (nth: number) => boolean = () => false) {
  const workers: { terminate: ReturnType<typeof vi.fn>; die: () => void }[] = [];
  const spawn = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel();
    if (!deaf(workers.length)) expose(makeWorkerApi(), port2);
    const terminate = vi.fn(() => port1.close());
    const onError = new EventTarget();
    workers.push({
      terminate,
      die: () => onError.dispatchEvent(Object.assign(new Event('error'), { message: 'it died' })),
    });
    port1.start();
    return {
      postMessage: (message: unknown, transfer: Transferable[] = []) =>
        port1.postMessage(message, transfer),
      addEventListener: (type: string, listener: EventListener) => {
        if (type === 'error') onError.addEventListener('error', listener);
        else port1.addEventListener(type as 'message', listener);
      },
      removeEventListener: (type: string, listener: EventListener) =>
        port1.removeEventListener(type as 'message', listener),
      terminate,
    };
  };
  return { workers, source: { spawn, module: () => Promise.resolve(module) } };
}

test('clusters in the worker; the points are handed over', async () => {
  const { source, workers } = makeSource();
  const client = new ClusterWorkerClient(source);
  expect(workers).toHaveLength(0);
  const points = three();
  const outcome = await client.run('dbscan', points, params);
  expect(outcome).toEqual({
    ok: true,
    result: {
      clusters: Int32Array.of(0, 0, -1),
      core: Uint8Array.of(1, 1, 0),
      clusterCount: 1,
      noiseCount: 1,
    },
  });
  expect(points).toHaveLength(0);
  expect(client.memoryBytes()).toBeGreaterThan(0);
  client.dispose();
  expect(client.memoryBytes()).toBe(0);
});

test('problems come back as values, with row and column, and the worker lives on', async () => {
  const { source, workers } = makeSource();
  const client = new ClusterWorkerClient(source);
  expect(await client.run('dbscan', Float64Array.of(0, NaN), params)).toMatchObject({
    ok: false,
    problem: { code: 'not-finite', row: 1, column: 0 },
  });
  expect(await client.run('dbscan', three(), { ...params, eps: 0 })).toMatchObject({
    ok: false,
    problem: { code: 'eps-not-positive' },
  });
  expect(await client.run('dbscan', three(), params)).toMatchObject({ ok: true });
  expect(workers).toHaveLength(1);
  client.dispose();
});

test('points that were handed over before are a problem, not an empty result', async () => {
  const client = new ClusterWorkerClient(makeSource().source);
  const points = three();
  await client.run('dbscan', points, params);
  expect(await client.run('dbscan', points, params)).toMatchObject({
    ok: false,
    problem: { code: 'points-gone' },
  });
  expect(await client.hold(points).run('dbscan', params)).toMatchObject({
    ok: false,
    problem: { code: 'points-gone' },
  });
  expect(await client.run('dbscan', three(), params)).toMatchObject({ ok: true });
  client.dispose();
});

test('points in the memory of a module cannot be handed over: a problem that says what to do', async () => {
  const { source, workers } = makeSource();
  const client = new ClusterWorkerClient(source);
  expect(await client.run('dbscan', three(), params)).toMatchObject({ ok: true });
  installKernel(new Kernel(module));
  const points = createPoints(3, 1);
  points.set(three());
  const refused = { ok: false, problem: { code: 'params-invalid' } };
  for (const view of [points, points.subarray(1)]) {
    const outcome = await client.run('dbscan', view, params);
    expect(outcome).toMatchObject(refused);
    expect(!outcome.ok && outcome.problem.message).toContain('points.slice()');
    const held = client.hold(view);
    expect(await held.run('dbscan', params)).toMatchObject(refused);
    held.release();
  }
  const [before] = [dbscan(points.slice(), params), dbscan(points, params)];
  expect(await client.run('dbscan', points, params)).toMatchObject({
    ok: false,
    problem: { code: 'points-gone' },
  });
  expect(await client.run('dbscan', three(), params)).toEqual({ ok: true, result: before });
  expect(workers).toHaveLength(1);
  client.dispose();
});

test('an abort rejects at once, ends the worker, and the next run starts another', async () => {
  const { source, workers } = makeSource((nth) => nth === 0);
  const client = new ClusterWorkerClient(source);
  const controller = new AbortController();
  const run = client.run('dbscan', three(), params, { signal: controller.signal });
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  controller.abort();
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(workers[0]!.terminate).toHaveBeenCalledOnce();
  expect(await client.run('dbscan', three(), params)).toMatchObject({ ok: true });
  expect(workers).toHaveLength(2);
  client.dispose();
});

test('a run that was aborted before its turn never starts, and disturbs nobody', async () => {
  const { source, workers } = makeSource();
  const client = new ClusterWorkerClient(source);
  const reason = new Error('no longer wanted');
  const first = client.run('dbscan', three(), params);
  await expect(
    client.run('dbscan', three(), params, { signal: AbortSignal.abort(reason) }),
  ).rejects.toBe(reason);
  expect(await first).toMatchObject({ ok: true });
  expect(workers[0]!.terminate).not.toHaveBeenCalled();
  client.dispose();
});

test('runs wait for each other', async () => {
  const client = new ClusterWorkerClient(makeSource().source);
  const outcomes = await Promise.all(
    [1, 2, 3].map((eps) => client.run('dbscan', Float64Array.of(0, 2, 5), { ...params, eps })),
  );
  expect(outcomes.map((outcome) => outcome.ok && outcome.result.noiseCount)).toEqual([3, 1, 0]);
  client.dispose();
});

test('a worker that dies is a problem; the next run starts another', async () => {
  const { source, workers } = makeSource((nth) => nth === 0);
  const client = new ClusterWorkerClient(source);
  const run = client.run('dbscan', three(), params);
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  workers[0]!.die();
  const outcome = await run;
  expect(!outcome.ok && outcome.problem.message).toContain('it died');
  expect(await client.run('dbscan', three(), params)).toMatchObject({ ok: true });
  client.dispose();
});

test('dispose rejects what is under way', async () => {
  const client = new ClusterWorkerClient(makeSource(() => true).source);
  const run = client.run('dbscan', three(), params);
  client.dispose();
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
});

test('long work tells its progress', async () => {
  const client = new ClusterWorkerClient(makeSource().source);
  const seen: Progress[] = [];
  const { points, params: hard } = makeHard(50_000);
  await client.run('dbscan', points, hard, { onProgress: (progress) => seen.push(progress) });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.every(({ done, total }) => done >= 0 && done <= total)).toBe(true);
  client.dispose();
});

test('a grown memory is given back after the run', async () => {
  const client = new ClusterWorkerClient(makeSource().source);
  await client.run('dbscan', makeSessions(800_000, 10), { dims: 10, eps: 0.4, minPts: 2 });
  await vi.waitFor(() => expect(client.memoryBytes()).toBe(0));
  client.dispose();
});

test('held points serve many runs; an abort ends the run and not the worker', async () => {
  const { source, workers } = makeSource();
  const client = new ClusterWorkerClient(source);
  const { points, params: hard } = makeHard(20_000);
  const held = client.hold(points);
  expect(points).toHaveLength(0);
  const controller = new AbortController();
  const run = held.run('dbscan', hard, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(await held.run('dbscan', { ...hard, eps: 9 })).toMatchObject({
    ok: true,
    result: { clusterCount: 1, noiseCount: 0 },
  });
  expect(workers).toHaveLength(1);
  expect(workers[0]!.terminate).not.toHaveBeenCalled();
  client.dispose();
});

test('points that went with their worker are a problem, and can be held again', async () => {
  const { source } = makeSource();
  const client = new ClusterWorkerClient(source);
  const held = client.hold(three());
  expect(await held.run('dbscan', params)).toMatchObject({ ok: true });
  client.dispose();
  expect(await held.run('dbscan', params)).toMatchObject({
    ok: false,
    problem: { code: 'points-gone' },
  });
  const again = client.hold(three());
  expect(await again.run('dbscan', params)).toMatchObject({ ok: true });
  again.release();
  expect(await again.run('dbscan', params)).toMatchObject({
    ok: false,
    problem: { code: 'points-gone' },
  });
  client.dispose();
});
