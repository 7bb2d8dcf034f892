import type { Clusterer } from '../cluster/contract.ts';
import type { Verdicts } from '../steps/kind.ts';
import type { Cancellable, Database } from './ports.ts';
import type { RunEvent, RunResult } from './result.ts';

export interface Ports {
  readonly database: Database;
  readonly clusterer: Clusterer;
}

export interface RunOptions extends Cancellable {
  readonly verdicts: Verdicts;
  /** The run whose steps are taken over where nothing that they depend on has changed. */
  readonly previous?: RunResult | null | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}
