import { type Endpoint, proxy, releaseProxy, type Remote, transfer, wrap } from 'comlink';
import type { ClusterOptions, Clusterer, DbscanOutcome, DbscanParams } from './contract';
import { problemOf } from './errors';
import { orAborted, Turns } from './turns';
import type { ClusterWorkerApi, Report } from './worker-api';

/** What the client needs of a worker. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

/** Where the worker and the compiled kernel come from; both are asked for when first needed, the worker again after a cancel. */
export interface WorkerSource {
  spawn(): WorkerLike;
  module(): Promise<WebAssembly.Module>;
}

interface Running {
  worker: WorkerLike;
  api: Remote<ClusterWorkerApi>;
  /** Rejects when the worker dies by itself. */
  failed: Promise<never>;
}

/** Clusters in a worker of its own. Runs wait for each other; cancelling ends the worker, and the next run starts another. */
export class ClusterWorkerClient implements Clusterer {
  readonly #source: WorkerSource;
  readonly #turns = new Turns();
  #running: Running | undefined;
  #memoryBytes = 0;
  #disposal = new AbortController();

  constructor(source: WorkerSource) {
    this.#source = source;
  }

  /** As `Clusterer.dbscan`: `points` is transferred, problems are values, an abort rejects at once with the signal's reason. */
  dbscan(
    points: Float64Array<ArrayBuffer>,
    params: DbscanParams,
    options: ClusterOptions = {},
  ): Promise<DbscanOutcome> {
    const disposal = this.#disposal.signal;
    const signal = options.signal ? AbortSignal.any([options.signal, disposal]) : disposal;
    const run = this.#turns.take(() => this.#runNow(points, params, signal, options.onProgress));
    return orAborted(run, signal);
  }

  /** The same under the name of DESIGN.md. */
  run(
    points: Float64Array<ArrayBuffer>,
    params: DbscanParams,
    options?: ClusterOptions,
  ): Promise<DbscanOutcome> {
    return this.dbscan(points, params, options);
  }

  memoryBytes(): number {
    return this.#memoryBytes;
  }

  dispose(): void {
    this.#disposal.abort(new DOMException('The clustering was closed.', 'AbortError'));
    this.#disposal = new AbortController();
    this.#stop();
  }

  async #runNow(
    points: Float64Array<ArrayBuffer>,
    params: DbscanParams,
    signal: AbortSignal,
    onProgress: ClusterOptions['onProgress'],
  ): Promise<DbscanOutcome> {
    signal.throwIfAborted();
    const stop = (): void => this.#stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (isDetached(points)) throw new Error('the points were handed over to an earlier run');
      const module = await orAborted(this.#source.module(), signal);
      const { api, failed } = (this.#running ??= this.#start());
      const report: Report = (memoryBytes, progress) => {
        if (signal.aborted) return; // a late message of a worker that is gone
        this.#memoryBytes = memoryBytes;
        if (progress) onProgress?.(progress);
      };
      const answer = api.dbscan(module, transfer(points, [points.buffer]), params, proxy(report));
      return await orAborted(Promise.race([answer, failed]), signal);
    } catch (thrown) {
      this.#stop();
      signal.throwIfAborted();
      return { ok: false, problem: problemOf(thrown) };
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #start(): Running {
    const worker = this.#source.spawn();
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => {
        reject(
          new Error('message' in event ? String(event.message) : 'the worker could not be started'),
        );
      });
    });
    failed.catch(() => undefined); // noticed only by a run under way
    return { worker, api: wrap<ClusterWorkerApi>(worker), failed };
  }

  #stop(): void {
    const running = this.#running;
    this.#running = undefined;
    this.#memoryBytes = 0;
    if (!running) return;
    running.api[releaseProxy]();
    running.worker.terminate();
  }
}

// An empty array and one whose buffer was transferred look alike, but only over the former can a view be made.
function isDetached(points: Float64Array): boolean {
  try {
    return new Uint8Array(points.buffer).length < 0;
  } catch {
    return true;
  }
}
