import { Worker } from 'node:worker_threads';
import type { WorkerLike } from '../worker/client.ts';
import { makeClusterer } from './clusterer.ts';
import type { NamedClusterer } from './named.ts';
import { endpointOf } from './node-endpoint.ts';

export * from './functions.ts';

/** The worker's file beside this one. */
declare const WORKER_FILE: string;

/**
 * The same methods in a worker thread, with progress and AbortSignal. Points are transferred: the caller's copy is gone.
 * Problems come back as values (`{ ok: false, problem }`); an abort rejects at once with the signal's reason and ends the
 * thread. A thread without work does not keep the process alive.
 */
export function createClusterer(): NamedClusterer {
  return makeClusterer(spawn);
}

function spawn(): WorkerLike {
  const worker = new Worker(new URL(WORKER_FILE, import.meta.url));
  const endpoint = endpointOf(worker);
  return {
    ...endpoint,
    // Node keeps the process alive for a worker as soon as somebody listens to its messages.
    addEventListener(type, listener, options) {
      endpoint.addEventListener(type, listener, options);
      worker.unref();
    },
    terminate: () => void worker.terminate(),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
  };
}
