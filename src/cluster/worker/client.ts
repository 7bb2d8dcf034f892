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
import {
  arePointsGone,
  createdMemory,
  findKindProblem,
  kindOf,
  MEMORY_LIMIT_BYTES,
  POINTS_SPENT,
  tooLargeFor,
} from '../points.ts';
import { type ClusterWorkerApi, POINTS_GONE, type Report, unknownMethod } from './api.ts';
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
type Rows = Float64Array<ArrayBuffer> | Held;

class Held {
  readonly id: number;
  readonly holder: Running;
  /** Why nothing is held. */
  readonly problem: ClusterProblem | undefined;

  constructor(id: number, holder: Running, problem: ClusterProblem | undefined) {
    this.id = id;
    this.holder = holder;
    this.problem = problem;
  }
}

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
    const holder = (this.#running ??= this.#start());
    const id = this.#heldCount++;
    const problem = findKindProblem(points, {}) ?? findTransferProblem(points);
    const taken = problem ? { ok: false as const, problem } : takeOver(points);
    if (taken.ok) void holder.api.hold(id, transfer(taken.result, [taken.result.buffer]));
    const held = new Held(id, holder, taken.ok ? undefined : taken.problem);
    return {
      run: (method, params, options = {}) => this.#run(method, held, params, options),
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
    // One of its own for each run: Node warns when many listen to the same.
    const signal = AbortSignal.any(options.signal ? [options.signal, disposal] : [disposal]);
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
      if (rows instanceof Held) void rows.holder.api.stop();
      else this.#stop();
    };
    let idle = (): void => undefined;
    signal.addEventListener('abort', stop, { once: true });
    try {
      const problem = this.#findProblem(method, rows, params);
      if (problem) return { ok: false, problem };
      const holder = rows instanceof Held ? rows.holder : undefined;
      const module = await orAborted(this.#source.module(), signal);
      const { worker, api, failed } = holder ?? (this.#running ??= this.#start());
      worker.ref?.();
      idle = () => worker.unref?.();
      const report: Report = (memoryBytes, progress) => {
        if (signal.aborted) return; // a late message of a worker that is gone
        this.#memoryBytes = memoryBytes;
        if (progress) onProgress?.(progress);
      };
      const taken = rows instanceof Held ? rows.id : takeOver(rows);
      if (typeof taken !== 'number' && !taken.ok) return taken;
      const input =
        typeof taken === 'number' ? taken : transfer(taken.result, [taken.result.buffer]);
      const answer = api.run(module, method, input, params, proxy(report)) as Promise<
        Outcome<Methods[M]['result']>
      >;
      const outcome = Promise.race([answer, failed]);
      // The next run waits until held points are free again; whoever aborted does not.
      return await (rows instanceof Held ? outcome : orAborted(outcome, signal));
    } catch (thrown) {
      if (!(rows instanceof Held) || !signal.aborted) this.#stop();
      signal.throwIfAborted();
      return { ok: false, problem: problemOf(thrown) };
    } finally {
      idle();
      signal.removeEventListener('abort', stop);
    }
  }

  /** What would make the hand-over itself fail; all else is found by the method. */
  #findProblem(method: MethodName, rows: Rows, params: unknown): ClusterProblem | undefined {
    if (typeof method !== 'string') return unknownMethod(method);
    if (!(rows instanceof Held)) return findKindProblem(rows, params) ?? findTransferProblem(rows);
    if (rows.problem) return rows.problem;
    if (rows.holder !== this.#running) return POINTS_GONE;
    return findKindProblem(NO_POINTS, params);
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

const NO_POINTS = new Float64Array(0);

const NOT_TRANSFERABLE: ClusterProblem = {
  code: 'params-invalid',
  message:
    'These points lie in the memory of a WebAssembly module (createPoints does that), which cannot be handed over to a worker. Call the synchronous function, or hand over a copy: points.slice().',
};

function findTransferProblem(points: Float64Array): ClusterProblem | undefined {
  if (kindOf(points.buffer) !== 'ArrayBuffer')
    return { code: 'params-invalid', message: 'Points in shared memory cannot be handed over.' };
  if (arePointsGone(points)) return POINTS_SPENT;
  // Engines disagree: browsers throw, Node copies without a word.
  if (createdMemory.has(points.buffer)) return NOT_TRANSFERABLE;
  const { byteLength } = points.buffer;
  // Beyond 4 GiB some engines hand over a part of it, without a word.
  if (byteLength > MEMORY_LIMIT_BYTES)
    return tooLargeFor(`Handing over ${points.length} values`, byteLength);
  return undefined;
}

/** The points in a buffer of our own, the caller's being gone now. Memory of a module that we do not know shows itself here. */
function takeOver(points: Float64Array<ArrayBuffer>): Outcome<Float64Array<ArrayBuffer>> {
  try {
    return { ok: true, result: structuredClone(points, { transfer: [points.buffer] }) };
  } catch {
    return { ok: false, problem: NOT_TRANSFERABLE };
  }
}
