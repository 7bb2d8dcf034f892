import type { Cancellable, Database } from '../../engine/ports.ts';

/** What it takes to settle how times are written. */
export interface SettleContext {
  readonly database: Database;
  readonly newTable: () => string;
  readonly options: Cancellable;
}
