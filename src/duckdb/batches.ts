import type { Table } from '../engine/table.ts';
import { cellsOf } from './cells.ts';
import { schemaOf } from './column-type.ts';
import type { Engine } from './engine.ts';
import { USE_DATABASE } from './lock-down.ts';
import { orAborted, type Signal } from './queue.ts';
import { execute, executeQuietly } from './statement.ts';

/** Waits for its turn in the database's queue. */
type Ask = <T>(signal: Signal | undefined, task: () => Promise<T>) => Promise<T>;

/** Throws what was thrown as the database's own error. */
type Refuse = (thrown: unknown, signal: Signal | undefined) => never;

/** Streams a query on a connection of its own. */
export async function* readBatches(
  engine: Engine,
  ask: Ask,
  refuse: Refuse,
  query: string,
  signal: Signal | undefined,
): AsyncGenerator<Table, void> {
  const own = await ask(signal, () => engine.connect());
  let work: Promise<unknown> = Promise.resolve();
  /** Remembers the call, so that the connection is closed after it and not under it. */
  function step<T>(call: () => Promise<T>): Promise<T> {
    const started = call();
    work = started.catch(() => undefined);
    return orAborted(started, signal);
  }
  try {
    await step(() => executeQuietly(engine, own, USE_DATABASE));
    const { schema, batches } = await step(() => execute(engine, own, query, true, signal));
    const columns = schemaOf(schema);
    const iterator = batches[Symbol.asyncIterator]();
    for (;;) {
      const next = await step(() => iterator.next());
      if (next.done) return;
      yield { columns, rows: cellsOf(next.value) };
    }
  } catch (thrown) {
    refuse(thrown, signal);
  } finally {
    // Not awaited: after an abort the engine may be busy for a while, and the reader must not wait for it.
    void work.then(() => engine.disconnect(own)).catch(() => undefined);
  }
}
