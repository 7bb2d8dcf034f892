import {
  columnDifferences,
  commonOf,
  type FileColumns,
  unionOf,
} from '../engine/column-differences.ts';
import { type LoadRequest, ReadError } from '../engine/ports.ts';
import type { ColumnReading, TableReading, TimeReading } from '../engine/reading.ts';
import type { ColumnType } from '../engine/table.ts';
import { tableColumnNames } from './column-names.ts';
import { nearestName } from './nearest-name.ts';
import type { TimeCast } from './times/cast.ts';

/** A column of the table to be. */
export interface PlannedColumn {
  readonly name: string;
  /** The file's column that it is read from. */
  readonly source: string;
  /** Declared by the recipe or the person, or else known to the format; null when its values decide. */
  readonly type: ColumnType | null;
  /** How the person says that its times are written. */
  readonly time?: TimeReading | undefined;
  /** How its text becomes times, once that is settled; absent: as ISO 8601 in UTC. */
  readonly cast?: TimeCast | undefined;
  /** The pattern of its times, where that has no year. */
  readonly yearless?: string | undefined;
}

export const ROW = '_row';

/**
 * Decides what table a request makes of the columns of its files: each role in the place of the column that plays
 * it, other columns under their own names. A type that a person says goes before what is found out, the recipe's before that.
 * Throws ReadError `missing-column`.
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
  const own = columns.flatMap(
    (source): readonly PlannedColumn[] =>
      played.get(source) ?? [{ name: named.get(source) ?? source, source, type: null }],
  );
  const said = withReadings(own, request.reading?.columns ?? {}, file);
  return { columns: said.columns, warnings: [...warnings, ...said.warnings] };
}

/** The plan with what a person said about columns. */
function withReadings(
  plan: readonly PlannedColumn[],
  readings: Readonly<Record<string, ColumnReading>>,
  file: string,
): { columns: readonly PlannedColumn[]; warnings: readonly string[] } {
  const sources = plan.map(({ source }) => source);
  const known = new Set(sources);
  const said = new Map(Object.entries(readings));
  const unknown = [...said.keys()].filter((column) => !known.has(column));
  if (unknown.length > 0) {
    const message = unknown.map((column) => noColumn(column, sources)).join(' ');
    throw new ReadError('missing-column', `${message} It was said how to read it.`, file, 1);
  }
  const warnings: string[] = [];
  const columns = plan.map((column): PlannedColumn => {
    const { type: wanted, time } = said.get(column.source) ?? {};
    const type = wanted ?? (time ? 'timestamp' : undefined);
    if (type === undefined) return column;
    if (time && type !== 'timestamp') {
      const message = `"${column.source}" is to be read as ${type}, but it was also said how its times are written. Say one of the two.`;
      throw new ReadError('unreadable', message, file, 1);
    }
    if (column.type !== null && column.type !== type) {
      warnings.push(
        `The column "${column.source}" is read as ${column.type}, as the recipe has it, and not as ${type}.`,
      );
      return column;
    }
    return { ...column, type, time };
  });
  return { columns, warnings };
}

function noColumn(column: string, columns: readonly string[], role = ''): string {
  const near = nearestName(column, columns);
  return `There is no column "${column}"${role}.${near === undefined ? '' : ` Did you mean "${near}"?`}`;
}

function missingColumns(
  missing: readonly { name: string; source: string }[],
  columns: readonly string[],
  file: string,
): ReadError {
  const sentences = missing.map(({ name, source }) =>
    noColumn(source, columns, name === source ? '' : ` for "${name}"`),
  );
  const message = sentences.join(' ');
  return new ReadError('missing-column', message, file, 1, {
    kind: 'columns',
    missing: missing.map(({ name }) => name),
    available: columns,
  });
}

/**
 * The columns of the table that several files become: those of the first, where all have the same; else as the person said.
 * Throws ReadError `differing-columns` with the question where nothing was said.
 */
export function appendedColumns(
  files: readonly FileColumns[],
  differing: TableReading['differing'],
): readonly string[] {
  if (differing === 'union') return unionOf(files);
  const common = commonOf(files);
  if (differing === 'common' && common.length > 0) return common;
  const differences = columnDifferences(files);
  if (differences.length === 0) return common;
  const [first, ...others] = files;
  const other = others.find(({ columns }) => isOther(columns, first?.columns ?? []));
  throw new ReadError(
    'differing-columns',
    differing === 'common'
      ? 'These files have no column in common.'
      : `This file cannot be appended to "${first?.file ?? ''}", its columns differ: ${difference(other, first)}.`,
    other?.file ?? '',
    1,
    { kind: 'difference', differences },
  );
}

function isOther(a: FileColumns['columns'], b: FileColumns['columns']): boolean {
  const names = new Set(b.map(({ name }) => name));
  return a.length !== b.length || a.some(({ name }) => !names.has(name));
}

function difference(file: FileColumns | undefined, first: FileColumns | undefined): string {
  const own = new Set(file?.columns.map(({ name }) => name));
  const wanted = new Set(first?.columns.map(({ name }) => name));
  const absent = [...wanted].filter((column) => !own.has(column));
  const extra = [...own].filter((column) => !wanted.has(column));
  return [
    ...(absent.length > 0 ? [`it lacks ${quoted(absent)}`] : []),
    ...(extra.length > 0 ? [`it also has ${quoted(extra)}`] : []),
  ].join('; ');
}

/** Position of each planned column's source in a file; null where the file lacks it. */
export function sourcePositions(
  plan: readonly PlannedColumn[],
  columns: readonly string[],
): (number | null)[] {
  const positions = new Map(columns.map((column, i) => [column, i]));
  return plan.map(({ source }) => positions.get(source) ?? null);
}

/**
 * The plan with the types that the files know, where the recipe declares none. Only what all files that have the column agree on is known; an
 * integer and a number agree on number. Anything else is decided by the values.
 * @param files  for each file the types of its columns and where in them each planned column is.
 */
export function withKnownTypes(
  plan: readonly PlannedColumn[],
  files: readonly {
    readonly types: readonly (ColumnType | null)[];
    readonly positions: readonly (number | null)[];
  }[],
): PlannedColumn[] {
  return plan.map((column, i) => {
    if (column.type !== null) return column;
    const types = files.flatMap(({ types: known, positions }) => {
      const at = positions[i] ?? null;
      return at === null ? [] : [known[at] ?? null];
    });
    return { ...column, type: types.length > 0 ? types.reduce(agreed) : null };
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
