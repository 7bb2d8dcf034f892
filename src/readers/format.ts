import type { Cancellable } from '../engine/ports.ts';
import type { Dialect, RawLine } from '../engine/reading.ts';
import type { FormatTable, ReadEnd, TextSlice, TypedSlice } from './scanner.ts';

/** Unpacked bytes to read a table from: a file, or what a container holds. Its methods throw ReadErrors. */
export interface Source {
  /** The file as given, for errors. */
  readonly file: string;
  /** Number of bytes where it is known without reading them. */
  readonly size: number | null;
  /** The first bytes, as many as asked for or as there are; `whole` when there are no more. */
  head(
    length: number,
  ): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly whole: boolean }>;
  /** All bytes from the beginning, in chunks that the reader may change. Nothing is held. May be asked for again. */
  chunks(): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Some bytes from anywhere, where that costs no more than reading them. */
  piece?(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** For formats that jump: the file itself, or what was unpacked into memory (refused where it is too large). */
  blob(): Promise<Blob>;
}

/** Sizes to test with; a file is read the same whatever they are. */
export interface Sizes {
  /** Bytes read at once. */
  readonly chunkBytes: number;
  /** A slice is handed out at the first record end past this many bytes. */
  readonly sliceBytes: number;
  /** The same of the first slice, if it is less: its values are looked at with care, so that others can be read quickly. */
  readonly firstSliceBytes: number;
  /** A record longer than this is left out, so that a stray quote cannot fill the memory. */
  readonly longestRecord: number;
  /** Number of rejects to keep; the others are only counted. */
  readonly keepRejects: number;
  /** Milliseconds that SQLite may work on one question about a small database: a view need not have an end. */
  readonly patience: number;
}

/** The engine waits for the first slices; later ones are ready before it asks, and each statement costs it something. */
const SLICE_GROWTH = 4;

/** What is wanted of a slice that follows one of so many bytes. */
export function nextSliceBytes(before: number, { sliceBytes }: Pick<Sizes, 'sliceBytes'>): number {
  return Math.min(SLICE_GROWTH * before, sliceBytes);
}

export interface FormatOptions extends Cancellable {
  readonly sizes: Sizes;
  /** What a person said about how the text is written. */
  readonly dialect?: Partial<Dialect> | undefined;
  /** Name of the table that is asked for: where there is one of that name, the others need not be described. */
  readonly table?: string | undefined;
}

/** Reads one format. It is imported when a file of the format is opened, and not before. */
export interface FormatModule {
  /** The tables in the source, at least one. Throws ReadError. */
  describe(source: Source, options: FormatOptions): Promise<readonly FormatTable[]>;
  /** One of the described tables: any number of slices, then one end. */
  read(
    source: Source,
    table: FormatTable,
    options: FormatOptions,
  ): AsyncIterable<TextSlice | TypedSlice | ReadEnd>;
  /** Its first lines as they are written, at most `count`; absent where the format has none to show. */
  lines?(
    source: Source,
    table: FormatTable,
    options: FormatOptions,
    count: number,
  ): Promise<readonly RawLine[]>;
}

/** A line of the registry: how a format is known. */
export interface FormatReader {
  /** Short, lower case: what `load` says. */
  readonly name: string;
  /** For a person, with its article: "a Parquet file". */
  readonly label: string;
  /** Ends of file names that promise this format, lower case, without the dot; `log` promises none. */
  readonly extensions: readonly string[];
  /** Reads text in UTF-8 only; one in UTF-16 is transcoded before. */
  readonly needsUtf8?: boolean;
  /** Whether a file that begins so (64 KB, or all of it) is of this format. @param whole  there are no more bytes. */
  matches(head: Uint8Array, whole: boolean): boolean;
  load(): Promise<FormatModule>;
}
