import { type Cancellable, type Database, ReadError, type Reject } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, scratch, type Sql, sql } from '../sql/sql.ts';
import { EXPECTED, failsAs, typeName } from './casts.ts';
import type { PlannedColumn } from './column-plan.ts';
import {
  type FileColumn,
  TEXT_KEPT,
  type TextLayout,
  type TextSlice,
  type TypedSlice,
  type WideTable,
} from './scanner.ts';
import { ISO_TIME } from './times/cast.ts';
import { withoutYear } from './times/years.ts';
import { GAP, OVERLAP } from './times/zone.ts';

/** The file that a slice is from. */
export interface SliceSource {
  readonly name: string;
  readonly columns: readonly FileColumn[];
  /** null: its slices are typed. */
  readonly layout: TextLayout | null;
  /** Position in the file of each planned column; null where the file lacks it and the value is null. */
  readonly positions: readonly (number | null)[];
  /** The table as it stands in the file, where it is made long. */
  readonly wide?: WideTable | undefined;
}

/** A column of the file as it is first stored. */
function fileColumn(position: number | null): Sql {
  return position === null ? sql`NULL` : ident(`c${String(position)}`);
}

export function stageColumn(position: number): string {
  return `p${String(position)}`;
}

/**
 * Puts a slice into a new scratch table of columns `p0`, `p1` … in the order of the plan. Throws ReadError when the
 * engine sees other records than the scanner did.
 * @param newTable  makes the name of a further table, which is dropped again.
 * @returns what each column is stored as: text still to be read as what is planned, or the planned type itself.
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
  const rows = await countRows(database, scratch(table), sql`true`, options);
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
  await withTextRelation(database, slice, source, async (relation) => {
    const create = sql`CREATE TABLE ${scratch(table)} AS SELECT * FROM ${relation}`;
    await database.run(create, options);
  });
}

/** Does some work on the relation of a slice's texts, with columns `p0`, `p1` …, while the engine can read it. */
export async function withTextRelation(
  database: Database,
  slice: TextSlice,
  source: SliceSource,
  work: (relation: Sql) => Promise<void>,
): Promise<void> {
  const path = await database.upload(source.name, slice.bytes.slice());
  try {
    const columns = source.positions.map(
      (at, i) => sql`${fileColumn(at)}::VARCHAR AS ${ident(stageColumn(i))}`,
    );
    const from = readCsv(path, source.layout, slice.longest);
    await work(sql`(SELECT ${join(columns)} FROM ${from})`);
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
    const at = positions[i] ?? null;
    const own = at === null ? type : (columns[at]?.type ?? 'text');
    return own === type ? (own ?? 'text') : 'text';
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
  const selected = positions.map(
    (at, i) => sql`${fileColumn(at)}::${typeName(types[i] ?? 'text')} AS ${ident(stageColumn(i))}`,
  );
  await database.run(
    sql`CREATE TABLE ${scratch(table)} AS SELECT ${join(selected)} FROM ${scratch(given)}`,
    options,
  );
  await database.run(sql`DROP TABLE ${scratch(given)}`, options);
  return types;
}

export function otherRecords(rows: number, slice: TextSlice, file: string): ReadError {
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

/** What was found out about the values of a slice. */
interface CheckedValues {
  /** Records that hold a value which is not of its column's type. */
  readonly bad: number;
  /** Of the other records: how many times of each planned column tell more than microseconds. */
  readonly lostDigits: readonly number[];
}

/** Counts the records whose values are not of the planned types. */
async function checkValues(
  database: Database,
  table: Sql,
  plan: readonly PlannedColumn[],
  stored: readonly ColumnType[],
  options: Cancellable,
): Promise<CheckedValues> {
  const nothing = { bad: 0, lostDigits: plan.map(() => 0) };
  const fails = failing(plan, stored);
  if (fails.length === 0) return nothing;
  const losing = fails.flatMap(({ i, loses }) => (loses ? [{ i, loses }] : []));
  const lost = losing.map(
    ({ loses }) => sql`count(*) FILTER (WHERE (bad) IS NOT TRUE AND ${loses})`,
  );
  const { rows } = await database.rows(
    sql`SELECT ${join([sql`count(*) FILTER (WHERE bad)`, ...lost])} FROM (SELECT *, ${anyOf(fails)} AS bad FROM ${table})`,
    options,
  );
  const [bad, ...counts] = (rows[0] ?? []).map(Number);
  const byColumn = new Map(losing.map(({ i }, at) => [i, counts[at] ?? 0]));
  return { bad: bad ?? 0, lostDigits: plan.map((_, i) => byColumn.get(i) ?? 0) };
}

interface Failing {
  readonly i: number;
  /** True where the value is not of the type. */
  readonly fails: Sql;
  readonly loses: Sql | null;
  /** Kind of the clock change that a local time met, 0 for none. */
  readonly change: Sql;
}

/** The columns whose text has to be of a type. */
function failing(plan: readonly PlannedColumn[], stored: readonly ColumnType[]): Failing[] {
  return plan.flatMap(({ type, cast }, i): Failing[] => {
    if (type === null || type === stored[i]) return [];
    const column = ident(stageColumn(i));
    const time = type === 'timestamp' ? (cast ?? ISO_TIME) : null;
    return [
      {
        i,
        fails: failsAs(type, column, cast),
        loses: time?.losesDigits ? time.losesDigits(sql`trim(${column})`) : null,
        change: time?.clockChange ? time.clockChange(sql`trim(${column})`) : lit(0),
      },
    ];
  });
}

function anyOf(fails: readonly Failing[]): Sql {
  return join(
    fails.map((column) => column.fails),
    ' OR ',
  );
}

/**
 * Takes the records out of a scratch table whose values are not of the planned types.
 */
export async function rejectBadValues(
  database: Database,
  name: string,
  plan: readonly PlannedColumn[],
  stored: readonly ColumnType[],
  slice: TextSlice | TypedSlice,
  { name: file, columns, wide }: SliceSource,
  keep: number,
  options: Cancellable,
): Promise<{ rejected: number; rejects: Reject[]; lostDigits: readonly number[] }> {
  const table = scratch(name);
  const { bad: rejected, lostDigits } = await checkValues(database, table, plan, stored, options);
  if (rejected === 0) return { rejected, rejects: [], lostDigits };

  const fails = failing(plan, stored);
  const bad = anyOf(fails);
  const byColumn = (value: (column: Failing) => Sql) =>
    sql`CASE which ${join(
      fails.map((column) => sql`WHEN ${lit(column.i)} THEN ${value(column)}`),
      ' ',
    )} END`;
  const which = join(
    fails.map((column) => sql`WHEN ${column.fails} THEN ${lit(column.i)}`),
    ' ',
  );
  const found = await database.rows(
    sql`SELECT record, which, left(${byColumn(({ i }) => ident(stageColumn(i)))}, ${lit(TEXT_KEPT)}), ${byColumn(({ change }) => change)}
      FROM (SELECT *, rowid AS record, CASE ${which} END AS which FROM ${table} WHERE ${bad})
      ORDER BY record LIMIT ${lit(keep)}`,
    options,
  );
  await database.run(sql`DELETE FROM ${table} WHERE ${bad}`, options);
  const lineOf = makeLineIndex(lineBreaksOf(slice));
  const perRecord = (slice.kind === 'typed' ? slice.wide?.perRecord : undefined) ?? 1;
  const valueColumn = wide && columns.at(-1)?.name;
  const rejects = found.rows.map(([row, position, text, change]): Reject => {
    const column = plan[Number(position)];
    const cell = wide?.cells[Number(row) % perRecord];
    const source = column?.source ?? null;
    return {
      file,
      line: lineOf(Math.floor(Number(row) / perRecord)),
      // Of a cell the file's own column is named.
      column: source === valueColumn ? (wide?.names[cell ?? -1] ?? source) : source,
      reason: reasonFor(column, Number(change ?? 0)),
      text: withoutYear(String(text)),
    };
  });
  return { rejected, rejects, lostDigits };
}

function reasonFor(column: PlannedColumn | undefined, change: number): string {
  const zone = column?.time?.zone ?? '';
  if (change === GAP) return `a time that a clock change in ${zone} leaves out`;
  if (change === OVERLAP) return `a time that happens twice, by a clock change in ${zone}`;
  if (column?.type === 'timestamp' && column.cast) return column.cast.expected;
  return EXPECTED[column?.type ?? 'text'];
}

/** Where the lines of a slice begin, as {@link TextSlice.lineBreaks}. */
export function lineBreaksOf(slice: TextSlice | TypedSlice): Uint32Array {
  if (slice.kind === 'text') return slice.lineBreaks;
  return slice.wide?.lineBreaks ?? Uint32Array.of(0, slice.firstRecord);
}

/** @returns a function from a record of the slice to its line; records must be asked for in ascending order. */
export function makeLineIndex(lineBreaks: Uint32Array): (record: number) => number {
  let at = 0;
  return (record) => {
    while ((lineBreaks[at + 2] ?? Infinity) <= record) at += 2;
    return (lineBreaks[at + 1] ?? 1) + record - (lineBreaks[at] ?? 0);
  };
}

export async function countRows(
  database: Database,
  table: Sql,
  condition: Sql,
  options: Cancellable,
): Promise<number> {
  const { rows } = await database.rows(
    sql`SELECT count(*) FROM ${table} WHERE ${condition}`,
    options,
  );
  return Number(rows[0]?.[0]);
}
