import { type LoadRequest, ReadError } from '../engine/ports.ts';
import { nearestName } from './nearest-name.ts';
import type { TableDescription } from './scanner.ts';

/** A table of a file and its columns as they are called here, in the same order. */
interface ColumnsOfTable {
  readonly table: TableDescription;
  readonly columns: readonly string[];
}

/** The same with the columns that are taken. */
interface ChosenColumns extends ColumnsOfTable {
  /** Position of each of them among the columns of {@link table}. */
  readonly places: readonly number[];
}

/**
 * The columns that a person chose, with those that the roles and a range of time need. A typed table is narrowed to them,
 * so that no other column is decoded; the records of a text are looked at whole, and the engine keeps what is chosen.
 * Throws ReadError `missing-column` for a chosen column that none of the files has.
 */
export function chosenColumns<T extends ColumnsOfTable>(
  request: Pick<LoadRequest, 'types' | 'mapping' | 'reading'>,
  tables: readonly T[],
  file: string,
): (T & ChosenColumns)[] {
  const { only, range } = request.reading ?? {};
  const all = () => tables.map((own) => ({ ...own, places: own.columns.map((_, at) => at) }));
  if (!only) return all();
  requireKnown(only, tables, file);
  const roles = Object.keys(request.types).map((role) =>
    Object.hasOwn(request.mapping, role) ? (request.mapping[role] ?? role) : role,
  );
  // What plays the role is asked next, and any column may.
  if (roles.some((role) => !tables.some(({ columns }) => columns.includes(role)))) return all();
  const wanted = new Set([...only, ...roles, ...(range ? [range.column] : [])]);
  if (wanted.size === 0)
    throw new ReadError('missing-column', 'No column was chosen; choose at least one.', file);
  return tables.map((own) => narrowed(own, wanted));
}

function narrowed<T extends ColumnsOfTable>(
  own: T,
  wanted: ReadonlySet<string>,
): T & ChosenColumns {
  const kept = own.columns.flatMap((name, at) => (wanted.has(name) ? [{ name, at }] : []));
  const columns = kept.map(({ name }) => name);
  if (own.table.layout) return { ...own, columns, places: kept.map(({ at }) => at) };
  const narrow = kept.flatMap(({ at }) => {
    const column = own.table.columns[at];
    return column ? [{ ...column, at }] : [];
  });
  const table = { ...own.table, columns: narrow };
  return { ...own, columns, table, places: narrow.map((_, place) => place) };
}

function requireKnown(
  only: readonly string[],
  tables: readonly ColumnsOfTable[],
  file: string,
): void {
  const known = new Set(tables.flatMap(({ columns }) => columns));
  const missing = only.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const sentences = missing.slice(0, 5).map((name) => {
    const near = nearestName(name, [...known]);
    return `There is no column "${name}" to choose.${near === undefined ? '' : ` Did you mean "${near}"?`}`;
  });
  const rest = missing.length - sentences.length;
  if (rest > 0) sentences.push(`Nor are there ${String(rest)} more.`);
  throw new ReadError('missing-column', sentences.join(' '), file, 1);
}
