import {
  type Cancellable,
  type Database,
  type FileRecord,
  ReadError,
  type Reject,
  REJECTS_KEPT,
  type SourceFile,
} from '../engine/ports.ts';
import type { PlannedColumn } from './column-plan.ts';
import type { TypeInference } from './infer-types.ts';
import type { ScanEnd, Scanner, TableDescription, TextSlice, TypedSlice } from './scanner.ts';
import { checkValues, rejectBadValues, type Stage, stageSlice } from './stage.ts';
import type { StagedSlice } from './staged-slice.ts';
import { mayWait, mustWait } from './times/settle.ts';

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
  /** Makes the name of a new table; the load drops all of them in the end. */
  readonly newTable: () => string;
  readonly options: Cancellable;
}

/** A file in the engine. */
export interface StagedFile {
  readonly planned: PlannedFile;
  readonly end: ScanEnd;
  readonly slices: readonly StagedSlice[];
}

/** A file whose records are rows or rejects, all of them. */
export interface LoadedFile {
  readonly record: FileRecord;
  readonly stages: readonly Stage[];
  readonly rejects: readonly Reject[];
  readonly warnings: readonly string[];
  /** By planned column: times that told more than microseconds. */
  readonly lostDigits: readonly number[];
}

/** Brings one file into the engine, slice by slice. */
export async function stageFile(
  context: LoadContext & { readonly onRead: (bytes: number) => void },
  planned: PlannedFile,
): Promise<StagedFile> {
  const { scanner, options, onRead } = context;
  const { file, table } = planned;
  const slices: StagedSlice[] = [];
  let kept = 0;
  let readBytes = 0;
  for await (const part of ahead(scanner.scan(file, table, options))) {
    if (part.kind === 'end') {
      onRead(part.bytes);
      return { planned, end: part, slices };
    }
    const slice = await takeSlice(context, planned, part, part.readBytes - readBytes);
    if (!mayWait(context.plan, slice)) await checkSlice(context, slice, REJECTS_KEPT - kept);
    else if (!mustWait(context.plan, slice)) await checkIfClean(context, slice);
    kept += slice.scanned.length + (slice.checked?.rejects.length ?? 0);
    slices.push(slice);
    readBytes = part.readBytes;
    onRead(readBytes);
  }
  throw new ReadError('unreadable', 'The reading of this file broke off.', file.name);
}

async function takeSlice(
  { database, plan, newTable, options }: LoadContext,
  { file, table: { columns, layout }, positions }: PlannedFile,
  slice: TextSlice | TypedSlice,
  bytes: number,
): Promise<StagedSlice> {
  const scanned = slice.rejects.map((reject): Reject => ({
    file: file.name,
    column: null,
    ...reject,
  }));
  const lineBreaks =
    slice.kind === 'text' ? slice.lineBreaks : Uint32Array.of(0, slice.firstRecord);
  const own = { bytes, file: file.name, records: slice.records, lineBreaks, scanned };
  if (slice.records === 0) {
    const lostDigits = plan.map(() => 0);
    return { ...own, table: '', types: [], checked: { rejected: 0, rejects: [], lostDigits } };
  }
  const table = newTable();
  const source = { name: file.name, columns, layout, positions };
  const types = await stageSlice(database, table, slice, source, plan, newTable, options);
  return { ...own, table, types, checked: null };
}

/** Takes out what cannot be read as planned, and looks at what the other columns hold. */
async function checkSlice(
  { database, plan, inference, options }: LoadContext,
  slice: StagedSlice,
  keep: number,
): Promise<void> {
  if (slice.checked) return;
  const { table, types, lineBreaks, file, records } = slice;
  slice.checked = await rejectBadValues(
    database,
    table,
    plan,
    types,
    lineBreaks,
    file,
    Math.max(0, keep),
    options,
  );
  await inference.look(table, records - slice.checked.rejected, options);
}

/** The same where nothing is to be taken out; else it waits until all values have been seen. */
async function checkIfClean(
  { database, plan, inference, options }: LoadContext,
  slice: StagedSlice,
): Promise<void> {
  if (slice.checked) return;
  const { bad, lostDigits } = await checkValues(database, slice.table, plan, slice.types, options);
  if (bad > 0) return;
  slice.checked = { rejected: 0, rejects: [], lostDigits };
  await inference.look(slice.table, slice.records, options);
}

/** Proves that each record of a staged file is a row or a reject. */
export async function finishFile(context: LoadContext, staged: StagedFile): Promise<LoadedFile> {
  const { planned, end, slices } = staged;
  const stages: Stage[] = [];
  const rejects: Reject[] = [];
  const lostDigits = context.plan.map(() => 0);
  let rejectedValues = 0;
  for (const slice of slices) {
    const { table, bytes, types, records, scanned } = slice;
    const keep = REJECTS_KEPT - rejects.length;
    await checkSlice(context, slice, keep);
    const { rejected = 0, rejects: found = [], lostDigits: lost = [] } = slice.checked ?? {};
    rejects.push(...[...scanned, ...found].toSorted((a, b) => a.line - b.line).slice(0, keep));
    rejectedValues += rejected;
    lost.forEach((count, i) => (lostDigits[i] = (lostDigits[i] ?? 0) + count));
    if (records > 0) stages.push({ table, rows: records - rejected, bytes, types });
  }
  const rows = stages.reduce((sum, stage) => sum + stage.rows, 0);
  return { ...finished(planned, end, rows, rejectedValues), stages, rejects, lostDigits };
}

function finished(
  { file: { name, table, dialect } }: PlannedFile,
  end: ScanEnd,
  rows: number,
  rejectedValues: number,
): Pick<LoadedFile, 'record' | 'warnings'> {
  const rejected = end.rejected + rejectedValues;
  if (rows + rejected !== end.records) {
    const message =
      `This file has ${String(end.records)} records, but ${String(rows)} rows and ${String(rejected)} rejected ` +
      'records came out of it. Nothing was loaded. Please report this file.';
    throw new ReadError('unreadable', message, name);
  }
  const chosen = { ...(table === undefined ? {} : { table }), ...(dialect ? { dialect } : {}) };
  const record = { name, bytes: end.bytes, sha256: end.sha256, rows, rejected, ...chosen };
  const warnings = [...(rows === 0 ? ['no rows.'] : []), ...end.warnings];
  return { record, warnings: warnings.map((text) => `${name}: ${text}`) };
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
