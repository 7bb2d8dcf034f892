import { makeClusterer } from './clusterer.ts';
import type { NamedClusterer } from './named.ts';

export * from './functions.ts';

/** The worker's file beside this one; put in as text by the build, so that the user's bundler finds it and not ours. */
declare const WORKER_FILE: string;

export interface WorkerChoice {
  /** Start the worker yourself, from `cluster-worker.js` of this package, where a policy or a bundler asks for it. */
  readonly worker?: () => Worker;
}

/**
 * The same methods in a worker, with progress and AbortSignal. Points are transferred: the caller's copy is gone. Problems
 * come back as values (`{ ok: false, problem }`); an abort rejects at once with the signal's reason and ends the worker.
 */
export function createClusterer({ worker }: WorkerChoice = {}): NamedClusterer {
  return makeClusterer(
    worker ?? (() => new Worker(new URL(WORKER_FILE, import.meta.url), { type: 'module' })),
  );
}
