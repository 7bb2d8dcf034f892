import type { Cancellable, Reject } from '../engine/ports.ts';
import type { ReadAhead } from './read-ahead.ts';
import type { TextSlice, TypedSlice } from './scanner.ts';
import type { SliceSource } from './stage.ts';
import type { RowFilter } from './wanted-rows.ts';

/** What became of a slice's records. */
export interface AddedSlice {
  readonly rows: number;
  readonly rejected: number;
  /** Good records that the person did not want. */
  readonly unwanted: number;
  readonly rejects: readonly Reject[];
}

/** Where a slice is in what is loaded. */
export interface SlicePlace {
  /** How many rejects to keep of it. */
  readonly keep: number;
  /** Records of its file before it. */
  readonly before: number;
  /** Share of all that is to be read, up to its end; 0: not known. */
  readonly share: number;
}

/** The table of one load while slices come in: memory holds the table and one slice. */
export interface GrowingTable {
  /** Tells of a slice that will be added after those told of before: it may be read meanwhile. */
  announce(slice: TextSlice | TypedSlice, source: SliceSource, share: number): void;
  /** Takes a slice in, but for records with values that are not of their declared types, and those that are not wanted. */
  add(
    slice: TextSlice | TypedSlice,
    source: SliceSource,
    how: SlicePlace,
    options: Cancellable,
  ): Promise<AddedSlice>;
  /**
   * Empties the table for another pass when it turned out too late that a column is text: earlier values, stored as
   * numbers, times or truths, have lost how they were written. All values were looked at then, so no third pass is needed.
   * @returns whether another pass is wanted.
   */
  startAgain(): Promise<boolean>;
  /** To be called when all slices are in: only then a wide table holds all its rows. */
  finish(options: Cancellable): Promise<void>;
  /** What is to be said of types that were found in the values, once it is finished. */
  notes(options: Cancellable): Promise<readonly string[]>;
}

export interface GrowingOptions {
  /** Which rows are wanted; absent: all. */
  readonly filter?: RowFilter | null;
  /** What texts may take which are quicker to load when they are not packed. */
  readonly looseBytes?: number;
  /** Reads slices that are announced; absent: they are read when they are added. */
  readonly ahead?: ReadAhead | undefined;
}
