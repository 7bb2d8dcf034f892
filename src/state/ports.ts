import type { Clusterer } from '../cluster/contract.ts';
import type { WriteParquet } from '../engine/export/table-format.ts';
import type { Database, DatabaseError, Reader, SourceFile } from '../engine/ports.ts';

export interface Engine {
  readonly database: Database;
  readonly clusterer: Clusterer;
  /** A second one, for what is tried beside a run and must not wait for it. */
  readonly explorer: Clusterer;
  readonly reader: Reader;
  /** Resolves when the database is not to be trusted any more; its calls reject from then on, and another engine takes its place. */
  readonly lost: Promise<DatabaseError>;
}

export interface Simulated {
  readonly file: SourceFile;
  /** Who made each click, kept beside the log for judging; a CSV file of its own. */
  readonly truth: SourceFile;
}

/** What the page needs of the browser: given by the composition root, replaced in tests. */
export interface AppPorts {
  /** Boots on the first call; later calls give the same engine until it is lost, then another. */
  engine(): Promise<Engine>;
  /** Bytes of all WebAssembly memories, and how many they may be. */
  memory(): { readonly used: number; readonly limit: number };
  /** Simulates a click log off the main thread. `onProgress` hears rows written. */
  simulate(options: {
    readonly seed: number;
    readonly rows: number | undefined;
    readonly signal: AbortSignal;
    readonly onProgress: (rows: number) => void;
  }): Promise<Simulated>;
  /** Off the main thread. */
  readonly writeParquet: WriteParquet;
  readonly versions: Readonly<Record<string, string>>;
}
