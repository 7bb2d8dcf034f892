import { type Cancellable, type Database, DatabaseError } from '../engine/ports.ts';
import type { Estimate } from '../engine/reading.ts';
import { ident, sql } from '../sql/sql.ts';
import type { PlannedColumn } from './column-plan.ts';
import { columnWeights } from './column-weights.ts';
import type { GrowingTable } from './growing.ts';
import { makeGrowingTable } from './growing-table.ts';
import type { PlannedFile } from './load-file.ts';
import { OVERHEAD_BYTES } from './room.ts';
import type { Scanner, TextSlice, TypedSlice } from './scanner.ts';
import { makeTimeWatch } from './times/watch.ts';

/** Bytes that are looked at of each file: most of a row group of the engine's, for it packs by row groups. */
const SAMPLE_BYTES = 1 << 23;
/** Files are read in small pieces here, and so many at least, to know how many records come out of a byte of a packed one. */
const PIECE_BYTES = 1 << 18;
const LEAST_PIECES = 8;
/** Files looked at, the largest first; the others are taken to be like them. */
const MOST_FILES = 4;

/** A load of less than {@link OVERHEAD_BYTES} needs less besides its tables: so many times its text. */
const OVERHEAD_RATIO = 6;

/** What it takes to load the beginnings of files. */
export interface EstimateContext {
  readonly database: Database;
  readonly scanner: Scanner;
  /** Makes the name of a new table; the caller drops what is left of them. */
  readonly newTable: () => string;
  readonly options: Cancellable;
}

/** Bytes that the tables of the engine take, other memory of it included. */
export async function usedBytes(database: Database, options: Cancellable): Promise<number> {
  const { rows } = await database.rows(
    sql`SELECT coalesce(sum(memory_usage_bytes), 0)::DOUBLE FROM duckdb_memory()`,
    options,
  );
  return Number(rows[0]?.[0]);
}

/**
 * What a load will need, from loading the beginnings of its files: the tables are made, packed, measured and dropped. The
 * shares of a sample are counted; how many rows a range of time leaves is known only when all are read, so it is not.
 * @param share  of the records that will be drawn.
 */
export async function estimateLoad(
  context: EstimateContext,
  plan: readonly PlannedColumn[],
  files: readonly PlannedFile[],
  share: number,
): Promise<Estimate> {
  const { database, newTable, options } = context;
  const before = await packedBytes(database, options);
  const table = newTable();
  const watch = makeTimeWatch(database, plan, newTable);
  const growing = await makeGrowingTable(database, table, plan, newTable, watch);
  const looked = files.toSorted((a, b) => b.file.blob.size - a.file.blob.size).slice(0, MOST_FILES);
  const samples: Sample[] = [];
  for (const file of looked) samples.push(await sampleOf(context, growing, file));
  await growing.finish(options);
  const rowsLooked = samples.reduce((sum, { rowsStored }) => sum + rowsStored, 0);
  const built = (await packedBytes(database, options)) - before;
  const names = plan.map(({ name }) => name);
  const weights = await columnWeights(database, table, names, built, options);
  await database.run(sql`DROP TABLE ${ident(table)}`, options);

  const lookedBytes = looked.reduce((sum, { file }) => sum + file.blob.size, 0);
  const allBytes = files.reduce((sum, { file }) => sum + file.blob.size, 0);
  const lookedRows = samples.reduce((sum, { rows }) => sum + rows, 0);
  const records =
    looked.length === files.length
      ? lookedRows
      : (lookedRows * allBytes) / Math.max(lookedBytes, 1);
  const rows = Math.round(records * share);
  const times = rowsLooked === 0 ? 0 : rows / rowsLooked;
  const tableBytes = Math.round(Math.max(built, 0) * times);
  const text = samples.reduce((sum, sample) => sum + sample.bytes, 0);
  const overhead = Math.min(
    OVERHEAD_BYTES,
    rowsLooked === 0 ? 0 : (OVERHEAD_RATIO * text * records) / rowsLooked,
  );
  return {
    rows,
    counted:
      share === 1 && samples.length === files.length && samples.every(({ counted }) => counted),
    tableBytes,
    peakBytes: tableBytes + Math.round(overhead),
    columnBytes: weights.map((weight) => Math.round(weight * tableBytes)),
  };
}

/** What was looked at of one file. */
interface Sample {
  /** Rows of it that are in the table. */
  readonly rowsStored: number;
  /** Bytes of its slices as they went into the engine. */
  readonly bytes: number;
  /** Records of the whole file. */
  readonly rows: number;
  readonly counted: boolean;
}

async function sampleOf(
  { scanner, options }: EstimateContext,
  growing: GrowingTable,
  { file, table, positions }: PlannedFile,
): Promise<Sample> {
  const { columns, layout, wide } = table;
  const source = { name: file.name, columns, layout, positions, wide };
  let rowsStored = 0;
  const store = async (slice: TextSlice | TypedSlice): Promise<void> => {
    const how = { keep: 0, before: 0, share: 0 };
    rowsStored += (await growing.add(slice, source, how, options)).rows;
  };
  const pieces: TextSlice[] = [];
  let bytes = 0;
  let records = 0;
  let ended = false;
  let readBytes = 0;
  for await (const part of scanner.scan(file, table, { ...options, sliceBytes: PIECE_BYTES })) {
    ended = part.kind === 'end';
    if (part.kind === 'end') break;
    readBytes = part.readBytes;
    records += part.records;
    if (bytes < SAMPLE_BYTES) {
      bytes += part.bytes.length;
      if (part.kind === 'text') pieces.push(part);
      else await store(part);
    }
    if (bytes >= SAMPLE_BYTES && readBytes >= LEAST_PIECES * PIECE_BYTES) break;
  }
  if (pieces.length > 0) await store(inOne(pieces));
  const counted = ended || table.rows !== undefined;
  // The last piece was read to its end, and its records to somewhere in it.
  const share = ended ? 1 : (readBytes - PIECE_BYTES / 2) / Math.max(file.blob.size, 1);
  const rows = table.rows ?? Math.round(records / Math.min(1, Math.max(share, 1e-9)));
  return { rowsStored, bytes, rows, counted };
}

/** Small slices as one: each table of the engine takes a block a column, however few its rows are. */
function inOne(slices: readonly TextSlice[]): TextSlice {
  const bytes = new Uint8Array(slices.reduce((sum, slice) => sum + slice.bytes.length, 0));
  let at = 0;
  for (const slice of slices) {
    bytes.set(slice.bytes, at);
    at += slice.bytes.length;
  }
  return {
    kind: 'text',
    bytes,
    records: slices.reduce((sum, slice) => sum + slice.records, 0),
    longest: slices.reduce((most, slice) => Math.max(most, slice.longest), 0),
    lineBreaks: Uint32Array.of(0, 1),
    rejects: [],
  };
}

/** Bytes of the engine's tables after it has packed them. */
export async function packedBytes(database: Database, options: Cancellable): Promise<number> {
  await pack(database, options);
  return usedBytes(database, options);
}

/** Makes the engine pack what it holds loosely. While somebody reads from it, it does not: nothing is lost by that. */
async function pack(database: Database, options: Cancellable): Promise<void> {
  try {
    await database.run(sql`CHECKPOINT`, options);
  } catch (thrown) {
    if (!(thrown instanceof DatabaseError) || thrown.code === 'out-of-memory') throw thrown;
  }
}
