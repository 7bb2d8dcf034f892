import {
  type Cancellable,
  type FileRecord,
  ReadError,
  type Reject,
  REJECTS_KEPT,
  type SourceFile,
} from '../engine/ports.ts';
import type { GrowingTable } from './growing-table.ts';
import type { ScanEnd, Scanner, TableDescription } from './scanner.ts';

/** What one file of an input is and how it fits the plan. */
export interface PlannedFile {
  readonly file: SourceFile;
  readonly table: TableDescription;
  /** Position in the file of each planned column; null where the file lacks it. */
  readonly positions: readonly (number | null)[];
}

/** What all files of one load have in common. */
export interface LoadContext {
  readonly scanner: Scanner;
  readonly table: GrowingTable;
  readonly onRead: (bytes: number) => void;
  readonly options: Cancellable;
}

export interface LoadedFile {
  readonly record: FileRecord;
  readonly rejects: readonly Reject[];
  readonly warnings: readonly string[];
  /** By planned column: times that tell more than microseconds. */
  readonly lostDigits: readonly number[];
}

/** Brings one file into the engine, slice by slice, and proves that each of its records is a row or a reject. */
export async function loadFile(context: LoadContext, planned: PlannedFile): Promise<LoadedFile> {
  const { scanner, table, options, onRead } = context;
  const { file, positions } = planned;
  const { columns, layout } = planned.table;
  const source = { name: file.name, columns, layout, positions };
  const rejects: Reject[] = [];
  const lostDigits: number[] = [];
  let rows = 0;
  let rejectedValues = 0;
  for await (const part of ahead(scanner.scan(file, planned.table, options))) {
    if (part.kind === 'end') {
      onRead(part.bytes);
      return { ...finished(planned, part, rows, rejectedValues, rejects), lostDigits };
    }
    const keep = REJECTS_KEPT - rejects.length;
    const scanned = part.rejects.map((reject): Reject => ({
      file: file.name,
      column: null,
      ...reject,
    }));
    const added =
      part.records === 0
        ? { rows: 0, rejected: 0, rejects: [], lostDigits: [] }
        : await table.add(part, source, keep, options);
    rows += added.rows;
    rejectedValues += added.rejected;
    added.lostDigits.forEach((count, i) => (lostDigits[i] = (lostDigits[i] ?? 0) + count));
    const found = [...scanned, ...added.rejects].toSorted((a, b) => a.line - b.line);
    rejects.push(...found.slice(0, keep));
    onRead(part.readBytes);
  }
  throw new ReadError('unreadable', 'The reading of this file broke off.', file.name);
}

function finished(
  { file: { name, table, dialect } }: PlannedFile,
  end: ScanEnd,
  rows: number,
  rejectedValues: number,
  rejects: readonly Reject[],
): Omit<LoadedFile, 'lostDigits'> {
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
  return { record, rejects, warnings: warnings.map((text) => `${name}: ${text}`) };
}

/** The same items, the next one asked for while the present one is worked on. */
export async function* ahead<T>(items: AsyncIterable<T>): AsyncGenerator<T, void> {
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
