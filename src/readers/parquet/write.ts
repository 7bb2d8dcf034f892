import {
  Field,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import type { Cell, Column, Schema as TableSchema, Table } from '../../engine/table.ts';
import { type ColumnBuilder, makeBuilder } from '../arrow/builders.ts';
import { arrowTypeOf } from '../arrow/convert.ts';
import { installedLibraries } from '../libraries.ts';

/** Rows of a row group: as many as other programs read at once with ease. */
const GROUP_ROWS = 131_072;

/**
 * Writes a table as a Parquet file packed with Zstandard, a row group at a time: text as UTF-8 strings, integer as INT64,
 * number as DOUBLE, timestamp as microseconds without zone (UTC is meant), boolean as BOOLEAN; every column may be null.
 */
export async function* writeParquet(
  schema: TableSchema,
  batches: AsyncIterable<Table>,
): AsyncGenerator<Uint8Array, void> {
  const library = await installedLibraries().parquet();
  const { Table: WasmTable } = library;

  async function* groups() {
    let any = false;
    for await (const stream of arrowStreams(schema, batches)) {
      any = true;
      for (const batch of WasmTable.fromIPCStream(stream).recordBatches()) yield batch;
    }
    // The schema comes with a batch, be it an empty one.
    if (!any)
      for (const batch of WasmTable.fromIPCStream(
        streamOf(schema, buildersOf(schema, 1), 0),
      ).recordBatches())
        yield batch;
  }

  const rows = groups();
  const given = new ReadableStream({
    async pull(controller) {
      const next = await rows.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
  const properties = new library.WriterPropertiesBuilder()
    .setCompression(library.Compression.ZSTD)
    .setMaxRowGroupSize(GROUP_ROWS)
    .setCreatedBy('Spoor')
    .build();
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
}

/** Gathers batches of any size to Arrow IPC streams of a row group each. */
async function* arrowStreams(
  schema: TableSchema,
  batches: AsyncIterable<Table>,
): AsyncGenerator<Uint8Array, void> {
  const builders = buildersOf(schema, GROUP_ROWS);
  let rows = 0;
  for await (const batch of batches)
    for (const row of batch.rows) {
      builders.forEach((builder, i) => {
        add(builder, row[i] ?? null, schema[i]);
      });
      rows += 1;
      if (rows < GROUP_ROWS) continue;
      yield streamOf(schema, builders, rows);
      rows = 0;
    }
  if (rows > 0) yield streamOf(schema, builders, rows);
}

function buildersOf(schema: TableSchema, rows: number): ColumnBuilder[] {
  return schema.map(({ type }) => makeBuilder(type, rows));
}

function add(builder: ColumnBuilder, cell: Cell, column: Column | undefined): void {
  if (cell === null) builder.nothing();
  else if (typeof cell === 'string') builder.text(cell);
  else if (typeof cell === 'boolean') builder.number(cell ? 1 : 0);
  else if (typeof cell === 'number') builder.number(cell);
  else if (column?.type === 'number') builder.number(Number(cell));
  else builder.bigint(cell);
}

function streamOf(
  schema: TableSchema,
  builders: readonly ColumnBuilder[],
  rows: number,
): Uint8Array {
  const fields = schema.map(({ name, type }) => new Field(name, arrowTypeOf(type), true));
  const children = builders.map((builder) => builder.finish());
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  const batch = new RecordBatch(new Schema(fields), struct);
  return RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true);
}
