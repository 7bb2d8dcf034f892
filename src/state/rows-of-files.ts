import type { OpenTable } from './open-table.ts';

/** Rows that each file of this computer gave, over all of its tables that are open. */
export function rowsOfFiles(tables: readonly OpenTable[]): ReadonlyMap<File, number> {
  const found = new Map<File, Map<string, number>>();
  for (const { loaded, loadedAs } of tables)
    for (const [i, { blob, table = '' }] of (loadedAs?.files ?? []).entries()) {
      const rows = loaded?.files[i]?.rows;
      if (!(blob instanceof File) || rows === undefined) continue;
      found.set(blob, (found.get(blob) ?? new Map<string, number>()).set(table, rows));
    }
  return new Map(
    [...found].map(([file, of]) => [file, [...of.values()].reduce((sum, n) => sum + n, 0)]),
  );
}
