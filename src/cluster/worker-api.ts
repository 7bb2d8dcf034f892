import { transfer } from 'comlink';
import type { DbscanOutcome, DbscanParams, DbscanProgress } from './contract';
import { SLICE_MS, startDbscan } from './dbscan';
import { problemOf } from './errors';
import { Kernel } from './kernel';

/** What the worker tells while it works, and last of all how much memory it keeps. */
export type Report = (memoryBytes: number, progress?: DbscanProgress) => void;

export interface ClusterWorkerApi {
  /** Errors come back as values: comlink would keep only the message of a throw. */
  dbscan(
    module: WebAssembly.Module,
    points: Float64Array,
    params: DbscanParams,
    report: Report,
  ): Promise<DbscanOutcome>;
}

/** What a worker exposes; one kernel for its life. */
export function makeWorkerApi(): ClusterWorkerApi {
  let kernel: Kernel | undefined;
  return {
    async dbscan(module, points, params, report) {
      kernel ??= new Kernel(module);
      try {
        const job = startDbscan(kernel, points, params);
        while (!job.step(SLICE_MS)) {
          report(kernel.memoryBytes(), job.progress());
          await nextTask();
        }
        const result = job.result();
        return transfer({ ok: true, result }, [result.clusters.buffer, result.core.buffer]);
      } catch (thrown) {
        kernel.release(true);
        return { ok: false, problem: problemOf(thrown) };
      } finally {
        report(kernel.memoryBytes());
      }
    },
  };
}

// Chromium lets a terminated worker run on for two seconds, unless it comes back to its event loop.
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
