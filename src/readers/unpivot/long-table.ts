import { ReadError } from '../../engine/ports.ts';
import type { Unpivot } from '../../engine/reading.ts';
import type { ColumnType } from '../../engine/table.ts';
import type { FileColumn, TableDescription, WideTable } from '../scanner.ts';
import { matchColumns } from './pattern.ts';

/**
 * The long table that a wide one becomes: the columns that are kept, one for each group of the pattern, and the value.
 * Throws ReadError where the pattern does not fit.
 * @param columns  names of the wide table's columns.
 */
export function longTable(
  table: TableDescription,
  columns: readonly string[],
  unpivot: Unpivot,
  file: string,
): { readonly table: TableDescription; readonly columns: readonly string[] } {
  const matched = matchColumns(columns, unpivot);
  if (typeof matched === 'string') throw new ReadError('unreadable', matched, file, 1);
  const { kept, cells } = matched;
  const typed = table.layout === null;
  const valueType = typed
    ? commonType(cells.map(({ at }) => table.columns[at]?.type ?? 'text'))
    : null;
  const groups = unpivot.names.map((_, i) => cells.map((cell) => cell.groups[i] ?? ''));
  const long: FileColumn[] = [
    ...kept.map((at) => ({
      name: columns[at] ?? '',
      type: typed ? (table.columns[at]?.type ?? 'text') : null,
    })),
    ...unpivot.names.map((name, i) => ({
      name,
      // As the values of a column: what may be numbers is looked at.
      type: groups[i]?.some((text) => /\d/.test(text) && !/[^\d.-]/.test(text))
        ? null
        : ('text' as const),
    })),
    { name: unpivot.value, type: valueType },
  ];
  const wide: WideTable = {
    columns: table.columns,
    layout: table.layout,
    names: columns,
    kept,
    cells: cells.map(({ at }) => at),
    groups,
  };
  return {
    table: { ...table, columns: long, layout: null, rows: undefined, wide },
    columns: long.map(({ name }) => name),
  };
}

/** The type that holds the values of all. */
function commonType(types: readonly ColumnType[]): ColumnType {
  const all = new Set(types);
  const [first = 'text'] = all;
  if (all.size === 1) return first;
  return [...all].every((type) => type === 'integer' || type === 'number') ? 'number' : 'text';
}
