import { type Endpoint, proxy, releaseProxy, type Remote, transfer, wrap } from 'comlink';
import type {
  Clusterer,
  ClusterOptions,
  ClusterProblem,
  HeldPoints,
  MethodName,
  Methods,
  Outcome,
} from '../contract.ts';
import { problemOf } from '../errors.ts';
import { type ClusterWorkerApi, POINTS_GONE, type Report } from './api.ts';
import { arePointsGone, createdMemory, POINTS_SPENT } from '../points.ts';
import { orAborted, Turns } from './turns.ts';

/** What the client needs of a worker. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
  /** Node's: whether a worker that waits keeps the process alive. */
  ref?(): void;
  unref?(): void;
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

/** The rows themselves, or those that a worker holds under a number. */
type Rows = Float64Array<ArrayBuffer> | { readonly id: number; readonly holder: Running };

/** Clusters in a worker of its own. Runs wait for each other; cancelling ends the worker, and the next run starts another. */
export class ClusterWorkerClient implements Clusterer {
  readonly #source: WorkerSource;
  readonly #turns = new Turns();
  #running: Running | undefined;
  #memoryBytes = 0;
  #heldCount = 0;
  #disposal = new AbortController();

  constructor(source: WorkerSource) {
    this.#source = source;
  }

  /** As `Clusterer.run`: `points` is transferred, problems are values, an abort rejects at once with the signal's reason. */
  run<M extends MethodName>(
    method: M,
    points: Float64Array<ArrayBuffer>,
    params: Methods[M]['params'],
    options: ClusterOptions = {},
  ): Promise<Outcome<Methods[M]['result']>> {
    return this.#run(method, points, params, options);
  }

  /**
   * As `Clusterer.hold`. An abort of a run on held points rejects at once and ends that run after its slice, so that the
   * points stay; an abort of any other run of this client ends the worker, and what it held is gone.
   */
  hold(points: Float64Array<ArrayBuffer>): HeldPoints {
    const taken = takeOver(points);
    if (!taken.ok) return { run: () => Promise.resolve(taken), release: () => undefined };
    const { result: own } = taken;
    const holder = (this.#running ??= this.#start());
    const id = this.#heldCount++;
    void holder.api.hold(id, transfer(own, [own.buffer]));
    return {
      run: (method, params, options = {}) => this.#run(method, { id, holder }, params, options),
      release: () => {
        if (this.#running === holder) void holder.api.release(id);
      },
    };
  }

  memoryBytes(): number {
    return this.#memoryBytes;
  }

  dispose(): void {
    this.#disposal.abort(new DOMException('The clustering was closed.', 'AbortError'));
    this.#disposal = new AbortController();
    this.#stop();
  }

  #run<M extends MethodName>(
    method: M,
    rows: Rows,
    params: Methods[M]['params'],
    options: ClusterOptions,
  ): Promise<Outcome<Methods[M]['result']>> {
    const disposal = this.#disposal.signal;
    const signal = options.signal ? AbortSignal.any([options.signal, disposal]) : disposal;
    const run = this.#turns.take(() =>
      this.#runNow(method, rows, params, signal, options.onProgress),
    );
    return orAborted(run, signal);
  }

  async #runNow<M extends MethodName>(
    method: M,
    rows: Rows,
    params: Methods[M]['params'],
    signal: AbortSignal,
    onProgress: ClusterOptions['onProgress'],
  ): Promise<Outcome<Methods[M]['result']>> {
    signal.throwIfAborted();
    const stop = (): void => {
      if ('holder' in rows) void rows.holder.api.stop();
      else this.#stop();
    };
    let idle = (): void => undefined;
    signal.addEventListener('abort', stop, { once: true });
    try {
      const holder = 'holder' in rows ? rows.holder : undefined;
      if (holder && holder !== this.#running) return { ok: false, problem: POINTS_GONE };
      const module = await orAborted(this.#source.module(), signal);
      const { worker, api, failed } = holder ?? (this.#running ??= this.#start());
      worker.ref?.();
      idle = () => worker.unref?.();
      const report: Report = (memoryBytes, progress) => {
        if (signal.aborted) return; // a late message of a worker that is gone
        this.#memoryBytes = memoryBytes;
        if (progress) onProgress?.(progress);
      };
      let input: Float64Array<ArrayBuffer> | number;
      if ('holder' in rows) {
        input = rows.id;
      } else {
        const taken = takeOver(rows);
        if (!taken.ok) return taken;
        input = transfer(taken.result, [taken.result.buffer]);
      }
      const answer = api.run(module, method, input, params, proxy(report)) as Promise<
        Outcome<Methods[M]['result']>
      >;
      const outcome = Promise.race([answer, failed]);
      // The next run waits until held points are free again; whoever aborted does not.
      return await ('holder' in rows ? outcome : orAborted(outcome, signal));
    } catch (thrown) {
      if (!('holder' in rows) || !signal.aborted) this.#stop();
      signal.throwIfAborted();
      return { ok: false, problem: problemOf(thrown) };
    } finally {
      idle();
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

/** The points in a buffer of our own, the caller's being gone now, or why they cannot be handed over. */
function takeOver(points: Float64Array<ArrayBuffer>): Outcome<Float64Array<ArrayBuffer>> {
  if (arePointsGone(points)) return { ok: false, problem: POINTS_SPENT };
  // Engines disagree: browsers throw, Node copies without a word.
  if (createdMemory.has(points.buffer)) return { ok: false, problem: NOT_TRANSFERABLE };
  try {
    return { ok: true, result: structuredClone(points, { transfer: [points.buffer] }) };
  } catch {
    return { ok: false, problem: NOT_TRANSFERABLE };
  }
}

const NOT_TRANSFERABLE: ClusterProblem = {
  code: 'params-invalid',
  message:
    'These points lie in the memory of a WebAssembly module (createPoints does that), which cannot be handed over to a worker. Call the synchronous function, or hand over a copy: points.slice().',
};
