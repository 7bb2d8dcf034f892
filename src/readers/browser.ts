import type { Database, Reader } from '../engine/ports.ts';
import { startWorker } from '../workers/start-worker.ts';
import { createReader } from './reader.ts';
import { makeWorkerScanner } from './worker-scanner.ts';
import workerUrl from './worker.ts?worker&url';

/** The page, and one each for scanning, reading and storing: with fewer a second engine wins nothing. */
const CORES = 4;

/**
 * The page's reader: files are scanned in a worker of their own.
 * @param openSecond  opens an engine beside the database's own, which reads what that one then stores.
 */
export function createBrowserReader(
  database: Database,
  openSecond: () => Promise<Database>,
): Reader {
  const second = navigator.hardwareConcurrency < CORES ? undefined : { open: openSecond };
  return createReader(database, makeWorkerScanner(spawn), 'tab', second);
}

function spawn(): Worker {
  return startWorker(new URL(workerUrl, import.meta.url), { name: 'reader', type: 'module' });
}
