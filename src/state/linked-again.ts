import type { JoinedSide, OpenTable } from './open-table.ts';
import { tableName } from './table-name.ts';

/**
 * The open tables once others are opened beside them: a joined one of which a table is closed goes on with a new one in its
 * place, where that is of the same files by name and has all columns. Its rows stay those that it was made with.
 */
export function linkedAgain(
  open: readonly OpenTable[],
  opened: readonly OpenTable[],
): readonly OpenTable[] {
  const ids = new Set(open.map(({ id }) => id));
  const again = (side: JoinedSide): JoinedSide => {
    const found = ids.has(side.id) ? undefined : opened.find((table) => isAgain(table, side));
    return found ? { ...side, id: found.id } : side;
  };
  return open.map((table) => {
    const { joined } = table;
    if (!joined) return table;
    const [left, right] = [again(joined.left), again(joined.right)];
    if (left === joined.left && right === joined.right) return table;
    // What failed for want of it is tried anew.
    return { ...table, failed: null, joined: { ...joined, left, right } };
  });
}

function isAgain({ joined, files, columns }: OpenTable, side: JoinedSide): boolean {
  if (joined || tableName(files) !== side.files) return false;
  const names = new Set(columns.map(({ name }) => name));
  return Object.keys(side.types).every((name) => names.has(name));
}

/** What a person can do where a table is closed that another was made of. */
export function wayBack({ name, files }: JoinedSide): string {
  return files === '' ? `join ${name} anew` : `open ${files} again, with the columns that it had`;
}
