import { DatabaseError, type StoredColumn } from '../engine/ports.ts';
import type { ColumnType, Schema } from '../engine/table.ts';
import { ident, join, scratch, type Sql, sql, text } from '../sql/sql.ts';
import { arrowStream, SLICE_ROWS } from './arrow-stream.ts';
import type { Engine } from './engine.ts';
import { USE_DATABASE } from './lock-down.ts';
import type { Signal } from './queue.ts';
import { requireRoom } from './room.ts';
import { execute, executeQuietly } from './statement.ts';

/**
 * Creates a table and fills it slice by slice; leaves none when it fails or is aborted.
 * Slices go in by a connection of their own: one that broke off would be continued by the next insert of its connection.
 */
export async function storeTable(
  engine: Engine,
  connection: number,
  name: string,
  columns: readonly StoredColumn[],
  signal: Signal | undefined,
): Promise<void> {
  const rows = rowsOf(name, columns);
  signal?.throwIfAborted();
  // Not to be aborted: nobody would know whether the table is there, and whose it is.
  await executeQuietly(engine, connection, text(createTable(name, columns)));
  try {
    await fill(engine, name, columns, rows, signal);
    await checkRows(engine, connection, name, ident(name), rows);
    signal?.throwIfAborted();
  } catch (thrown) {
    await executeQuietly(engine, connection, text(sql`DROP TABLE IF EXISTS ${ident(name)}`));
    throw thrown;
  }
}

/** Creates a scratch table and fills it from an Arrow IPC stream; leaves none when it fails. */
export async function storeArrowStream(
  engine: Engine,
  connection: number,
  name: string,
  columns: Schema,
  stream: Uint8Array,
  rows: number,
  signal: Signal | undefined,
): Promise<void> {
  const definitions = columns.map((column) => sql`${ident(column.name)} ${TYPES[column.type]}`);
  const create = sql`CREATE TABLE ${scratch(name)} (${join(definitions)})`;
  await requireRoom(engine, stream.byteLength);
  signal?.throwIfAborted();
  await executeQuietly(engine, connection, text(create));
  try {
    if (rows > 0) await withOwnConnection(engine, null, (own) => engine.insert(own, stream, name));
    await checkRows(engine, connection, name, scratch(name), rows);
    signal?.throwIfAborted();
  } catch (thrown) {
    await executeQuietly(engine, connection, text(sql`DROP TABLE IF EXISTS ${scratch(name)}`));
    throw thrown;
  }
}

/** Appends an Arrow IPC stream to a table, column by position. How many rows arrived is for the caller to count. */
export async function appendArrowStream(
  engine: Engine,
  name: string,
  stream: Uint8Array,
): Promise<void> {
  await requireRoom(engine, stream.byteLength);
  await withOwnConnection(engine, USE_DATABASE, (own) => engine.insert(own, stream, name));
}

/** Length of the magic word that a file begins with; a stream and a footer follow, and a stream tells where it ends. */
const MAGIC_BYTES = 8;

/** The result of a query as an Arrow IPC stream. */
export async function queryArrowStream(
  engine: Engine,
  connection: number,
  query: string,
): Promise<Uint8Array> {
  return (await engine.query(connection, query)).subarray(MAGIC_BYTES);
}

const TYPES: Readonly<Record<ColumnType, Sql>> = {
  text: sql`VARCHAR`,
  integer: sql`BIGINT`,
  number: sql`DOUBLE`,
  timestamp: sql`TIMESTAMP`,
  boolean: sql`BOOLEAN`,
};

/** @param use  statement that chooses the database; null: the scratch one, where a connection begins. */
async function withOwnConnection(
  engine: Engine,
  use: string | null,
  work: (connection: number) => Promise<void>,
): Promise<void> {
  const own = await engine.connect();
  try {
    if (use !== null) await executeQuietly(engine, own, use);
    await work(own);
  } finally {
    await engine.disconnect(own);
  }
}

async function fill(
  engine: Engine,
  name: string,
  columns: readonly StoredColumn[],
  rows: number,
  signal: Signal | undefined,
): Promise<void> {
  await withOwnConnection(engine, USE_DATABASE, async (own) => {
    for (let start = 0; start < rows; start += SLICE_ROWS) {
      signal?.throwIfAborted();
      const stream = arrowStream(columns, start, Math.min(start + SLICE_ROWS, rows));
      await requireRoom(engine, stream.byteLength);
      await engine.insert(own, stream, name);
    }
  });
}

/** The engine says nothing when it takes a stream for an unfinished one. */
async function checkRows(
  engine: Engine,
  connection: number,
  name: string,
  table: Sql,
  rows: number,
): Promise<void> {
  const query = text(sql`SELECT count(*)::INTEGER FROM ${table}`);
  const { batches } = await execute(engine, connection, query, false, undefined);
  for await (const batch of batches) {
    const stored: unknown = batch.getChildAt(0)?.get(0);
    if (stored === rows) continue;
    const reason = `${String(stored)} of ${rows} rows arrived`;
    throw new DatabaseError(
      'failed',
      `The table "${name}" could not be stored: ${reason}.`,
      reason,
    );
  }
}

function rowsOf(table: string, columns: readonly StoredColumn[]): number {
  const rows = columns[0]?.values.length ?? 0;
  if (
    columns.every(({ values, valid }) => values.length === rows && (valid?.length ?? rows) === rows)
  )
    return rows;
  throw new DatabaseError('failed', `The columns for the table "${table}" differ in length.`, '');
}

function createTable(name: string, columns: readonly StoredColumn[]): Sql {
  const definitions = columns.map((column) =>
    column.values instanceof Int32Array
      ? sql`${ident(column.name)} INTEGER`
      : sql`${ident(column.name)} DOUBLE`,
  );
  return sql`CREATE TABLE ${ident(name)} (${join(definitions)})`;
}
