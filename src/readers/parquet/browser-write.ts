import { proxy, transfer, wrap } from 'comlink';
import type { WriteParquet } from '../../engine/export/table-format.ts';
import { startWorker } from '../../workers/start-worker.ts';
import { arrowStreams } from './arrow-streams.ts';
import type { ParquetWorker } from './write-worker-contract.ts';
import workerUrl from './write-worker.ts?worker&url';

/** Writes Parquet in a worker that ends with its file, be it whole or not. */
export const writeParquetInWorker: WriteParquet = async function* (schema, batches) {
  const worker = startWorker(new URL(workerUrl, import.meta.url), {
    name: 'parquet',
    type: 'module',
  });
  const streams = arrowStreams(schema, batches);
  let failed: ((reason: Error) => void) | undefined;
  // Promises of a worker that died, or whose input failed, would never settle.
  const gone = new Promise<never>((_, reject) => {
    failed = reject;
  });
  gone.catch(() => undefined);
  worker.addEventListener('error', ({ message }) => {
    failed?.(new Error(`The Parquet file could not be written: ${message || 'its worker ended.'}`));
  });
  const pull = async (): Promise<Uint8Array | null> => {
    try {
      const next = await streams.next();
      return next.done ? null : transfer(next.value, [next.value.buffer]);
    } catch (error) {
      failed?.(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
  const remote = wrap<ParquetWorker>(worker);
  try {
    await Promise.race([remote.open(proxy(pull)), gone]);
    for (;;) {
      const piece = await Promise.race([remote.next(), gone]);
      if (piece === null) return;
      yield piece;
    }
  } finally {
    worker.terminate();
    await streams.return();
  }
};
