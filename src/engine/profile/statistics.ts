import type { Column, ColumnType } from '../table.ts';

/** What is known of one column of a table. Values are text as the engine writes them; null where there is none. */
export interface ColumnStatistics {
  readonly name: string;
  readonly type: ColumnType;
  readonly rows: number;
  readonly nulls: number;
  /** Values that differ, null not counted; null where there was no memory to count them. */
  readonly distinct: number | null;
  readonly min: string | null;
  readonly max: string | null;
  /** The most frequent value, the smallest of them where several are. */
  readonly top: string | null;
  readonly freq: number | null;
  /** Of numbers, of truth as 0 and 1, of times as microseconds since 1970 UTC. */
  readonly mean: number | null;
  /** With ddof 1; not of times. */
  readonly std: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  /** Bytes of its values before the engine packs them; null where they were not counted. */
  readonly bytes: number | null;
  /** Why something is missing, as a sentence. */
  readonly note: string | null;
}

/** Bytes of a value of fixed size. */
const FIXED: Readonly<Record<Exclude<ColumnType, 'text'>, number>> = {
  integer: 8,
  number: 8,
  timestamp: 8,
  boolean: 1,
};
/** Of a text, beside its own bytes: length and place. */
const TEXT_HEAD = 16;

/** @param textBytes  sum of the UTF-8 bytes of a text column. */
export function bytesOf(type: Column['type'], rows: number, textBytes: number): number {
  return type === 'text' ? TEXT_HEAD * rows + textBytes : FIXED[type] * rows;
}
