import type { Schema, Table } from '../../engine/table.ts';
import { installedLibraries } from '../libraries.ts';
import { arrowStreams, GROUP_ROWS } from './arrow-streams.ts';

/**
 * Writes a table as a Parquet file packed with Zstandard, a row group at a time: text as UTF-8 strings, integer as INT64,
 * number as DOUBLE, timestamp as microseconds without zone (UTC is meant), boolean as BOOLEAN; every column may be null.
 */
export function writeParquet(
  schema: Schema,
  batches: AsyncIterable<Table>,
): AsyncGenerator<Uint8Array, void> {
  return encodeParquet(arrowStreams(schema, batches));
}

/** Arrow IPC streams of one schema as a Parquet file; each becomes a row group. */
export async function* encodeParquet(
  streams: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const library = await installedLibraries().parquet();
  const { Table: WasmTable } = library;

  async function* groups() {
    for await (const stream of streams)
      for (const batch of WasmTable.fromIPCStream(stream).recordBatches()) yield batch;
  }

  const rows = groups();
  let failed: { readonly reason: unknown } | null = null;
  const given = new ReadableStream({
    async pull(controller) {
      const next = await rows.next().catch((reason: unknown) => {
        failed = { reason };
        throw reason;
      });
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
  const properties = new library.WriterPropertiesBuilder()
    .setCompression(library.Compression.ZSTD)
    .setMaxRowGroupSize(GROUP_ROWS)
    .setCreatedBy('Spoor')
    .build();
  try {
    const bytes = (await library.transformParquetStream(
      given,
      properties,
    )) as ReadableStream<Uint8Array>;
    const reader = bytes.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    // The library has no words for an input that failed.
    throw reasonOf(failed) ?? error;
  }
}

function reasonOf(failed: { readonly reason: unknown } | null): Error | null {
  return failed?.reason instanceof Error ? failed.reason : null;
}
