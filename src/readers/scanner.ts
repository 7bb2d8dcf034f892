import type { Cancellable, SourceFile } from '../engine/ports.ts';
import type { RawLine, SniffedDialect } from '../engine/reading.ts';
import type { ColumnType } from '../engine/table.ts';
import type { Reading } from './arrow/survey.ts';

/** A column as its format names it. Names need be neither distinct nor there at all. */
export interface FileColumn {
  readonly name: string;
  /** null: the format does not say, its values decide. */
  readonly type: ColumnType | null;
  /** Where all its values are texts and look like times: the kinds of these, of `times/iso-kinds.ts`. A person may want them read otherwise. */
  readonly isoKinds?: number;
  /** What the format found out about its values, and needs again when it reads them. */
  readonly reading?: Reading;
  /** Its position in the file, where a typed table is narrowed to some of its columns. */
  readonly at?: number;
}

/** How the text slices of a table are written. */
export interface TextLayout {
  /** One ASCII character. */
  readonly delimiter: string;
  /** Fields of each record, at least as many as there are columns; further ones are passed over. */
  readonly width: number;
  /** Whether `""` is no value: in a text of one column it is how a null is written, for a blank line is passed over. */
  readonly quotedNull?: boolean;
  /** How the file itself is written; null where it is of another format. */
  readonly dialect: SniffedDialect | null;
}

/** One table of a file, as a format describes it. It crosses to the worker and back: plain data only. */
export interface FormatTable {
  /** Its name in the file; empty where a file of the format holds one table. */
  readonly name: string;
  /** At least one, in the order of the slices' columns. */
  readonly columns: readonly FileColumn[];
  /** null: it comes in {@link TypedSlice}s, and every column has a type. */
  readonly layout: TextLayout | null;
  /** Number of its records, where that is known without reading them. */
  readonly rows?: number | undefined;
  /** What a person should know before anything is loaded. */
  readonly warnings: readonly string[];
  /** What the format found out and needs again to read it: plain data. */
  readonly detail?: Readonly<Record<string, string | readonly string[]>>;
  /** Which rows are wanted, where a typed format may pass over the others; absent: all are handed out. */
  readonly wanted?: WantedTimes;
}

/** One table of a file with the way to it. */
export interface TableDescription extends FormatTable {
  /** What is asked for as `file#name`; empty where the file holds one table. */
  readonly name: string;
  /** Name of the format ({@link FormatReader.name}). */
  readonly format: string;
  /** What it is packed in, outermost first: `['zip', 'gzip']`. */
  readonly containers: readonly string[];
  /** Its name among the tables of {@link member}. */
  readonly inner: string;
  /** The member of an archive that holds it; null when there is no archive. */
  readonly member: string | null;
  /** The table as it stands in the file, where it is made long while it is read; absent: as described. */
  readonly wide?: WideTable;
}

/** Which rows are wanted by their time. Rows that surely have another, or none, a format may pass over, and counts them. */
export interface WantedTimes {
  /** Position of the times among the columns of the table. */
  readonly at: number;
  /** Microseconds since 1970 UTC: inclusive, exclusive; null: no end. */
  readonly from: bigint | null;
  readonly to: bigint | null;
  /** How a column that holds no times itself is read as times; ISO 8601 means UTC. */
  readonly format: 'iso' | 'epoch-s' | 'epoch-ms' | 'epoch-us' | 'epoch-ns';
}

/** A wide table, and which of its columns become rows. Each record gives a row for each of {@link cells}, in their order. */
export interface WideTable extends Pick<FormatTable, 'columns' | 'layout'> {
  readonly names: readonly string[];
  /** Positions of the columns that stand on every row: the first columns of the long table. */
  readonly kept: readonly number[];
  /** Positions of the columns whose cells become its last column. */
  readonly cells: readonly number[];
  /** For each column between these two, its text for each of {@link cells}. */
  readonly groups: readonly (readonly string[])[];
}

/** A record that cannot be taken over, found while reading. */
export interface RecordReject {
  /** 1-based: physical line, or the number of the record where the format has no lines. */
  readonly line: number;
  readonly column?: string | null;
  readonly reason: string;
  /** Its text, cut at {@link TEXT_KEPT} characters. */
  readonly text: string;
}

export const TEXT_KEPT = 500;

interface AnySlice {
  readonly records: number;
  /** Records left out since the slice before. Not all need be kept: their number is {@link ReadEnd.rejected}. */
  readonly rejects: readonly RecordReject[];
}

/** Clean records written as DuckDB reads them: UTF-8, RFC 4180, one line feed after each record, no header. Nothing is null, `""` an empty text. */
export interface TextSlice extends AnySlice {
  readonly kind: 'text';
  readonly bytes: Uint8Array;
  /** Bytes of the longest record, or more. */
  readonly longest: number;
  /** Pairs (record of this slice, its line in the file) where the line is not that of the record before plus one. */
  readonly lineBreaks: Uint32Array;
  /** By field, the kinds of all its values, a bit each (`csv/plain-values.ts`); 0 where all are null. Absent: not looked at. */
  readonly kinds?: Uint8Array;
}

/**
 * Clean records as an Arrow IPC stream of record batches. Columns have the order of the description and are Utf8 (text),
 * Int64 (integer), Float64 (number), Timestamp(µs) without zone, meaning UTC (timestamp), Bool (boolean); nulls are nulls.
 */
export interface TypedSlice extends AnySlice {
  readonly kind: 'typed';
  readonly bytes: Uint8Array;
  /** Number, 1-based, of its first record in the table: what a rejected value is named by. */
  readonly firstRecord: number;
  /** Where it was made of a {@link WideTable}: rows a record, and the lines (or numbers) of the records as of a {@link TextSlice}. */
  readonly wide?: { readonly perRecord: number; readonly lineBreaks: Uint32Array };
  /** Share of the table that is read now, 0 to 1; absent: as much as was read of the file. */
  readonly share?: number;
}

/** What a table was, after its last slice. */
export interface ReadEnd {
  readonly kind: 'end';
  /** All records, clean or not, those passed over included. */
  readonly records: number;
  readonly rejected: number;
  /** Records that are not {@link FormatTable.wanted} and in no slice; absent: none. */
  readonly passedOver?: number;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/** Bytes of the file as given that were read so far. */
interface Read {
  readonly readBytes: number;
}

/** What was read, with the file as given. */
export interface ScanEnd extends ReadEnd {
  readonly sha256: string;
  readonly bytes: number;
}

export type ScanPart = ((TextSlice | TypedSlice) & Read) | ScanEnd;

export interface ScanOptions extends Cancellable {
  /** A slice is handed out at the first record end past this many bytes: few when only the beginning is wanted. */
  readonly sliceBytes?: number | undefined;
}

/** Reads files of records apart from the engine. In the page it works in a worker. Errors are ReadErrors. */
export interface Scanner {
  /** Describes the tables of a file: all of them, or the one that {@link SourceFile.table} names. At least one. */
  sniff(file: SourceFile, options?: Cancellable): Promise<readonly TableDescription[]>;
  /** The first lines of a table as they are written, at most `count`; none where its format has no lines to show. */
  lines(
    file: SourceFile,
    table: TableDescription,
    count: number,
    options?: Cancellable,
  ): Promise<readonly RawLine[]>;
  /** Any number of slices of one table, then one end. */
  scan(file: SourceFile, table: TableDescription, options?: ScanOptions): AsyncIterable<ScanPart>;
}
