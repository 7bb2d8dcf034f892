import type { Sql } from '../sql/sql.ts';
import type {
  Dialect,
  Estimate,
  RawLine,
  ReadQuestion,
  SniffedDialect,
  TableReading,
  Unpivot,
} from './reading.ts';
import type { ColumnType, Schema, Table } from './table.ts';

/** Options of anything that may take long. When `signal` aborts, the promise rejects with its reason within a second. */
export interface Cancellable {
  readonly signal?: AbortSignal | undefined;
}

/** Rows × dims numbers in row-major order, complete rows only, and what was left out. */
export interface Matrix {
  readonly ids: Int32Array;
  readonly points: Float64Array;
  readonly dims: number;
  /** Ids of the rows that hold a null and so are no point. */
  readonly incomplete: Int32Array;
}

/** A column to store; `valid[i] === 0` makes row i null. */
export interface StoredColumn {
  readonly name: string;
  readonly values: Int32Array | Float64Array;
  readonly valid?: Uint8Array | undefined;
}

/** The SQL engine. Calls queue up; a failed or cancelled one leaves every finished table intact. Errors are {@link DatabaseError}. */
export interface Database {
  /** Runs a statement for its effect. */
  run(statement: Sql, options?: Cancellable): Promise<void>;
  /** Runs a query whose result is small. */
  rows(query: Sql, options?: Cancellable): Promise<Table>;
  /** Runs a query of any size; a batch at a time (about 2,048 rows each), none held twice. */
  batches(query: Sql, options?: Cancellable): AsyncIterable<Table>;
  /** Runs a query whose first column is an integer id and whose others are numbers. */
  matrix(query: Sql, options?: Cancellable): Promise<Matrix>;
  /** Creates a table of number columns (INTEGER or DOUBLE by array type). */
  store(table: string, columns: readonly StoredColumn[], options?: Cancellable): Promise<void>;
  /**
   * Creates a scratch table ({@link scratch}) of these columns and fills it from an Arrow IPC stream, column by position: text as Utf8, integer as
   * Int64, number as Float64, timestamp as Timestamp(µs) without zone, boolean as Bool. The bytes may be unusable
   * afterwards. Throws {@link DatabaseError} when not all of `rows` arrived, and leaves no table then.
   */
  storeArrow(
    table: string,
    columns: Schema,
    stream: Uint8Array,
    rows: number,
    options?: Cancellable,
  ): Promise<void>;
  /** Runs a query at one go; its result as an Arrow IPC stream. */
  arrow(query: Sql, options?: Cancellable): Promise<Uint8Array>;
  /**
   * Appends an Arrow IPC stream to a table, column by position. The bytes may be unusable afterwards. The engine says
   * nothing when it takes a stream for an unfinished one: whoever appends has to count the rows.
   */
  appendArrow(table: string, stream: Uint8Array, options?: Cancellable): Promise<void>;
  /** Columns of a relation, without running it. */
  describe(query: Sql, options?: Cancellable): Promise<Schema>;
  /** Puts bytes where `read_csv('uploads/…')` finds them; the bytes may be transferred and unusable afterwards. Gives the path to use. */
  upload(name: string, bytes: Uint8Array): Promise<string>;
  dropUpload(name: string): Promise<void>;
  /** Bytes of the engine's own memory. */
  memoryBytes(): number;
  close(): Promise<void>;
}

/** What the engine said, in the user's words, with the engine's own words kept for "Copy details". */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  constructor(
    /** `broken`: the engine trapped, or is no more. */
    readonly code: 'out-of-memory' | 'broken' | 'refused' | 'failed',
    message: string,
    readonly details: string,
    /** Whether nothing that the engine holds is to be trusted any more. */
    readonly engineLost: boolean = code === 'out-of-memory' || code === 'broken',
  ) {
    super(message);
  }
}

/** A file as given: a name without folders and its bytes. */
export interface SourceFile {
  readonly name: string;
  readonly blob: Blob;
  /** Which of its tables is meant, where it holds several (a database, an archive). */
  readonly table?: string | undefined;
  /** How it is written, as far as a person said so. Of delimited text only. */
  readonly dialect?: Partial<Dialect> | undefined;
}

/** A record that could not be taken over. `line` is 1-based and counts physical lines of the file (records, where it has no lines); `column` is null when the record as a whole is at fault. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly text: string;
}

export interface FileRecord {
  /** Base name. */
  readonly name: string;
  /** Size and SHA-256 (hex) of the file as given. */
  readonly bytes: number;
  readonly sha256: string;
  /** Rows taken over; `rows + rejected` is the number of records in the file. */
  readonly rows: number;
  readonly rejected: number;
  /** The table of the file, where it was chosen by name. */
  readonly table?: string | undefined;
  /** What the person said about how it is written. */
  readonly dialect?: Partial<Dialect> | undefined;
  /** Records that the person did not want (a range of time, a sample): `rows + rejected + unwanted` is the number of records. */
  readonly unwanted?: number | undefined;
}

/** A loaded input: a table in the engine with `_row` (0-based order of reading) first. */
export interface LoadedInput {
  readonly name: string;
  readonly relation: string;
  readonly schema: Schema;
  readonly files: readonly FileRecord[];
  /** The first {@link REJECTS_KEPT} rejected records. */
  readonly rejects: readonly Reject[];
  readonly warnings: readonly string[];
  /** role → the file's column that played it, where it has another name. */
  readonly mapping?: Readonly<Record<string, string>> | undefined;
  /** What the person said about how it is read. */
  readonly reading?: TableReading | undefined;
}

export const REJECTS_KEPT = 10_000;

/** One table of a file, as far as it is known before anything was loaded. */
export interface SniffedTable {
  /** What to ask for as {@link SourceFile.table}; empty where the file holds one table. */
  readonly name: string;
  /** `csv`, `json`, `parquet` …, by content and not by name. */
  readonly format: string;
  /** What it is packed in, outermost first: `gzip`, `zstd`, `zip`. */
  readonly containers: readonly string[];
  /** Distinct names; a type is null where its values decide. */
  readonly columns: readonly { readonly name: string; readonly type: ColumnType | null }[];
  /** How delimited text is written; null for other formats. */
  readonly dialect: SniffedDialect | null;
  readonly warnings: readonly string[];
}

/** How one file was understood before anything was loaded. */
export interface Sniffed {
  readonly file: string;
  readonly tables: readonly SniffedTable[];
}

/** What a recipe wants of an input: for each of its columns the type and the file's column that plays it. */
export interface LoadRequest {
  readonly input: string;
  /** Name of the table to make. */
  readonly relation: string;
  readonly files: readonly SourceFile[];
  /** role → type; any other column of the file is kept under its own name and typed by what it holds. */
  readonly types: Readonly<Record<string, ColumnType>>;
  /** role → column of the file. Roles that are not listed are played by the column of the same name. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly reading?: TableReading | undefined;
}

export interface LoadProgress {
  /** `reread`: a late value showed that a column is of another type than its values before. */
  readonly phase: 'read' | 'reread';
  readonly doneBytes: number;
  /** 0 while it is not known. */
  readonly totalBytes: number;
}

/** What the beginnings of some files become when they are read so: the same as loading them, of fewer records. */
export interface Preview {
  /** How the file that is shown was understood. */
  readonly table: SniffedTable;
  /** Its first lines as they stand; null where it is no delimited text. */
  readonly lines: readonly RawLine[] | null;
  /** Columns of the table to be, without `_row`. A type that nobody declared is that of the records looked at. */
  readonly columns: readonly PreviewColumn[];
  /** The first rows, of the file that is shown first; a cell per column. */
  readonly rows: Table['rows'];
  /** Records looked at: rows taken over, and rejected ones. */
  readonly records: number;
  readonly rejected: number;
  /** The first {@link REJECTS_KEPT} of them. */
  readonly rejects: readonly Reject[];
  /** Whether these were all records of all files. */
  readonly whole: boolean;
  /** Columns that the recipe wants and no column of the file plays. */
  readonly missing: readonly string[];
  /** How the table can be made long, where its columns are named as those of a pivoted table are; else null. */
  readonly pivoted: Unpivot | null;
  /** What a load would ask: times that are text here, or records that are rejected here, until a person says more. */
  readonly questions: readonly PreviewQuestion[];
  readonly warnings: readonly string[];
}

/** A question, and the same as a sentence. */
export interface PreviewQuestion {
  readonly message: string;
  readonly question: ReadQuestion;
}

export interface PreviewColumn {
  readonly name: string;
  /** The file's name of it. */
  readonly source: string;
  readonly type: ColumnType;
  /** The recipe's type of it where it is a role, else null. It is text here while a question keeps it from being that. */
  readonly declared: ColumnType | null;
}

/** Reads files into tables. A file that cannot be read at all throws {@link ReadError}. */
export interface Reader {
  /** Looks at a file; at its beginning only where its format tells its columns there. */
  sniff(file: SourceFile, options?: Cancellable): Promise<Sniffed>;
  /**
   * Loads the files of a request into one table. Throws {@link ReadError} `too-large` with the question `room` when that
   * would take more than most of `limitBytes` (the engine's memory, unless told otherwise) and nobody said to try it.
   */
  load(
    request: LoadRequest,
    options?: Cancellable & {
      onProgress?: (progress: LoadProgress) => void;
      limitBytes?: number | undefined;
    },
  ): Promise<LoadedInput>;
  /** What a load would take, from the beginnings of its files and what they say about themselves; leaves nothing behind. */
  estimate(request: LoadRequest, options?: Cancellable): Promise<Estimate>;
  /**
   * Reads the beginnings of the files as {@link load} would, and leaves nothing behind. Roles that no column plays are
   * passed over and named. Throws {@link ReadError}.
   * @param options.file  position of the file whose lines and rows are shown; the first.
   */
  preview(request: LoadRequest, options?: Cancellable & { file?: number }): Promise<Preview>;
}

/** A file that cannot be read: which file and line, what was expected, what to do. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  constructor(
    readonly code:
      | 'empty'
      | 'no-rows'
      | 'not-text'
      | 'missing-column'
      | 'missing-table'
      | 'ambiguous-time'
      | 'differing-columns'
      | 'unreadable'
      | 'too-large',
    message: string,
    readonly file: string,
    readonly line: number | null = null,
    /** What a person can decide so that it can be read after all. */
    readonly question: ReadQuestion | null = null,
  ) {
    super(message);
  }
}
