import {
  type Data,
  DataType,
  Field,
  Int8,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import type { Cell, Column, Schema as TableSchema, Table } from '../../engine/table.ts';
import { type ColumnBuilder, makeBuilder } from '../arrow/builders.ts';
import { arrowTypeOf } from '../arrow/convert.ts';

/** Rows of a row group: as many as other programs read at once with ease. */
export const GROUP_ROWS = 131_072;
/** Cells of a row group: of a wide table fewer rows are held at once. */
const GROUP_CELLS = 1 << 23;

/**
 * Gathers batches of any size to Arrow IPC streams of a row group each; at least one, for the schema comes with it.
 * Throws RangeError for a whole number that does not fit into 64 bits.
 */
export async function* arrowStreams(
  schema: TableSchema,
  batches: AsyncIterable<Table>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const most = Math.max(1, Math.min(GROUP_ROWS, Math.floor(GROUP_CELLS / schema.length)));
  const builders = schema.map(({ type }) => makeBuilder(type, most));
  let rows = 0;
  let any = false;
  for await (const batch of batches)
    for (const row of batch.rows) {
      builders.forEach((builder, i) => {
        add(builder, row[i] ?? null, schema[i]);
      });
      rows += 1;
      if (rows < most) continue;
      yield streamOf(schema, builders, rows);
      any = true;
      rows = 0;
    }
  if (rows > 0 || !any) yield streamOf(schema, builders, rows);
}

function add(builder: ColumnBuilder, cell: Cell, column: Column | undefined): void {
  if (cell === null) builder.nothing();
  else if (typeof cell === 'string') builder.text(cell);
  else if (typeof cell === 'boolean') builder.number(cell ? 1 : 0);
  else if (typeof cell === 'number') builder.number(cell);
  else if (column?.type === 'number') builder.number(Number(cell));
  else if (BigInt.asIntN(64, cell) === cell) builder.bigint(cell);
  else
    throw new RangeError(
      `${String(cell)} in the column "${column?.name ?? ''}" does not fit into the 64 bits of Parquet. Save the table as CSV or JSON lines.`,
    );
}

/**
 * Of truths that are all null Arrow writes no bits, and the Parquet library reads no column without them. As small numbers they
 * are written, more than are needed; the schema still says what they are.
 */
function withBits(data: Data): Data {
  const { type, length, nullCount, nullBitmap } = data;
  if (!DataType.isBool(type) || nullCount < length) return data;
  return makeData({ type: new Int8(), length, nullCount, nullBitmap, data: new Int8Array(length) });
}

function streamOf(
  schema: TableSchema,
  builders: readonly ColumnBuilder[],
  rows: number,
): Uint8Array<ArrayBuffer> {
  const fields = schema.map(({ name, type }) => new Field(name, arrowTypeOf(type), true));
  const children = builders.map((builder) => withBits(builder.finish()));
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  const batch = new RecordBatch(new Schema(fields), struct);
  return Uint8Array.from(RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true));
}
