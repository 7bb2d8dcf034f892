import type { Reject } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';

/** A slice in the engine. Its values are checked at once, or when it is settled how times are written. */
export interface StagedSlice {
  readonly table: string;
  readonly bytes: number;
  readonly types: readonly ColumnType[];
  readonly file: string;
  readonly records: number;
  /** As `lineBreaks` of a text slice. */
  readonly lineBreaks: Uint32Array;
  /** Rejects of the scanner. */
  readonly scanned: readonly Reject[];
  /** What came of its values; null: they are still to be checked, and no record was taken out. */
  checked: {
    readonly rejected: number;
    readonly rejects: readonly Reject[];
    readonly lostDigits: readonly number[];
  } | null;
}
