import { type ProxyMethods, releaseProxy, transfer } from 'comlink';
import type { ClusterProblem, MethodName, Methods, Outcome, Progress } from '../contract.ts';
import { ClusterError, problemOf } from '../errors.ts';
import { makeJob, SLICE_MS } from '../job.ts';
import { Kernel } from '../kernel.ts';
import { METHODS } from '../methods.ts';
import { buffersOf } from './buffers.ts';

/** What the worker tells while it works, and last of all how much memory it keeps. */
export type Report = (memoryBytes: number, progress?: Progress) => void;

export interface ClusterWorkerApi {
  /**
   * Errors come back as values: comlink would keep only the message of a throw.
   * @param points the rows, or the number under which they are held here
   */
  run<M extends MethodName>(
    module: WebAssembly.Module,
    method: M,
    points: Float64Array | number,
    params: Methods[M]['params'],
    report: Report,
  ): Promise<Outcome<Methods[M]['result']>>;
  /** End the run under way after its present slice; its answer means nothing. */
  stop(): void;
  hold(id: number, points: Float64Array): void;
  release(id: number): void;
}

/** What a worker exposes; one kernel for its life. */
export function makeWorkerApi(): ClusterWorkerApi {
  let kernel: Kernel | undefined;
  const held = new Map<number, Float64Array>();
  let stopper = new AbortController();
  return {
    async run(module, method, points, params, report) {
      kernel ??= new Kernel(module);
      stopper = new AbortController();
      try {
        if (!Object.keys(METHODS).includes(method)) throw new ClusterError(unknownMethod(method));
        const rows = typeof points === 'number' ? held.get(points) : points;
        if (!rows) throw new ClusterError(POINTS_GONE);
        const job = makeJob(METHODS[method](kernel, rows, params));
        while (!job.step(SLICE_MS)) {
          report(kernel.memoryBytes(), job.progress());
          await nextTask();
          stopper.signal.throwIfAborted();
        }
        const result = job.result();
        return transfer({ ok: true, result }, buffersOf(result));
      } catch (thrown) {
        kernel.release(true);
        return { ok: false, problem: problemOf(thrown) };
      } finally {
        report(kernel.memoryBytes());
        release(report);
      }
    },
    stop: () => stopper.abort(),
    hold: (id, points) => void held.set(id, points),
    release: (id) => void held.delete(id),
  };
}

/** The answer to a run on points that are held no more. */
export const POINTS_GONE = {
  code: 'points-gone',
  message: 'The points are no longer held: an earlier run was cancelled or failed.',
} as const;

export function unknownMethod(method: unknown): ClusterProblem {
  return { code: 'params-invalid', message: `There is no method ${String(method)}.` };
}

// A callback that crossed the seam holds a port open on both sides, and in Node the process alive.
// `in` does not see it: comlink's proxies answer to reading only.
function release(report: Report & Partial<ProxyMethods>): void {
  report[releaseProxy]?.();
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
