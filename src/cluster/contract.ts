import type { DbscanParams, DbscanResult } from './dbscan/contract.ts';
import type { HdbscanParams, HdbscanResult } from './hdbscan/contract.ts';
import type { KDistanceParams, KDistanceResult } from './k-distance/contract.ts';
import type { KSweepParams, KSweepResult } from './k-sweep/contract.ts';
import type { KmeansParams, KmeansResult } from './kmeans/contract.ts';
import type { PcaParams, PcaResult } from './pca/contract.ts';
import type { StabilityParams, StabilityResult } from './stability/contract.ts';
import type { SweepParams, SweepResult } from './sweep/contract.ts';

export type * from './dbscan/contract.ts';
export type * from './hdbscan/contract.ts';
export type * from './k-distance/contract.ts';
export type * from './k-sweep/contract.ts';
export type * from './kmeans/contract.ts';
export type * from './pca/contract.ts';
export type * from './stability/contract.ts';
export type * from './sweep/contract.ts';

/** Every method: what it asks for, and what it gives. A method is a folder beside this file and a line here and in `methods.ts`. */
export interface Methods {
  dbscan: { params: DbscanParams; result: DbscanResult };
  hdbscan: { params: HdbscanParams; result: HdbscanResult };
  kDistance: { params: KDistanceParams; result: KDistanceResult };
  kmeans: { params: KmeansParams; result: KmeansResult };
  kSweep: { params: KSweepParams; result: KSweepResult };
  pca: { params: PcaParams; result: PcaResult };
  stability: { params: StabilityParams; result: StabilityResult };
  sweep: { params: SweepParams; result: SweepResult };
}

export type MethodName = keyof Methods;

/** Work units done of those in the current phase, in whatever the phase counts. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

export type ClusterProblemCode =
  | 'eps-not-positive'
  | 'minpts-invalid'
  | 'dims-invalid'
  | 'k-invalid'
  | 'params-invalid'
  | 'not-finite'
  | 'too-large'
  | 'points-gone'
  | 'kernel-failed';

/** What is wrong, as a value that survives any seam. */
export interface ClusterProblem {
  code: ClusterProblemCode;
  /** In plain words. */
  message: string;
  /** 0-based, where one value is to blame. */
  row?: number;
  column?: number;
}

export type Outcome<R> = { ok: true; result: R } | { ok: false; problem: ClusterProblem };

export interface ClusterOptions {
  /** Aborting rejects the promise at once with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called about every 50 ms; never for short work. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** Points that stay where the work is done, so that a method can be run on them again and again. */
export interface HeldPoints {
  /** As `Clusterer.run`. A problem `points-gone` means that an abort or a failure took them away: hold them again. */
  run<M extends MethodName>(
    method: M,
    params: Methods[M]['params'],
    options?: ClusterOptions,
  ): Promise<Outcome<Methods[M]['result']>>;
  release(): void;
}

/** The port through which the engine clusters, whether in a worker of the page or in Node. */
export interface Clusterer {
  /**
   * Run a method on points. Problems are values; only an abort rejects.
   * @param points rows × dims, row-major, already scaled. Handed over: unusable afterwards.
   */
  run<M extends MethodName>(
    method: M,
    points: Float64Array<ArrayBuffer>,
    params: Methods[M]['params'],
    options?: ClusterOptions,
  ): Promise<Outcome<Methods[M]['result']>>;
  /** Keep points for many runs. Handed over: unusable afterwards. */
  hold(points: Float64Array<ArrayBuffer>): HeldPoints;
  /** Bytes of WebAssembly memory held now. */
  memoryBytes(): number;
  /** Give up the worker and its memory; running work rejects with an AbortError. */
  dispose(): void;
}
