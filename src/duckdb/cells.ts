import { type Data, DataType, type RecordBatch, TimeUnit, Vector } from 'apache-arrow';
import type { Cell } from '../engine/table.ts';

/** Reads row i of one column of one batch. */
type CellReader = (row: number) => Cell;

const MICROSECONDS_PER_DAY = 86_400_000_000n;

/** The rows of a batch, columns read by position: a row object would lose a column named `__proto__`. */
export function cellsOf(batch: RecordBatch): Cell[][] {
  const columns = batch.data.children.map(nullable);
  return Array.from({ length: batch.numRows }, (_, row) => columns.map((read) => read(row)));
}

/** A reader that gives null where the column holds one; values there are garbage. */
export function nullable(data: Data): CellReader {
  const read = readerOf(data);
  return data.nullCount === 0 ? read : (row) => (data.getValid(row) ? read(row) : null);
}

function readerOf(data: Data): CellReader {
  const type: DataType = data.type;
  const values: unknown = data.values;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    const at = (row: number) => values[row] ?? 0n;
    if (DataType.isTimestamp(type)) return timestampReader(at, type.unit);
    if (DataType.isInt(type)) return (row) => numberIfSafe(at(row));
  }
  if (DataType.isDate(type) && values instanceof Int32Array) {
    return (row) => BigInt(values[row] ?? 0) * MICROSECONDS_PER_DAY;
  }
  if (DataType.isDecimal(type) && values instanceof Uint32Array) {
    return (row) => decimal(values, row * 4, type.scale);
  }
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isBool(type))
    return plainReader(data);
  // The stream names an ENUM's words in a message that this reader does not get: null would be a lie.
  if (DataType.isDictionary(type))
    throw new TypeError('An ENUM must be cast to VARCHAR before it is read.');
  return textReader(data);
}

function timestampReader(at: (row: number) => bigint, unit: TimeUnit): CellReader {
  switch (unit) {
    case TimeUnit.SECOND:
      return (row) => at(row) * 1_000_000n;
    case TimeUnit.MILLISECOND:
      return (row) => at(row) * 1000n;
    case TimeUnit.MICROSECOND:
      return at;
    case TimeUnit.NANOSECOND:
      return (row) => BigInt.asIntN(64, (at(row) - (((at(row) % 1000n) + 1000n) % 1000n)) / 1000n);
  }
}

function plainReader(data: Data): CellReader {
  const vector = new Vector([data]);
  return (row) => {
    const value: unknown = vector.get(row);
    return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  };
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** Not by Arrow's own reader, which takes a byte order mark off the front of a text. */
function utf8Reader(bytes: Uint8Array, offsets: Int32Array): CellReader {
  return (row) => DECODER.decode(bytes.subarray(offsets[row], offsets[row + 1]));
}

/** Text as it is; a value of a kind that no column of ours holds (a list, an interval) as JSON. */
function textReader(data: Data): CellReader {
  const bytes: unknown = data.values;
  const offsets: unknown = data.valueOffsets;
  if (DataType.isUtf8(data.type) && bytes instanceof Uint8Array && offsets instanceof Int32Array)
    return utf8Reader(bytes, offsets);
  const vector = new Vector([data]);
  return (row) => {
    const value: unknown = vector.get(row);
    if (value === null || typeof value === 'string') return value;
    return JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'bigint' ? String(part) : part,
    );
  };
}

function numberIfSafe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A 128-bit decimal, least significant word first. With digits after the point it becomes the nearest number. */
function decimal(words: Uint32Array, start: number, scale: number): number | bigint {
  let bits = 0n;
  for (let i = 3; i >= 0; i -= 1) bits = (bits << 32n) | BigInt(words[start + i] ?? 0);
  const value = BigInt.asIntN(128, bits);
  return scale === 0 ? numberIfSafe(value) : Number(`${String(value)}e-${String(scale)}`);
}
