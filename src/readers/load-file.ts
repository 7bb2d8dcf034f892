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
import { rejectBadValues, type Stage, stageSlice } from './stage.ts';

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
  readonly onRead: (bytes: number) => void;
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
  let rejectedValues = 0;
  let readBytes = 0;
  for await (const part of ahead(scanner.scan(file, table, options))) {
    if (part.kind === 'end') {
      onRead(part.bytes);
      return finished(planned, part, stages, rejectedValues, rejects);
    }
    const found = await takeSlice(
      context,
      planned,
      part,
      stages,
      part.readBytes - readBytes,
      REJECTS_KEPT - rejects.length,
    );
    rejectedValues += found.rejected;
    rejects.push(...found.rejects.slice(0, REJECTS_KEPT - rejects.length));
    readBytes = part.readBytes;
    onRead(readBytes);
  }
  throw new ReadError('unreadable', 'The reading of this file broke off.', file.name);
}

/** Brings one slice into the engine. */
export async function takeSlice(
  { database, plan, inference, newTable, options }: LoadContext,
  { file, table: { columns, layout }, positions }: PlannedFile,
  slice: TextSlice | TypedSlice,
  stages: Stage[],
  bytes: number,
  keep: number,
): Promise<{ rejected: number; rejects: Reject[] }> {
  const scanned = slice.rejects.map((reject): Reject => ({
    file: file.name,
    column: null,
    ...reject,
  }));
  if (slice.records === 0) return { rejected: 0, rejects: scanned };
  const table = newTable();
  const source = { name: file.name, columns, layout, positions };
  const types = await stageSlice(database, table, slice, source, plan, newTable, options);
  const found = await rejectBadValues(
    database,
    table,
    plan,
    types,
    slice,
    file.name,
    keep,
    options,
  );
  const rows = slice.records - found.rejected;
  await inference.look(table, rows, options);
  stages.push({ table, rows, bytes, types });
  return {
    rejected: found.rejected,
    rejects: [...scanned, ...found.rejects].toSorted((a, b) => a.line - b.line),
  };
}

function finished(
  { file: { name, table } }: PlannedFile,
  end: ScanEnd,
  stages: readonly Stage[],
  rejectedValues: number,
  rejects: readonly Reject[],
): StagedFile {
  const rows = stages.reduce((sum, stage) => sum + stage.rows, 0);
  const rejected = end.rejected + rejectedValues;
  if (rows + rejected !== end.records) {
    const message =
      `This file has ${String(end.records)} records, but ${String(rows)} rows and ${String(rejected)} rejected ` +
      'records came out of it. Nothing was loaded. Please report this file.';
    throw new ReadError('unreadable', message, name);
  }
  const chosen = table === undefined ? {} : { table };
  const record = { name, bytes: end.bytes, sha256: end.sha256, rows, rejected, ...chosen };
  const warnings = [...(rows === 0 ? ['no rows.'] : []), ...end.warnings];
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
