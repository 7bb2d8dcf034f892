import type { LoadedInput, SniffedTable, SourceFile } from '../engine/ports.ts';
import type { ReadQuestion, TableReading } from '../engine/reading.ts';
import type { ColumnType } from '../engine/table.ts';
import type { JoinSpec } from '../steps/join-shape.ts';
import type { Failure } from './failure.ts';

/** What a table is loaded from and as. */
export interface TableRequest {
  readonly files: readonly SourceFile[];
  readonly reading: TableReading;
  /** Types of the recipe's input that it plays; null where it is loaded as its values are. */
  readonly types: Readonly<Record<string, ColumnType>> | null;
  /** role → column of the file */
  readonly mapping: Readonly<Record<string, string>>;
  /** Relations of the left and the right table, where it is joined of these. */
  readonly sides?: readonly string[] | undefined;
}

/** A table that another was joined from. */
export interface JoinedSide {
  readonly id: string;
  /** What it was called when it was joined. */
  readonly name: string;
  /** What its files were called then, as one name; empty where it is joined itself. */
  readonly files: string;
  /** Its rows that were joined last. */
  readonly relation: string;
  /** column of its files → type, when it was joined */
  readonly types: Readonly<Record<string, ColumnType>>;
}

/** What a joined table was made of. The tables may be read otherwise, or closed, by now. */
export interface JoinedFrom {
  readonly left: JoinedSide;
  readonly right: JoinedSide;
  /** In the columns of the files, whatever roles these play. */
  readonly spec: JoinSpec;
  readonly rows: number;
  readonly facts: Readonly<Record<string, number>>;
  /** What was run, with the names that a person knows. */
  readonly sql: string;
}

/** One or several files as a table, or two tables joined. Plain data: a change makes another object with the same id. */
export interface OpenTable extends Omit<TableRequest, 'types'> {
  readonly id: string;
  readonly name: string;
  /** Distinct names as the files have them; of several files, those that the table has. */
  readonly columns: SniffedTable['columns'];
  /** The last good load. It stays while another goes on or fails. */
  readonly loaded: LoadedInput | null;
  /** What {@link loaded} was loaded as; null also where its rows went with an engine. */
  readonly loadedAs: TableRequest | null;
  /** Roles of the recipe's input that it plays and has no columns for; it was loaded without the recipe's types then. */
  readonly lacks: { readonly roles: readonly string[]; readonly as: TableRequest } | null;
  /** Why the last load failed, and what a person can decide so that it does not. */
  readonly failed: {
    readonly failure: Failure;
    readonly question: ReadQuestion | null;
    readonly as: TableRequest;
  } | null;
  /** Null where it was read from files. A joined table has none: its rows are made of those of two others. */
  readonly joined: JoinedFrom | null;
}
