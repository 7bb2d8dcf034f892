import type { Database, DatabaseError } from '../engine/ports.ts';
import type { Table } from '../engine/table.ts';
import { sql, text } from '../sql/sql.ts';
import { readBatches } from './batches.ts';
import { cellsOf } from './cells.ts';
import { schemaOf, typeOfSql } from './column-type.ts';
import type { Engine } from './engine.ts';
import { rethrow, toDatabaseError } from './errors.ts';
import { LOCK_DOWN } from './lock-down.ts';
import { makeMatrixBuilder } from './matrix.ts';
import { makeQueue, type Signal } from './queue.ts';
import { requireRoom } from './room.ts';
import { execute, executeQuietly } from './statement.ts';
import { appendArrowStream, queryArrowStream, storeArrowStream, storeTable } from './store.ts';
import { uploadPath } from './upload-name.ts';

/**
 * A {@link Database} over an opened engine, which it locks down first.
 *
 * All calls share one queue and one connection, but `batches`: its reader decides how long it lasts and may ask for other
 * things meanwhile, so each has a connection of its own. Hence neither temporary tables nor BEGIN work across calls.
 * @param settings  statements to run before the settings are locked.
 * @param onLost  hears each error after which the engine is not to be trusted, before whoever asked does.
 */
export async function createDatabase(
  engine: Engine,
  settings: readonly string[] = [],
  onLost: (error: DatabaseError) => void = () => undefined,
): Promise<Database> {
  const enqueue = makeQueue();
  const connection = await engine.connect();
  for (const statement of [...settings, ...LOCK_DOWN])
    await executeQuietly(engine, connection, statement);
  let uploads = 0;

  function refuse(thrown: unknown, signal: Signal | undefined): never {
    const error = toDatabaseError(thrown);
    if (error.engineLost) onLost(error);
    rethrow(error, signal);
  }

  /** Waits for its turn, and lets through nothing but the signal's reason and {@link DatabaseError}. */
  function ask<T>(signal: Signal | undefined, task: () => Promise<T>): Promise<T> {
    return enqueue(() => task().catch((thrown: unknown) => refuse(thrown, signal)), signal);
  }

  async function table(query: string, signal: Signal | undefined): Promise<Table> {
    const { schema, batches } = await execute(engine, connection, query, false, signal);
    const rows: Table['rows'][number][] = [];
    for await (const batch of batches) for (const row of cellsOf(batch)) rows.push(row);
    return { columns: schemaOf(schema), rows };
  }

  return {
    run: (statement, { signal } = {}) =>
      ask(signal, () => executeQuietly(engine, connection, text(statement), signal)),

    rows: (query, { signal } = {}) => ask(signal, () => table(text(query), signal)),

    batches: (query, { signal } = {}) => readBatches(engine, ask, refuse, text(query), signal),

    matrix: (query, { signal } = {}) =>
      ask(signal, async () => {
        const counted = await table(text(sql`SELECT count(*) FROM (${query}) AS counted`), signal);
        const { schema, batches } = await execute(engine, connection, text(query), true, signal);
        const builder = makeMatrixBuilder(Number(counted.rows[0]?.[0]), schema.fields.length - 1);
        for await (const batch of batches) builder.add(batch);
        return builder.finish();
      }),

    store: (name, columns, { signal } = {}) =>
      ask(signal, () => storeTable(engine, connection, name, columns, signal)),

    storeArrow: (name, columns, stream, rows, { signal } = {}) =>
      ask(signal, () => storeArrowStream(engine, connection, name, columns, stream, rows, signal)),

    arrow: (query, { signal } = {}) =>
      ask(signal, () => queryArrowStream(engine, connection, text(query))),

    appendArrow: (name, stream, { signal } = {}) =>
      ask(signal, () => appendArrowStream(engine, name, stream)),

    describe: (query, { signal } = {}) =>
      ask(signal, async () => {
        const { rows } = await table(text(sql`DESCRIBE ${query}`), signal);
        return rows.map(([name, type]) => ({ name: String(name), type: typeOfSql(String(type)) }));
      }),

    upload: (name, bytes) =>
      ask(undefined, async () => {
        await requireRoom(engine, bytes.byteLength);
        uploads += 1;
        const path = uploadPath(name, uploads);
        await engine.register(path, bytes);
        return path;
      }),

    dropUpload: (path) => ask(undefined, () => engine.drop(path)),
    memoryBytes: () => engine.memoryBytes(),
    close: () => ask(undefined, () => engine.close()),
  };
}
