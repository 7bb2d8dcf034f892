import { type Cancellable, type Database, ReadError } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, scratch, type Sql, sql, text } from '../sql/sql.ts';
import { typeName } from './casts.ts';
import type { PlannedColumn } from './column-plan.ts';
import type { FileColumn, TextLayout, TextSlice, TypedSlice, WideTable } from './scanner.ts';

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
 * @param upload    of a slice of text that was tried otherwise before; it is dropped here.
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
  upload?: SliceUpload,
): Promise<readonly ColumnType[]> {
  if (slice.kind === 'typed')
    return stageTyped(database, table, slice, source, plan, newTable, options);
  const own = upload ?? uploadOf(database, slice, source);
  await stageText(database, table, own, source.positions, options);
  const rows = await countRows(database, scratch(table), sql`true`, options);
  if (rows !== slice.records) throw otherRecords(rows, slice, source.name);
  return plan.map(() => 'text');
}

async function stageText(
  database: Database,
  table: string,
  upload: SliceUpload,
  positions: SliceSource['positions'],
  options: Cancellable,
): Promise<void> {
  const asText = positions.map(() => null);
  const relation = await upload.relation(asText);
  const create = sql`CREATE TABLE ${scratch(table)} AS SELECT * FROM ${relation}`;
  try {
    await database.run(create, options);
  } finally {
    await upload.drop();
  }
}

/** A slice where the engine can read it. Its bytes are moved there when that is first asked for, and are not here any more. */
export interface SliceUpload {
  /**
   * Columns `p0`, `p1` … in the order of the plan.
   * @param types  by column, what the engine reads it as while it parses; null: as text.
   */
  relation(types: readonly (ColumnType | null)[]): Promise<Sql>;
  drop(): Promise<void>;
}

/** @param bytes  of the slice, which may be unusable afterwards. */
export function uploadOf(
  database: Database,
  { bytes, longest }: TextSlice,
  source: SliceSource,
): SliceUpload {
  let uploading: Promise<string> | null = null;
  return {
    async relation(types) {
      uploading ??= database.upload(source.name, bytes);
      const columns = source.positions.map(
        (at, i) =>
          sql`${fileColumn(at)}::${typeName(types[i] ?? 'text')} AS ${ident(stageColumn(i))}`,
      );
      const typed = new Map(types.map((type, i) => [source.positions[i] ?? null, type]));
      const from = readCsv(
        await uploading,
        source.layout,
        longest,
        (at) => typed.get(at) ?? 'text',
      );
      return sql`(SELECT ${join(columns)} FROM ${from})`;
    },
    async drop() {
      const uploaded = uploading;
      uploading = null;
      if (uploaded) await database.dropUpload(await uploaded);
    },
  };
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

function readCsv(
  path: string,
  layout: TextLayout | null,
  longest: number,
  typeAt: (position: number) => ColumnType,
): Sql {
  if (!layout) throw new RangeError('A table without a layout has no text slices.');
  const { delimiter, width, quotedNull = false } = layout;
  const columns = Array.from(
    { length: width },
    (_, i) => sql`${lit(`c${String(i)}`)}: ${lit(text(typeName(typeAt(i))))}`,
  );
  const line = Math.max(LEAST_LINE_SIZE, longest + 1024);
  return sql`read_csv(${lit(path)}, auto_detect=false, columns={${join(columns)}}, delim=${lit(delimiter)},
    quote='"', escape='"', new_line='\\n', header=false, skip=0, nullstr='', allow_quoted_nulls=${lit(quotedNull)},
    null_padding=false, ignore_errors=false, strict_mode=true, parallel=false, compression='none',
    max_line_size=${lit(line)}, buffer_size=${lit(Math.max(LEAST_BUFFER_SIZE, 2 * line))})`;
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
