import type { Cancellable, SourceFile } from '../engine/ports.ts';

/** How a CSV file is written. */
export interface CsvDialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** Names as they stand in the first record, at least one. */
  readonly header: readonly string[];
}

/** A record that cannot be taken over, found while reading. */
export interface CsvReject {
  readonly line: number;
  readonly reason: string;
  /** Its text, cut at {@link TEXT_KEPT} characters. */
  readonly text: string;
}

export const TEXT_KEPT = 500;

/** Clean records of a file, written as DuckDB reads them: UTF-8, RFC 4180, one line feed after each record, no header. */
export interface CsvSlice {
  readonly kind: 'slice';
  readonly bytes: Uint8Array;
  readonly records: number;
  /** Bytes of the longest record. */
  readonly longest: number;
  /** Pairs (record of this slice, its line in the file) where the line is not that of the record before plus one. */
  readonly lineBreaks: Uint32Array;
  /** Records left out since the slice before. Not all are kept: their number is {@link CsvEnd.rejected}. */
  readonly rejects: readonly CsvReject[];
  /** Bytes of the file read so far. */
  readonly readBytes: number;
}

/** What a file was, after its last slice. */
export interface CsvEnd {
  readonly kind: 'end';
  readonly sha256: string;
  readonly bytes: number;
  /** Records after the header, clean or not. */
  readonly records: number;
  readonly rejected: number;
  /** Empty lines; they are no records. */
  readonly blankLines: number;
  /** Records that hold the character NUL. */
  readonly withNul: number;
  /** A quote that is never closed: lines `from` to `to` became one record. */
  readonly unclosed: { readonly from: number; readonly to: number } | null;
}

/** Reads files of records apart from the engine. In the page it works in a worker. Errors are ReadErrors. */
export interface Scanner {
  /** Looks at the beginning of a file. */
  sniff(file: SourceFile, options?: Cancellable): Promise<CsvDialect>;
  /** Any number of slices, then one end. */
  scan(
    file: SourceFile,
    dialect: CsvDialect,
    options?: Cancellable,
  ): AsyncIterable<CsvSlice | CsvEnd>;
}
