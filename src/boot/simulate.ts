import { proxy, wrap } from 'comlink';
import type { AppPorts, Simulated } from '../state/ports.ts';
import { startWorker } from '../workers/start-worker.ts';
import type { SimulateApi } from './simulate-worker.ts';
import workerUrl from './simulate-worker.ts?worker&url';

/** Simulates a log in a worker of its own, which ends with the work or its cancel. */
export const simulate: AppPorts['simulate'] = async ({
  seed,
  rows,
  signal,
  onProgress,
}): Promise<Simulated> => {
  signal.throwIfAborted();
  const worker = startWorker(new URL(workerUrl, import.meta.url), {
    name: 'simulate',
    type: 'module',
  });
  try {
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener(
        'abort',
        () => {
          reject(signal.reason as Error);
        },
        { once: true },
      );
    });
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener(
        'error',
        (event) => {
          reject(new Error(`The simulation stopped: ${event.message}`));
        },
        { once: true },
      );
    });
    const made = wrap<SimulateApi>(worker).emailClicks(
      seed,
      rows,
      proxy((n: number) => {
        onProgress(n);
        return Promise.resolve();
      }),
    );
    const { log, truth } = await Promise.race([made, aborted, failed]);
    const name = `email-clicks-seed-${String(seed)}`;
    return {
      file: { name: `${name}.csv`, blob: log },
      truth: { name: `${name}-truth.csv`, blob: truth },
    };
  } finally {
    worker.terminate();
  }
};
