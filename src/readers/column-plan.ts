import { type LoadRequest, ReadError } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { tableColumnNames } from './column-names.ts';
import { nearestName } from './nearest-name.ts';

/** A column of the table to be. */
export interface PlannedColumn {
  readonly name: string;
  /** The file's column that it is read from. */
  readonly source: string;
  /** Declared by the recipe, or else known to the format; null when its values decide. */
  readonly type: ColumnType | null;
}

export const ROW = '_row';

/**
 * Decides what table a request makes of the columns of its first file: each role in the place of the column that plays
 * it, other columns under their own names. Throws ReadError `missing-column`.
 */
export function planColumns(
  request: Pick<LoadRequest, 'types' | 'mapping' | 'reading'>,
  columns: readonly string[],
  file: string,
): { columns: readonly PlannedColumn[]; warnings: readonly string[] } {
  const roles = Object.entries(request.types).map(([role, type]) => {
    const source = Object.hasOwn(request.mapping, role) ? (request.mapping[role] ?? role) : role;
    return { name: role, source, type };
  });
  const known = new Set(columns);
  const missing = roles.filter(({ source }) => !known.has(source));
  if (missing.length > 0) throw missingColumns(missing, columns, file);

  const played = new Map<string, PlannedColumn[]>();
  for (const role of roles) played.set(role.source, [...(played.get(role.source) ?? []), role]);
  const others = columns.filter((column) => !played.has(column));
  const { names, warnings } = tableColumnNames(others, [ROW, ...roles.map(({ name }) => name)]);
  const named = new Map(others.map((column, i) => [column, names[i] ?? column]));
  return {
    columns: columns.flatMap(
      (source) =>
        played.get(source) ?? [
          { name: named.get(source) ?? source, source, type: saidType(request, source) },
        ],
    ),
    warnings,
  };
}

/** The type that a person gave a column of the file. */
function saidType({ reading }: Pick<LoadRequest, 'reading'>, column: string): ColumnType | null {
  const said = reading?.columns;
  return said && Object.hasOwn(said, column) ? (said[column]?.type ?? null) : null;
}

function missingColumns(
  missing: readonly { name: string; source: string }[],
  columns: readonly string[],
  file: string,
): ReadError {
  const sentences = missing.map(({ name, source }) => {
    const near = nearestName(source, columns);
    const role = name === source ? '' : ` for "${name}"`;
    return `There is no column "${source}"${role}.${near === undefined ? '' : ` Did you mean "${near}"?`}`;
  });
  const message = sentences.join(' ');
  return new ReadError('missing-column', message, file, 1, {
    kind: 'columns',
    missing: missing.map(({ name }) => name),
    available: columns,
  });
}

/** Position of each planned column's source in a further file. Throws ReadError when its columns are others. */
export function sourcePositions(
  plan: readonly PlannedColumn[],
  columns: readonly string[],
  file: string,
  firstFile: string,
): number[] {
  const positions = new Map(columns.map((column, i) => [column, i]));
  const wanted = new Set(plan.map(({ source }) => source));
  const absent = [...wanted].filter((column) => !positions.has(column));
  const extra = columns.filter((column) => !wanted.has(column));
  if (absent.length + extra.length > 0) {
    const differences = [
      ...(absent.length > 0 ? [`it lacks ${quoted(absent)}`] : []),
      ...(extra.length > 0 ? [`it also has ${quoted(extra)}`] : []),
    ];
    const message = `This file cannot be appended to "${firstFile}", its columns differ: ${differences.join('; ')}.`;
    throw new ReadError('unreadable', message, file, 1);
  }
  return plan.map(({ source }) => positions.get(source) ?? 0);
}

/**
 * The plan with the types that the files know, where the recipe declares none. Only what all files agree on is known; an
 * integer and a number agree on number. Anything else is decided by the values.
 * @param files  for each file the types of its columns and where in them each planned column is.
 */
export function withKnownTypes(
  plan: readonly PlannedColumn[],
  files: readonly {
    readonly types: readonly (ColumnType | null)[];
    readonly positions: readonly number[];
  }[],
): PlannedColumn[] {
  return plan.map((column, i) => {
    if (column.type !== null) return column;
    const types = files.map(({ types: known, positions }) => known[positions[i] ?? -1] ?? null);
    return { ...column, type: types.reduce(agreed) };
  });
}

function agreed(a: ColumnType | null, b: ColumnType | null): ColumnType | null {
  if (a === b) return a;
  const numbers = [a, b].every((type) => type === 'integer' || type === 'number');
  return numbers ? 'number' : null;
}

const NAMED_AT_MOST = 10;

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_AT_MOST).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${String(rest)} more` : '');
}
