import type { Cancellable, Database } from '../../engine/ports.ts';
import type { ColumnType } from '../../engine/table.ts';

/** What it takes to settle how times are written. */
export interface SettleContext {
  readonly database: Database;
  readonly newTable: () => string;
  readonly options: Cancellable;
}

/** The texts of some columns of a slice, in the engine to be looked at. */
export interface ProbedSlice {
  /** Its columns are named as those of a staged slice, in the order of the columns that are looked at. */
  readonly table: string;
  /** What each column is stored as. */
  readonly types: readonly ColumnType[];
  readonly file: string;
  /** As `lineBreaks` of a text slice. */
  readonly lineBreaks: Uint32Array;
}
