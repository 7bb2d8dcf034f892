import {
  type Cancellable,
  type FileRecord,
  ReadError,
  type Reject,
  REJECTS_KEPT,
  type SourceFile,
} from '../engine/ports.ts';
import type { GrowingTable } from './growing.ts';
import type {
  ScanEnd,
  Scanner,
  ScanPart,
  TableDescription,
  TextSlice,
  TypedSlice,
} from './scanner.ts';

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
  /** The share of all files that is read when so many bytes of this one are; absent: not known. */
  readonly shareOf?: (bytes: number) => number;
  /** Called when a slice is in the table, with the bytes of the file read so far; may throw to end the load. */
  readonly onStored?: (bytes: number) => Promise<void>;
  readonly options: Cancellable;
}

export interface LoadedFile {
  readonly record: FileRecord;
  readonly rejects: readonly Reject[];
  readonly warnings: readonly string[];
}

/** What became of the clean records of a file so far. */
interface Counts {
  records: number;
  rows: number;
  rejectedValues: number;
  unwanted: number;
}

/** Brings one file into the engine, slice by slice, and proves that each of its records is a row, a reject or unwanted. */
export async function loadFile(context: LoadContext, planned: PlannedFile): Promise<LoadedFile> {
  const { scanner, table, options, onRead } = context;
  const { file, positions, table: description } = planned;
  const { columns, layout, wide } = description;
  const source = { name: file.name, columns, layout, positions, wide };
  const rejects: Reject[] = [];
  const counts: Counts = { records: 0, rows: 0, rejectedValues: 0, unwanted: 0 };
  const shareOf = (bytes: number) => context.shareOf?.(bytes) ?? 0;
  const announce = (slice: TextSlice | TypedSlice, bytes: number) => {
    table.announce(slice, source, shareOf(bytes));
  };
  const scanned = ahead(scanner.scan(file, description, options));
  for await (const part of ahead(announced(scanned, announce))) {
    if (part.kind === 'end') {
      onRead(part.bytes);
      counts.unwanted += part.passedOver ?? 0;
      return finished(planned, part, counts, rejects);
    }
    const keep = REJECTS_KEPT - rejects.length;
    const refused = part.rejects.map((reject): Reject => ({
      file: file.name,
      column: null,
      ...reject,
    }));
    const added =
      part.records === 0
        ? { rows: 0, rejected: 0, unwanted: 0, rejects: [] }
        : await table.add(
            part,
            source,
            { keep, before: counts.records, share: shareOf(part.readBytes) },
            options,
          );
    counts.records += part.records;
    counts.rows += added.rows;
    counts.rejectedValues += added.rejected;
    counts.unwanted += added.unwanted;
    const found = [...refused, ...added.rejects].toSorted((a, b) => a.line - b.line);
    rejects.push(...found.slice(0, keep));
    onRead(part.readBytes);
    await context.onStored?.(part.readBytes);
  }
  throw new ReadError('unreadable', 'The reading of this file broke off.', file.name);
}

function finished(
  { file: { name, table, dialect } }: PlannedFile,
  end: ScanEnd,
  { rows, rejectedValues, unwanted }: Counts,
  rejects: readonly Reject[],
): LoadedFile {
  const rejected = end.rejected + rejectedValues;
  if (rows + rejected + unwanted !== end.records) {
    const message =
      `This file has ${String(end.records)} records, but ${String(rows)} rows, ${String(rejected)} rejected and ${String(unwanted)} unwanted ` +
      'records came out of it. Nothing was loaded. Please report this file.';
    throw new ReadError('unreadable', message, name);
  }
  const chosen = {
    ...(table === undefined ? {} : { table }),
    ...(dialect ? { dialect } : {}),
    ...(unwanted > 0 ? { unwanted } : {}),
  };
  const none = unwanted > 0 ? `none of its ${String(unwanted)} rows are wanted.` : 'no rows.';
  const record = { name, bytes: end.bytes, sha256: end.sha256, rows, rejected, ...chosen };
  const warnings = [...(rows === 0 ? [none] : []), ...end.warnings];
  return { record, rejects, warnings: warnings.map((text) => `${name}: ${text}`) };
}

/** The same parts, each slice told of as soon as it is there. */
async function* announced(
  parts: AsyncIterable<ScanPart>,
  announce: (slice: TextSlice | TypedSlice, readBytes: number) => void,
): AsyncGenerator<ScanPart, void> {
  for await (const part of parts) {
    if (part.kind !== 'end' && part.records > 0) announce(part, part.readBytes);
    yield part;
  }
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
