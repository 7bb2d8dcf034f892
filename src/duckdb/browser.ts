import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import type { Database, DatabaseError } from '../engine/ports.ts';
import { startEngineWorker } from './browser-worker.ts';
import { createDatabase } from './database.ts';
import { type Engine, OPEN_CONFIG } from './engine.ts';
import { engineBroken } from './errors.ts';

/**
 * Opens DuckDB in a worker of the page, in memory and locked down: about a second on first use.
 * @param onLost  hears once that the engine ran out of memory, trapped or died; its worker is ended then and all calls reject.
 */
export async function openBrowserDatabase(
  onLost: (error: DatabaseError) => void = () => undefined,
): Promise<Database> {
  let lose: (error: DatabaseError) => void = () => undefined;
  const lost = new Promise<DatabaseError>((resolve) => {
    lose = resolve;
  });
  const { worker, measure, memoryBytes, hasRoom } = startEngineWorker((words) => {
    lose(engineBroken(words));
  });
  const duckdb = new AsyncDuckDB(new VoidLogger(), worker);

  // When the worker has ended, the calls it has not answered would wait for ever.
  const died = lost.then((error) => {
    onLost(error);
    worker.terminate();
    throw engineBroken(error.details);
  });
  died.catch(() => undefined);

  async function call<T>(work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, died]);
    } finally {
      measure();
    }
  }

  await call(duckdb.instantiate(new URL(wasmUrl, import.meta.url).href));
  await call(duckdb.open(OPEN_CONFIG));
  const engine: Engine = {
    connect: () => call(duckdb.connectInternal()),
    disconnect: (id) => call(duckdb.disconnect(id)),
    start: (id, statement, stream) => call(duckdb.startPendingQuery(id, statement, stream)),
    poll: (id) => call(duckdb.pollPendingQuery(id)),
    fetch: (id) => call(duckdb.fetchQueryResults(id)),
    async cancel(id) {
      await call(duckdb.cancelPendingQuery(id));
    },
    query: (id, statement) => call(duckdb.runQuery(id, statement)),
    insert: (id, stream, table) =>
      call(duckdb.insertArrowFromIPCStream(id, stream, { name: table, create: false })),
    register: (path, bytes) => call(duckdb.registerFileBuffer(path, bytes)),
    async drop(path) {
      await call(duckdb.dropFile(path));
    },
    memoryBytes,
    hasRoom: (bytes) => call(hasRoom(bytes)),
    async close() {
      await duckdb.terminate();
    },
  };
  return createDatabase(engine, [], lose);
}
