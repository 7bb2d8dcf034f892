import { type Cancellable, type Database, ReadError, type Reject } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';
import { EXPECTED, failsAs, typeName } from './casts.ts';
import type { PlannedColumn } from './column-plan.ts';
import {
  type FileColumn,
  TEXT_KEPT,
  type TextLayout,
  type TextSlice,
  type TypedSlice,
} from './scanner.ts';

/** A slice of a file in the engine: bad records taken out, columns `p0`, `p1` … in the order of the plan. */
export interface Stage {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** What each column is stored as: text still to be read as what is planned, or the planned type itself. */
  readonly types: readonly ColumnType[];
}

/** The file that a slice is from. */
export interface SliceSource {
  readonly name: string;
  readonly columns: readonly FileColumn[];
  /** null: its slices are typed. */
  readonly layout: TextLayout | null;
  /** Position in the file of each planned column. */
  readonly positions: readonly number[];
}

export function stageColumn(position: number): string {
  return `p${String(position)}`;
}

/**
 * Puts a slice into a new table. Throws ReadError when the engine sees other records than the scanner did.
 * @param newTable  makes the name of a further table, which is dropped again.
 * @returns what each column is stored as.
 */
export async function stageSlice(
  database: Database,
  table: string,
  slice: TextSlice | TypedSlice,
  source: SliceSource,
  plan: readonly PlannedColumn[],
  newTable: () => string,
  options: Cancellable,
): Promise<readonly ColumnType[]> {
  if (slice.kind === 'typed')
    return stageTyped(database, table, slice, source, plan, newTable, options);
  await stageText(database, table, slice, source, options);
  const rows = await countRows(database, table, sql`true`, options);
  if (rows !== slice.records) throw otherRecords(rows, slice, source.name);
  return plan.map(() => 'text');
}

async function stageText(
  database: Database,
  table: string,
  slice: TextSlice,
  source: SliceSource,
  options: Cancellable,
): Promise<void> {
  const path = await database.upload(source.name, slice.bytes);
  try {
    const columns = source.positions.map(
      (at, i) => sql`${ident(`c${String(at)}`)} AS ${ident(stageColumn(i))}`,
    );
    const from = readCsv(path, source.layout, slice.longest);
    await database.run(
      sql`CREATE TABLE ${ident(table)} AS SELECT ${join(columns)} FROM ${from}`,
      options,
    );
  } finally {
    await database.dropUpload(path);
  }
}

/** A column that is not of the planned type becomes text, and is read as all text is. */
async function stageTyped(
  database: Database,
  table: string,
  { bytes, records }: TypedSlice,
  { columns, positions }: SliceSource,
  plan: readonly PlannedColumn[],
  newTable: () => string,
  options: Cancellable,
): Promise<readonly ColumnType[]> {
  const types = plan.map(({ type }, i): ColumnType => {
    const own = columns[positions[i] ?? 0]?.type ?? 'text';
    return own === type ? own : 'text';
  });
  const isAsPlanned =
    columns.length === plan.length &&
    plan.every((_, i) => positions[i] === i && (columns[i]?.type ?? 'text') === types[i]);
  if (isAsPlanned) {
    // Nothing to choose and nothing to cast: a copy less of all values.
    const own = types.map((type, i) => ({ name: stageColumn(i), type }));
    await database.storeArrow(table, own, bytes, records, options);
    return types;
  }
  const raw = columns.map(({ type }, i) => ({ name: `c${String(i)}`, type: type ?? 'text' }));
  const given = newTable();
  await database.storeArrow(given, raw, bytes, records, options);
  const selected = positions.map((at, i) => {
    const column = ident(`c${String(at)}`);
    return sql`${column}::${typeName(types[i] ?? 'text')} AS ${ident(stageColumn(i))}`;
  });
  await database.run(
    sql`CREATE TABLE ${ident(table)} AS SELECT ${join(selected)} FROM ${ident(given)}`,
    options,
  );
  await database.run(sql`DROP TABLE ${ident(given)}`, options);
  return types;
}

function otherRecords(rows: number, slice: TextSlice, file: string): ReadError {
  const line = slice.lineBreaks[1] ?? null;
  const message =
    `The engine found ${String(rows)} records where the file has ${String(slice.records)}` +
    `, near line ${String(line ?? 1)}. Nothing was loaded. Please report this file.`;
  return new ReadError('unreadable', message, file, line);
}

const LEAST_LINE_SIZE = 1 << 21;
const LEAST_BUFFER_SIZE = 1 << 25;

function readCsv(path: string, layout: TextLayout | null, longest: number): Sql {
  if (!layout) throw new RangeError('A table without a layout has no text slices.');
  const { delimiter, width } = layout;
  const columns = Array.from({ length: width }, (_, i) => sql`${lit(`c${String(i)}`)}: 'VARCHAR'`);
  const line = Math.max(LEAST_LINE_SIZE, longest + 1024);
  return sql`read_csv(${lit(path)}, auto_detect=false, columns={${join(columns)}}, delim=${lit(delimiter)},
    quote='"', escape='"', new_line='\\n', header=false, skip=0, nullstr='', allow_quoted_nulls=false,
    null_padding=false, ignore_errors=false, strict_mode=true, parallel=false, compression='none',
    max_line_size=${lit(line)}, buffer_size=${lit(Math.max(LEAST_BUFFER_SIZE, 2 * line))})`;
}

/**
 * Finds the records whose values are not of the declared types.
 * @param nameOf  where a wide table was made long: the file's name of a cell's column, by its position among a record's cells.
 * @returns the condition that is true for them, null where there are none; how many; the first `keep` of them.
 */
export async function badValues(
  database: Database,
  table: string,
  plan: readonly PlannedColumn[],
  stored: readonly ColumnType[],
  slice: TextSlice | TypedSlice,
  file: string,
  keep: number,
  options: Cancellable,
  nameOf?: (column: string, cell: number) => string | undefined,
): Promise<{ condition: Sql | null; rejected: number; rejects: Reject[] }> {
  const typed = plan.flatMap(({ type }, i) =>
    type === null || type === stored[i] ? [] : [{ i, type }],
  );
  if (typed.length === 0) return { condition: null, rejected: 0, rejects: [] };
  const fails = typed.map(({ i, type }) => ({ i, fails: failsAs(type, ident(stageColumn(i))) }));
  const bad = join(
    fails.map((column) => column.fails),
    ' OR ',
  );
  const rejected = await countRows(database, table, bad, options);
  if (rejected === 0) return { condition: null, rejected, rejects: [] };

  const which = join(
    fails.map((column) => sql`WHEN ${column.fails} THEN ${lit(column.i)}`),
    ' ',
  );
  const value = join(
    fails.map(({ i }) => sql`WHEN ${lit(i)} THEN ${ident(stageColumn(i))}`),
    ' ',
  );
  const found = await database.rows(
    sql`SELECT record, which, left(CASE which ${value} END, ${lit(TEXT_KEPT)})
      FROM (SELECT *, rowid AS record, CASE ${which} END AS which FROM ${ident(table)} WHERE ${bad})
      ORDER BY record LIMIT ${lit(keep)}`,
    options,
  );
  const wide = slice.kind === 'typed' ? slice.wide : undefined;
  const lineOf = makeLineIndex(
    slice.kind === 'text'
      ? slice.lineBreaks
      : (wide?.lineBreaks ?? Uint32Array.of(0, slice.firstRecord)),
  );
  const perRecord = wide?.perRecord ?? 1;
  const rejects = found.rows.map(([record, position, text]): Reject => {
    const column = plan[Number(position)];
    const reason = EXPECTED[column?.type ?? 'text'];
    return {
      file,
      line: lineOf(Math.floor(Number(record) / perRecord)),
      column:
        (column && nameOf?.(column.source, Number(record) % perRecord)) ?? column?.source ?? null,
      reason,
      text: String(text),
    };
  });
  return { condition: bad, rejected, rejects };
}

/** @returns a function from a record of the slice to its line; records must be asked for in ascending order. */
function makeLineIndex(lineBreaks: Uint32Array): (record: number) => number {
  let at = 0;
  return (record) => {
    while ((lineBreaks[at + 2] ?? Infinity) <= record) at += 2;
    return (lineBreaks[at + 1] ?? 1) + record - (lineBreaks[at] ?? 0);
  };
}

export async function countRows(
  database: Database,
  table: string,
  condition: Sql,
  options: Cancellable,
): Promise<number> {
  const { rows } = await database.rows(
    sql`SELECT count(*) FROM ${ident(table)} WHERE ${condition}`,
    options,
  );
  return Number(rows[0]?.[0]);
}
