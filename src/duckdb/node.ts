import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { createDuckDB, VoidLogger } from '@duckdb/duckdb-wasm/blocking';
import type { Database } from '../engine/ports.ts';
import { createDatabase } from './database.ts';
import { type Engine, OPEN_CONFIG } from './engine.ts';
import { FILELESS_RUNTIME } from './node-runtime.ts';

/**
 * Opens DuckDB inside this process: the blocking build, in memory and locked down, about 0.7 s.
 *
 * The engine works on this thread. It lets the event loop run about every {@link POLL_MS}, so timers and cancelling
 * work, but a single task that the engine does not split (the last merge of a sort, the compression of a large table)
 * holds the thread until it is done: up to about a second for some millions of rows.
 * @param settings  statements to run before its settings are locked: a smaller memory, to see what happens at its end.
 */
export async function openNodeDatabase(settings: readonly string[] = []): Promise<Database> {
  const resolve = createRequire(import.meta.url).resolve;
  const bundle = {
    mainModule: resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'),
    mainWorker: resolve('@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs'),
  };
  const bindings = await createDuckDB(
    { mvp: bundle, eh: bundle },
    new VoidLogger(),
    FILELESS_RUNTIME,
  );
  await bindings.instantiate(() => undefined);
  bindings.open(OPEN_CONFIG);
  return createDatabase(nodeEngine(bindings), settings);
}

/** A function of the engine's allocator; its type comes from a package that is not here. */
function heapCall(bindings: Bindings, name: '_malloc' | '_free'): (value: number) => number {
  return Reflect.get(bindings.mod, name) as (value: number) => number;
}

type Bindings = Awaited<ReturnType<typeof createDuckDB>>;

const YIELD_MS = 15;

function nodeEngine(bindings: Bindings): Engine {
  const connections = new Map<number, ReturnType<Bindings['connect']>>();
  let yielded = performance.now();

  /** Runs a blocking call; lets the event loop run first when it has waited long. */
  async function call<T>(work: () => T): Promise<T> {
    if (performance.now() - yielded > YIELD_MS) {
      await setImmediate();
      yielded = performance.now();
    }
    return work();
  }

  return {
    connect: () =>
      call(() => {
        const connection = bindings.connect();
        const id = connection.useUnsafe((_, handle) => handle);
        connections.set(id, connection);
        return id;
      }),
    disconnect: (id) =>
      call(() => {
        connections.get(id)?.close();
        connections.delete(id);
      }),
    start: (id, statement, stream) => call(() => bindings.startPendingQuery(id, statement, stream)),
    poll: (id) => call(() => bindings.pollPendingQuery(id)),
    fetch: (id) => call(() => bindings.fetchQueryResults(id)),
    cancel: (id) => call(() => void bindings.cancelPendingQuery(id)),
    query: (id, statement) => call(() => bindings.runQuery(id, statement)),
    insert: (id, stream, table) =>
      call(() => {
        bindings.insertArrowFromIPCStream(id, stream, { name: table, create: false });
      }),
    register: (path, bytes) =>
      call(() => {
        bindings.registerFileBuffer(path, bytes);
      }),
    drop: (path) =>
      call(() => {
        bindings.dropFile(path);
      }),
    memoryBytes: () => {
      // Read anew each time: the view is replaced when the memory grows. Its type comes from a package that is not here.
      const heap: unknown = Reflect.get(bindings.mod, 'HEAPU8');
      return heap instanceof Uint8Array ? heap.byteLength : 0;
    },
    hasRoom: (bytes) =>
      call(() => {
        const [malloc, free] = [heapCall(bindings, '_malloc'), heapCall(bindings, '_free')];
        const place = malloc(bytes);
        if (place !== 0) free(place);
        return place !== 0;
      }),
    close: () =>
      call(() => {
        for (const connection of connections.values()) connection.close();
        connections.clear();
        bindings.reset();
      }),
  };
}
