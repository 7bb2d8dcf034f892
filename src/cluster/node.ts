import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Clusterer, ClusterOptions, MethodName, Methods, Outcome } from './contract.ts';
import { problemOf } from './errors.ts';
import { makeJob, SLICE_MS } from './job.ts';
import { type Kernel, loadKernel } from './kernel.ts';
import { METHODS } from './methods.ts';
import { orAborted, Turns } from './worker/turns.ts';

const wasmUrl = new URL('../generated/kernel.wasm', import.meta.url);

/** The kernel from disk, compiled from its sources first when it is missing. */
export async function loadNodeKernel(): Promise<Kernel> {
  let bytes: Buffer<ArrayBuffer>;
  try {
    bytes = await readFile(wasmUrl);
  } catch {
    const { buildKernel } = await import('../../scripts/build-kernel.mjs');
    bytes = await readFile((await buildKernel()).path);
  }
  return loadKernel(bytes);
}

/** Cluster in this process, in slices: between two of them the event loop runs, progress is told and an abort is seen. */
export function createNodeClusterer(): Clusterer {
  const turns = new Turns();
  let loading: Promise<Kernel> | undefined;
  let kernel: Kernel | undefined;
  let disposal = new AbortController();

  async function runNow<M extends MethodName>(
    method: M,
    points: Float64Array,
    params: Methods[M]['params'],
    signal: AbortSignal,
    onProgress: ClusterOptions['onProgress'],
  ): Promise<Outcome<Methods[M]['result']>> {
    signal.throwIfAborted();
    try {
      kernel = await (loading ??= loadNodeKernel());
      signal.throwIfAborted();
      const job = makeJob(METHODS[method](kernel, points, params));
      while (!job.step(SLICE_MS)) {
        onProgress?.(job.progress());
        await setImmediate();
        signal.throwIfAborted();
      }
      return { ok: true, result: job.result() };
    } catch (thrown) {
      kernel?.release(true);
      signal.throwIfAborted();
      if (!kernel) loading = undefined;
      return { ok: false, problem: problemOf(thrown) };
    }
  }

  const clusterer: Clusterer = {
    run(method, points, params, options = {}) {
      const signal = options.signal
        ? AbortSignal.any([options.signal, disposal.signal])
        : disposal.signal;
      const run = turns.take(() => runNow(method, points, params, signal, options.onProgress));
      return orAborted(run, signal);
    },
    hold(points) {
      const kept = points.subarray(); // a view that every run copies, also if `createPoints` made the points
      return {
        run: (method, params, options) => clusterer.run(method, kept, params, options),
        release: () => undefined,
      };
    },
    memoryBytes: () => kernel?.memoryBytes() ?? 0,
    dispose() {
      disposal.abort(new DOMException('The clustering was closed.', 'AbortError'));
      disposal = new AbortController();
      kernel?.release(true);
    },
  };
  return clusterer;
}
