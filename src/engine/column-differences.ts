import type { ColumnDifference } from './reading.ts';
import type { ColumnType } from './table.ts';

/** The columns of a file that is to be appended to others: distinct names, a type null where its values decide. */
export interface FileColumns {
  readonly file: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType | null }[];
}

/** Columns that not every file has, in the order in which they are first met; none where the files can be appended as they are. */
export function columnDifferences(files: readonly FileColumns[]): ColumnDifference[] {
  const types = files.map(
    ({ columns }) => new Map(columns.map(({ name, type }) => [name, type ?? 'unknown'] as const)),
  );
  return unionOf(files).flatMap((column) =>
    types.every((known) => known.has(column))
      ? []
      : [
          {
            column,
            files: files.map(({ file }, i) => ({ file, type: types[i]?.get(column) ?? null })),
          },
        ],
  );
}

/** Names of the columns of all files, in the order in which they are first met. */
export function unionOf(files: readonly FileColumns[]): readonly string[] {
  return [...new Set(files.flatMap(({ columns }) => columns.map(({ name }) => name)))];
}

/** Names of the columns that every file has, in the order of the first. */
export function commonOf([first, ...others]: readonly FileColumns[]): readonly string[] {
  const known = others.map(({ columns }) => new Set(columns.map(({ name }) => name)));
  const names = first?.columns.map(({ name }) => name) ?? [];
  return names.filter((name) => known.every((columns) => columns.has(name)));
}
