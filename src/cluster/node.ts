import { readFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { ClusterOptions, Clusterer, DbscanOutcome, DbscanParams } from './contract';
import { SLICE_MS, startDbscan } from './dbscan';
import { problemOf } from './errors';
import { type Kernel, loadKernel } from './kernel';
import { orAborted, Turns } from './turns';

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

  async function runNow(
    points: Float64Array,
    params: DbscanParams,
    signal: AbortSignal,
    onProgress: ClusterOptions['onProgress'],
  ): Promise<DbscanOutcome> {
    signal.throwIfAborted();
    try {
      kernel = await (loading ??= loadNodeKernel());
      signal.throwIfAborted();
      const job = startDbscan(kernel, points, params);
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

  return {
    dbscan(points, params, options = {}) {
      const signal = options.signal
        ? AbortSignal.any([options.signal, disposal.signal])
        : disposal.signal;
      const run = turns.take(() => runNow(points, params, signal, options.onProgress));
      return orAborted(run, signal);
    },
    memoryBytes: () => kernel?.memoryBytes() ?? 0,
    dispose() {
      disposal.abort(new DOMException('The clustering was closed.', 'AbortError'));
      disposal = new AbortController();
      kernel?.release(true);
    },
  };
}
