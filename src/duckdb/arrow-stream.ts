import {
  Field,
  Float64,
  Int32,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import type { StoredColumn } from '../engine/ports.ts';

/** Rows per slice: one insert of this size does not hold the thread for long. */
export const SLICE_ROWS = 131_072;

/** Rows `start` up to `end` of the columns as an Arrow IPC stream. */
export function arrowStream(
  columns: readonly StoredColumn[],
  start: number,
  end: number,
): Uint8Array {
  const fields = columns.map(({ name, values }) => new Field(name, typeFor(values), true));
  const children = columns.map((column) => dataOf(column, start, end));
  const schema = new Schema(fields);
  const struct = makeData({
    type: new Struct(fields),
    length: end - start,
    nullCount: 0,
    children,
  });
  return RecordBatchStreamWriter.writeAll([new RecordBatch(schema, struct)]).toUint8Array(true);
}

function typeFor(values: StoredColumn['values']): Int32 | Float64 {
  return values instanceof Int32Array ? new Int32() : new Float64();
}

/** Copies the values: Arrow's writer takes two views of the same memory for one, and would write an array that two columns share once. */
function dataOf({ values, valid }: StoredColumn, start: number, end: number) {
  const nulls = valid ? validity(valid, start, end) : { nullCount: 0 };
  return values instanceof Int32Array
    ? makeData({ type: new Int32(), length: end - start, data: values.slice(start, end), ...nulls })
    : makeData({
        type: new Float64(),
        length: end - start,
        data: values.slice(start, end),
        ...nulls,
      });
}

/** One bit a row, least significant first; 0 is null. */
function validity(
  valid: Uint8Array,
  start: number,
  end: number,
): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array((end - start + 7) >> 3);
  let nullCount = 0;
  for (let row = start; row < end; row += 1) {
    const bit = row - start;
    if (valid[row] === 0) nullCount += 1;
    else nullBitmap[bit >> 3] = (nullBitmap[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return { nullBitmap, nullCount };
}
