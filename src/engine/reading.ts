import type { ColumnType } from './table.ts';

/** How delimited text is written. */
export interface Dialect {
  readonly encoding: Encoding;
  /** One ASCII character; empty: nothing separates fields, a line is one field. */
  readonly delimiter: string;
  /** What fields are quoted with, doubled inside; empty where nothing is quoted. */
  readonly quote: '"' | "'" | '';
  /** Physical lines before the first record that are no table. */
  readonly skip: number;
  /** Lines that begin so are passed over and counted; empty: there are none. */
  readonly comment: string;
  /** `first`: the first record holds the names. Otherwise the names themselves, or none: `c1`, `c2` … */
  readonly header: 'first' | 'none' | readonly string[];
  /** What is done with a record that has fewer fields than there are columns: its last values are null, or it is rejected. */
  readonly short: 'reject' | 'fill';
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** A dialect as found, and how sure that is. */
export interface SniffedDialect extends Dialect {
  /** 0 to 1 for each property that was found out; 1 where a person said so. */
  readonly confidence: Readonly<Record<keyof Dialect, number>>;
}

/** What a line of a delimited text is to the table. `continued`: it goes on with a record of the line before. */
export type LineKind = 'preamble' | 'comment' | 'blank' | 'header' | 'record' | 'continued';

/** A physical line as it stands in the file, for a person to look at. */
export interface RawLine {
  /** 1-based. */
  readonly line: number;
  /** Without its line end, decoded; cut where it is very long. */
  readonly text: string;
  readonly kind: LineKind;
  /** Its fields, or their parts on this line: character positions in `text`, quotes included. None where it is no record. */
  readonly fields: readonly { readonly start: number; readonly end: number }[];
  /** Why the record that ends here is rejected; null where nothing is wrong. */
  readonly problem: string | null;
}

/** How times of one column are written. */
export interface TimeReading {
  /** `iso`; a number since 1970-01-01 UTC in a unit; or a strptime pattern of DuckDB: `%d/%m/%Y %H:%M:%S`. */
  readonly format:
    'iso' | 'epoch-s' | 'epoch-ms' | 'epoch-us' | 'epoch-ns' | { readonly pattern: string };
  /** IANA name of the zone that times without one of their own are in: `UTC`, `Europe/Zurich`. */
  readonly zone: string;
  /** Year of the first record, where the format has none; a later record whose month falls back begins the next year. */
  readonly year?: number | undefined;
  /** What becomes of a local time that a clock change leaves out; absent: the person is asked. */
  readonly gap?: 'reject' | 'before' | 'after' | undefined;
  /** Which of two is meant where a local time happens twice; absent: the person is asked. */
  readonly overlap?: 'reject' | 'earlier' | 'later' | undefined;
}

/** What a person said about one column. */
export interface ColumnReading {
  readonly type?: ColumnType | undefined;
  readonly time?: TimeReading | undefined;
}

/** A wide table made long: one row for each cell of the columns whose names fit the pattern. */
export interface Unpivot {
  /** Regular expression with a group for each of {@link names}; columns that do not match are kept on every row. */
  readonly pattern: string;
  /** Names of the columns that the groups become: variable, statistic, window. */
  readonly names: readonly string[];
  /** Name of the column that the cells become. */
  readonly value: string;
}

/** How a table is read, as far as a person said so; what is absent is found out. Plain data: it can be kept and repeated. */
export interface TableReading {
  /** By the file's own column name. */
  readonly columns?: Readonly<Record<string, ColumnReading>> | undefined;
  /** Columns to take, in the order of the file; absent: all. */
  readonly only?: readonly string[] | undefined;
  /** Files whose columns differ: all columns of all files (null where a file has none), or those that all have. Absent: the person is asked. */
  readonly differing?: 'union' | 'common' | undefined;
  /** Only rows of this time: from (inclusive) to (exclusive), ISO 8601 in UTC; rows without a time are not taken. */
  readonly range?:
    | { readonly column: string; readonly from: string | null; readonly to: string | null }
    | undefined;
  /** A share of the records, above 0 and at most 1, drawn by a seed: the same file gives the same sample. */
  readonly sample?: { readonly share: number; readonly seed: number } | undefined;
  readonly unpivot?: Unpivot | undefined;
  /** The person knows that it may not fit and wants to try. */
  readonly evenIfLarge?: boolean | undefined;
}

/** A way that a column's times can be read. */
export interface TimeCandidate {
  readonly reading: Pick<TimeReading, 'format'>;
  /** For a person: `day/month/year`. */
  readonly label: string;
  /** A value as it stands, and as it would be read. */
  readonly example: { readonly text: string; readonly time: string };
}

/** Where a file's columns differ from those of the others that it is to be appended to. */
export interface ColumnDifference {
  readonly column: string;
  /** File → type, `unknown` where its values decide, null where the file lacks the column. */
  readonly files: readonly {
    readonly file: string;
    readonly type: ColumnType | 'unknown' | null;
  }[];
}

/** What the memory will have to hold. */
export interface Estimate {
  readonly rows: number;
  /** Whether the rows were counted, not estimated. */
  readonly counted: boolean;
  /** Bytes of the table in the engine. */
  readonly tableBytes: number;
  /** Most bytes needed at once while loading. */
  readonly peakBytes: number;
  /** By column, in the order of the file: bytes in the engine. */
  readonly columnBytes: readonly number[];
}

/** What only a person can decide before a table can be read. */
export type ReadQuestion =
  /** The recipe wants columns that the file has not under these names. */
  | {
      readonly kind: 'columns';
      readonly missing: readonly string[];
      readonly available: readonly string[];
    }
  /** The file holds several tables. */
  | { readonly kind: 'table'; readonly tables: readonly string[] }
  | {
      readonly kind: 'time';
      readonly column: string;
      readonly candidates: readonly TimeCandidate[];
    }
  /** Local times that a clock change leaves out, or that happen twice. */
  | {
      readonly kind: 'clock-change';
      readonly column: string;
      readonly zone: string;
      readonly gaps: number;
      readonly overlaps: number;
      readonly examples: readonly string[];
    }
  | { readonly kind: 'difference'; readonly differences: readonly ColumnDifference[] }
  | {
      readonly kind: 'room';
      readonly estimate: Estimate;
      /** What a load may take beside the tables that are there. */
      readonly freeBytes: number;
    };
