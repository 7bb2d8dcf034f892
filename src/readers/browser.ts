import type { Database, Reader } from '../engine/ports.ts';
import { createReader } from './reader.ts';
import { makeWorkerScanner } from './worker-scanner.ts';
import workerUrl from './worker.ts?worker&url';

/** The page's reader: files are scanned in a worker of their own. */
export function createBrowserReader(database: Database): Reader {
  return createReader(database, makeWorkerScanner(startWorker));
}

/** A worker made from a blob is bound by the page's policy; one made from a file is not. */
function startWorker(): Worker {
  const script = new URL(workerUrl, import.meta.url).href;
  const source = new Blob([`import ${JSON.stringify(script)};`], { type: 'text/javascript' });
  const url = URL.createObjectURL(source);
  const worker = new Worker(url, { type: 'module', name: 'spoor-reader' });
  const release = () => {
    URL.revokeObjectURL(url);
  };
  worker.addEventListener('message', release, { once: true });
  worker.addEventListener('error', release, { once: true });
  return worker;
}
