import {
  type Cancellable,
  type Database,
  type FileRecord,
  ReadError,
  type Reject,
  REJECTS_KEPT,
  type SourceFile,
} from '../engine/ports.ts';
import { ident, type Sql, sql } from '../sql/sql.ts';
import type { PlannedColumn } from './column-plan.ts';
import type { TypeInference } from './infer-types.ts';
import type { ScanEnd, Scanner, TableDescription, TextSlice, TypedSlice } from './scanner.ts';
import { badValues, countRows, type Stage, stageSlice } from './stage.ts';
import { type RowFilter, wantedRows } from './wanted-rows.ts';

/** What one file of an input is and how it fits the plan. */
export interface PlannedFile {
  readonly file: SourceFile;
  readonly table: TableDescription;
  readonly positions: readonly number[];
}

/** What all files of one load have in common. */
export interface LoadContext {
  readonly database: Database;
  readonly scanner: Scanner;
  readonly plan: readonly PlannedColumn[];
  readonly inference: TypeInference;
  /** Which rows are wanted; null: all. */
  readonly filter: RowFilter | null;
  /** Makes the name of a new table; the load drops all of them in the end. */
  readonly newTable: () => string;
  readonly onRead: (bytes: number) => void;
  /** Called when a slice is in the engine, with the bytes of the file read so far; may throw to end the load. */
  readonly onStaged?: (bytes: number) => Promise<void>;
  readonly options: Cancellable;
}

export interface StagedFile {
  readonly record: FileRecord;
  readonly stages: readonly Stage[];
  readonly rejects: readonly Reject[];
  readonly warnings: readonly string[];
}

/** Brings one file into the engine, slice by slice, and proves that each of its records is a row or a reject. */
export async function stageFile(context: LoadContext, planned: PlannedFile): Promise<StagedFile> {
  const { scanner, options, onRead } = context;
  const { file, table } = planned;
  const stages: Stage[] = [];
  const rejects: Reject[] = [];
  const counts: Counts = { records: 0, rejectedValues: 0, unwanted: 0 };
  let readBytes = 0;
  for await (const part of ahead(scanner.scan(file, table, options))) {
    if (part.kind === 'end') {
      onRead(part.bytes);
      return finished(context, planned, part, stages, counts, rejects);
    }
    const found = await takeSlice(
      context,
      planned,
      part,
      stages,
      part.readBytes - readBytes,
      REJECTS_KEPT - rejects.length,
      counts.records,
    );
    counts.records += part.records;
    counts.rejectedValues += found.rejected;
    counts.unwanted += found.unwanted;
    rejects.push(...found.rejects.slice(0, REJECTS_KEPT - rejects.length));
    readBytes = part.readBytes;
    onRead(readBytes);
    await context.onStaged?.(readBytes);
  }
  throw new ReadError('unreadable', 'The reading of this file broke off.', file.name);
}

/** What became of the clean records of a file so far, beside rows. */
interface Counts {
  records: number;
  rejectedValues: number;
  unwanted: number;
}

/**
 * Brings one slice into the engine.
 * @param before  clean records of the file before this slice.
 */
export async function takeSlice(
  { database, plan, inference, filter, newTable, options }: LoadContext,
  { file, table: { columns, layout, wide }, positions }: PlannedFile,
  slice: TextSlice | TypedSlice,
  stages: Stage[],
  bytes: number,
  keep: number,
  before: number,
): Promise<{ rejected: number; unwanted: number; rejects: Reject[] }> {
  const scanned = slice.rejects.map((reject): Reject => ({
    file: file.name,
    column: null,
    ...reject,
  }));
  if (slice.records === 0) return { rejected: 0, unwanted: 0, rejects: scanned };
  const staged = newTable();
  const source = { name: file.name, columns, layout, positions };
  const types = await stageSlice(database, staged, slice, source, plan, newTable, options);
  const last = columns.at(-1);
  const value = wide && (last?.at ?? columns.length - 1) === wide.kept.length + wide.groups.length;
  const nameOf = (column: string, cell: number) =>
    value && column === last?.name ? wide.names[wide.cells[cell] ?? -1] : undefined;
  const bad = await badValues(
    database,
    staged,
    plan,
    types,
    slice,
    file.name,
    keep,
    options,
    wide && nameOf,
  );
  const wanted = filter && wantedRows(filter, plan, types, before);
  const { table, rows, unwanted } = await keptRows(
    { database, newTable, options },
    staged,
    bad.condition,
    wanted,
    slice.records - bad.rejected,
  );
  await inference.look(table, rows, options);
  stages.push({ table, rows, bytes, types });
  return {
    rejected: bad.rejected,
    unwanted,
    rejects: [...scanned, ...bad.rejects].toSorted((a, b) => a.line - b.line),
  };
}

/** Leaves the rows that are neither bad nor unwanted, in their order; both conditions may be null: there are none. */
async function keptRows(
  { database, newTable, options }: Pick<LoadContext, 'database' | 'newTable' | 'options'>,
  staged: string,
  bad: Sql | null,
  wanted: Sql | null,
  good: number,
): Promise<{ table: string; rows: number; unwanted: number }> {
  if (wanted === null) {
    if (bad) await database.run(sql`DELETE FROM ${ident(staged)} WHERE ${bad}`, options);
    return { table: staged, rows: good, unwanted: 0 };
  }
  const isGood = bad ? sql`(${bad}) IS NOT TRUE` : sql`true`;
  // Counted apart, not by difference: the records of the file have to add up.
  const isUnwanted = sql`${isGood} AND (${wanted}) IS NOT TRUE`;
  const unwanted = await countRows(database, staged, isUnwanted, options);
  const table = newTable();
  await database.run(
    sql`CREATE TABLE ${ident(table)} AS SELECT * FROM ${ident(staged)} WHERE ${isGood} AND (${wanted}) IS TRUE`,
    options,
  );
  await database.run(sql`DROP TABLE ${ident(staged)}`, options);
  const rows = await countRows(database, table, sql`true`, options);
  return { table, rows, unwanted };
}

function finished(
  { filter }: LoadContext,
  { file: { name, table } }: PlannedFile,
  end: ScanEnd,
  stages: readonly Stage[],
  { rejectedValues, unwanted }: Counts,
  rejects: readonly Reject[],
): StagedFile {
  const rows = stages.reduce((sum, stage) => sum + stage.rows, 0);
  const rejected = end.rejected + rejectedValues;
  if (rows + rejected + unwanted !== end.records) {
    const left = filter ? `, ${String(rejected)} rejected and ${String(unwanted)} unwanted` : '';
    const message =
      `This file has ${String(end.records)} records, but ${String(rows)} rows${left || ` and ${String(rejected)} rejected`} ` +
      'records came out of it. Nothing was loaded. Please report this file.';
    throw new ReadError('unreadable', message, name);
  }
  const chosen = table === undefined ? {} : { table };
  const left = filter ? { unwanted } : {};
  const record = { name, bytes: end.bytes, sha256: end.sha256, rows, rejected, ...chosen, ...left };
  const none = unwanted > 0 ? `none of its ${String(unwanted)} rows are wanted.` : 'no rows.';
  const warnings = [...(rows === 0 ? [none] : []), ...end.warnings];
  return { record, stages, rejects, warnings: warnings.map((text) => `${name}: ${text}`) };
}

/** The same items, the next one asked for while the present one is worked on. */
async function* ahead<T>(items: AsyncIterable<T>): AsyncGenerator<T, void> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      const present = await next;
      if (present.done) return;
      next = iterator.next();
      // Heard when it is awaited, or never when the reader stops.
      next.catch(() => undefined);
      yield present.value;
    }
  } finally {
    await iterator.return?.();
  }
}
