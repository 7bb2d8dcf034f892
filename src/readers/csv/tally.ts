import type { FieldsSeen } from './fields-watch.ts';

/** What a CSV file was. */
export interface CsvSummary {
  /** Records after the header, clean or not. */
  readonly records: number;
  readonly rejected: number;
  /** Empty lines; they are no records. */
  readonly blankLines: number;
  /** Lines passed over because they begin as comments do. */
  readonly comments: number;
  /** Records that had fewer fields and were filled. */
  readonly filled: number;
  /** Number of fields → records rejected for having that many. */
  readonly otherWidths: ReadonlyMap<number, number>;
  readonly undecodable: number;
  /** Records that hold the character NUL. */
  readonly withNul: number;
  /** A quote that is never closed: lines `from` to `to` became one record. */
  readonly unclosed: { readonly from: number; readonly to: number } | null;
  /** What its comments say of its fields; null: nothing. */
  readonly fields: FieldsSeen | null;
}

/** A file may have any number of widths; only the first ones are told apart. */
const WIDTHS_COUNTED = 100;

/** The same while a file is scanned. */
export type CsvTally = { -readonly [K in keyof CsvSummary]: CsvSummary[K] } & {
  readonly otherWidths: Map<number, number>;
};

export function startTally(): CsvTally {
  return {
    records: 0,
    rejected: 0,
    blankLines: 0,
    comments: 0,
    filled: 0,
    otherWidths: new Map(),
    undecodable: 0,
    withNul: 0,
    unclosed: null,
    fields: null,
  };
}

/** Counts a record that is rejected for having so many fields. */
export function countWidth({ otherWidths }: CsvTally, fields: number): void {
  const before = otherWidths.get(fields);
  if (before !== undefined || otherWidths.size < WIDTHS_COUNTED)
    otherWidths.set(fields, (before ?? 0) + 1);
}
