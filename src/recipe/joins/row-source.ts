import type { ColumnType } from '../../sql/schema.ts';
import type { JoinSpec } from '../../steps/join-shape.ts';

/** Rows of files. Columns go by the names that the files have. */
export interface FileRows {
  readonly kind: 'files';
  /** Equal ids mean the same table. */
  readonly id: string;
  readonly name: string;
  /** column → type */
  readonly types: Readonly<Record<string, ColumnType>>;
}

/** Rows of two tables joined. The columns are those of the left one, those that the join takes, and its mark of a match. */
export interface JoinedRows {
  readonly kind: 'join';
  readonly left: RowSource;
  readonly right: RowSource;
  readonly spec: JoinSpec;
}

/** Where the rows of a table come from, down to files. */
export type RowSource = FileRows | JoinedRows;

/** What plays an input of a recipe. */
export interface Player {
  readonly source: RowSource;
  /** role → column of the source. Roles that are not listed are played by the column of the same name. */
  readonly mapping: Readonly<Record<string, string>>;
}

/** The table of files whose rows a source holds: that at the left end of its joins. */
export function firstFiles(source: RowSource): FileRows {
  return source.kind === 'files' ? source : firstFiles(source.left);
}

/** The tables of files whose columns a source takes besides. */
export function otherFiles(source: RowSource): readonly FileRows[] {
  if (source.kind === 'files') return [];
  return [...otherFiles(source.left), firstFiles(source.right), ...otherFiles(source.right)];
}

/** The type of a column; undefined where the source has none of this name. */
export function typeOf(source: RowSource, column: string): ColumnType | undefined {
  if (source.kind === 'files')
    return Object.hasOwn(source.types, column) ? source.types[column] : undefined;
  const { columns = {}, matched } = source.spec;
  const taken = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (taken !== undefined) return typeOf(source.right, taken);
  return column === matched ? 'boolean' : typeOf(source.left, column);
}

/** Names of all columns. */
export function columnsOf(source: RowSource): readonly string[] {
  if (source.kind === 'files') return Object.keys(source.types);
  const { columns = {}, matched } = source.spec;
  return [
    ...columnsOf(source.left),
    ...Object.keys(columns),
    ...(matched === undefined ? [] : [matched]),
  ];
}
