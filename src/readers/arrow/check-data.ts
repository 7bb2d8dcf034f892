import { type Data, DataType, type RecordBatch } from 'apache-arrow';
import { bytesOf, offsetReader } from './values.ts';

/**
 * Checks that all values of a batch are there: that every offset, and every position in a dictionary, points inside of what
 * it points into. Arrow's own reader does not, and what is missing would be read as null or as other rows' values.
 * Throws RangeError.
 */
export function checkBatch(batch: RecordBatch): void {
  for (const column of batch.data.children) {
    if (column.length !== batch.numRows) throw new RangeError('a column has other rows');
    checkData(column);
  }
}

function checkData(data: Data): void {
  const { type, length, nullCount, nullBitmap } = data;
  if (nullCount > 0 && 8 * nullBitmap.length < data.offset + length && !DataType.isNull(type))
    throw new RangeError('a column breaks off');
  if (DataType.isDictionary(type)) checkPositions(data);
  else if (hasOffsets(type)) checkOffsets(data, bytesOf(data).length);
  else if (DataType.isList(type) || DataType.isMap(type))
    checkOffsets(data, data.children[0]?.length ?? 0);
  else if (DataType.isFixedSizeList(type)) {
    if (type.listSize < 0 || (data.children[0]?.length ?? 0) < length * type.listSize)
      throw new RangeError('a list breaks off');
  } else if (DataType.isStruct(type)) {
    if (data.children.some((child) => child.length < length))
      throw new RangeError('a column breaks off');
  } else checkWidth(data);
  data.children.forEach(checkData);
}

function hasOffsets(type: DataType): boolean {
  return (
    DataType.isUtf8(type) ||
    DataType.isLargeUtf8(type) ||
    DataType.isBinary(type) ||
    DataType.isLargeBinary(type)
  );
}

/** @param most  items or bytes that the offsets point into. */
function checkOffsets(data: Data, most: number): void {
  if (data.length === 0) return;
  const offsets: unknown = data.valueOffsets;
  const given =
    offsets instanceof Int32Array || offsets instanceof BigInt64Array ? offsets.length : 0;
  if (given <= data.length) throw new RangeError('offsets are missing');
  const at = offsetReader(data);
  let last = at(0);
  if (last < 0) throw new RangeError('values overlap or are missing');
  for (let row = 1; row <= data.length; row += 1) {
    const next = at(row);
    if (next < last || next > most) throw new RangeError('values overlap or are missing');
    last = next;
  }
}

function checkPositions(data: Data): void {
  const positions: unknown = data.values;
  const most = data.dictionary?.length ?? 0;
  if (!ArrayBuffer.isView(positions) || positions instanceof DataView)
    throw new RangeError('positions are missing');
  const list = positions as Int32Array | BigInt64Array;
  if (list.length < data.length) throw new RangeError('a column breaks off');
  for (let row = 0; row < data.length; row += 1) {
    const at = list[row] ?? 0;
    if ((at < 0 || at >= most) && data.getValid(row))
      throw new RangeError('a position lies outside of its dictionary');
  }
  (data.dictionary?.data ?? []).forEach((chunk: Data) => {
    checkData(chunk);
  });
}

/** Values of fixed width. */
function checkWidth(data: Data): void {
  const { type, length } = data;
  if (DataType.isNull(type)) return;
  const values: unknown = data.values;
  const given = ArrayBuffer.isView(values) ? values.byteLength : 0;
  if (8 * given < length * bitsOf(type)) throw new RangeError('a column breaks off');
}

/** Bits of a value; 1 where no more is known. */
function bitsOf(type: DataType): number {
  if (DataType.isFixedSizeBinary(type)) return 8 * type.byteWidth;
  if (DataType.isInt(type) || DataType.isDecimal(type) || DataType.isTime(type))
    return type.bitWidth;
  if (DataType.isFloat(type)) return [16, 32, 64][type.precision] ?? 64;
  if (DataType.isTimestamp(type) || DataType.isDuration(type)) return 64;
  if (DataType.isDate(type)) return 32;
  return 1;
}
