import { type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow';
import type { Engine } from './engine.ts';
import type { Signal } from './queue.ts';

/** The IPC messages of a statement's result. After an abort it cancels the statement and throws the signal's reason. */
async function* messages(
  engine: Engine,
  connection: number,
  statement: string,
  stream: boolean,
  signal: Signal | undefined,
): AsyncGenerator<Uint8Array, void> {
  signal?.throwIfAborted();
  let header = await engine.start(connection, statement, stream);
  while (header === null) {
    if (signal?.aborted) await engine.cancel(connection);
    signal?.throwIfAborted();
    header = await engine.poll(connection);
  }
  signal?.throwIfAborted();
  yield header;
  for (;;) {
    signal?.throwIfAborted();
    const part = await engine.fetch(connection);
    if (part?.length === 0) return;
    if (part) yield part;
  }
}

export interface Result {
  readonly schema: Schema;
  readonly batches: AsyncIterable<RecordBatch>;
}

/**
 * Runs a statement and gives its result in batches of about 2,048 rows.
 * @param stream  true: the engine works while batches are read and holds none; false: it finishes first (faster).
 */
export async function execute(
  engine: Engine,
  connection: number,
  statement: string,
  stream: boolean,
  signal: Signal | undefined,
): Promise<Result> {
  const reader = await RecordBatchReader.from(
    messages(engine, connection, statement, stream, signal),
  );
  await reader.open();
  return { schema: reader.schema, batches: reader };
}

/** Runs a statement to its end and drops what it gives. */
export async function executeQuietly(
  engine: Engine,
  connection: number,
  statement: string,
  signal?: Signal,
): Promise<void> {
  for await (const _ of messages(engine, connection, statement, false, signal));
}
