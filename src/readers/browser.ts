import type { Database, Reader } from '../engine/ports.ts';
import { startWorker } from '../workers/start-worker.ts';
import { createReader } from './reader.ts';
import { makeWorkerScanner } from './worker-scanner.ts';
import workerUrl from './worker.ts?worker&url';

/** The page's reader: files are scanned in a worker of their own. */
export function createBrowserReader(database: Database): Reader {
  return createReader(database, makeWorkerScanner(spawn), 'tab');
}

function spawn(): Worker {
  return startWorker(new URL(workerUrl, import.meta.url), { name: 'reader', type: 'module' });
}
