import {
  Bool,
  type Data,
  DataType,
  Float64,
  Int64,
  makeData,
  TimestampMicrosecond,
  Utf8,
  Vector,
} from 'apache-arrow';
import type { ColumnType } from '../../engine/table.ts';
import { nullsOf, withNulls } from './bits.ts';
import { jsonReader, textReader } from './json.ts';
import { checkedText, textData } from './text.ts';
import {
  bytesReader,
  halfToNumber,
  hex,
  isSupportedTime,
  microsReader,
  nameOfType,
  type ReadValue,
  unscaledReader,
} from './values.ts';

/** What was lost on the way, counted by column: each kind becomes a warning. */
export interface Losses {
  count(kind: LossKind): void;
}

export type LossKind = 'not-finite' | 'cut-time' | 'far-time' | 'bad-text';

/** Makes of a column of any type one of the five that the engine is given. */
export interface Conversion {
  readonly type: ColumnType;
  convert(data: Data, losses: Losses): Data;
}

/** Types of the slices by column type. A time is UTC without a zone. */
export function arrowTypeOf(type: ColumnType): DataType {
  switch (type) {
    case 'text':
      return new Utf8();
    case 'integer':
      return new Int64();
    case 'number':
      return new Float64();
    case 'timestamp':
      return new TimestampMicrosecond();
    case 'boolean':
      return new Bool();
  }
}

export const BOOLEAN: Conversion = {
  type: 'boolean',
  convert(data) {
    const vector = new Vector([data]);
    const bits = withNulls(
      data.length,
      (row) => vector.get(row) === true,
      () => false,
    );
    const all = new Uint8Array((data.length + 7) >> 3).fill(255);
    return makeData({
      type: new Bool(),
      length: data.length,
      data: bits.nullBitmap ?? all,
      ...nullsOf(data),
    });
  },
};

export const INTEGER: Conversion = {
  type: 'integer',
  convert(data) {
    const given: unknown = data.values;
    const { length } = data;
    const type = new Int64();
    requireRows(given, length);
    if (given instanceof BigInt64Array)
      return makeData({ type, length, data: given, ...nullsOf(data) });
    if (given instanceof BigUint64Array)
      return makeData({
        type,
        length,
        data: new BigInt64Array(given.buffer, given.byteOffset, given.length),
        ...nullsOf(data),
      });
    const values = new BigInt64Array(length);
    const words = new Int32Array(values.buffer);
    if (isSmallIntegers(given))
      for (let row = 0; row < length; row += 1) {
        const value = given[row] ?? 0;
        words[2 * row] = value;
        words[2 * row + 1] = value < 0 ? -1 : 0;
      }
    return makeData({ type, length, data: values, ...nullsOf(data) });
  },
};

/** Throws RangeError when a file promises more rows than it has values. */
function requireRows(values: unknown, rows: number): void {
  const given = ArrayBuffer.isView(values) && 'length' in values ? Number(values.length) : 0;
  if (given < rows) throw new RangeError('a column breaks off');
}

function isSmallIntegers(
  values: unknown,
): values is Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array {
  return (
    ArrayBuffer.isView(values) &&
    !(values instanceof DataView) &&
    !(values instanceof Float32Array || values instanceof Float64Array)
  );
}

/** NaN and infinity become null: nothing that follows can count with them. */
export const NUMBER: Conversion = {
  type: 'number',
  convert(data, losses) {
    const given: unknown = data.values;
    const { length } = data;
    let values: Float64Array;
    requireRows(given, length);
    if (given instanceof Float64Array) values = given;
    else if (given instanceof Float32Array) values = Float64Array.from(given);
    else if (given instanceof Uint16Array) values = Float64Array.from(given, halfToNumber);
    else throw new TypeError(`${nameOfType(data.type)} is no number`);
    return numbers(data, values.subarray(0, length), losses);
  },
};

function numbers(data: Data, values: Float64Array, losses: Losses): Data {
  const { length } = data;
  let sum = 0;
  // One that is not finite makes the sum NaN, and so does nothing else.
  for (const value of values) sum += value * 0;
  if (sum === 0) return makeData({ type: new Float64(), length, data: values, ...nullsOf(data) });
  const bits = withNulls(
    length,
    (row) => data.getValid(row),
    (row) => {
      const bad = !Number.isFinite(values[row] ?? 0);
      if (bad) losses.count('not-finite');
      return bad;
    },
  );
  return makeData({
    type: new Float64(),
    length,
    data: values.map((value) => (Number.isFinite(value) ? value : 0)),
    ...bits,
  });
}

/** Decimals of at most 15 digits as the nearest number, which is written with the same digits again. */
export function decimalNumber(scale: number): Conversion {
  return {
    type: 'number',
    convert(data, losses) {
      const read = unscaledReader(data);
      const factor = 10 ** Math.abs(scale);
      const values = new Float64Array(data.length);
      for (let row = 0; row < data.length; row += 1)
        if (data.getValid(row)) {
          const unscaled = Number(read(row));
          values[row] = scale > 0 ? unscaled / factor : unscaled * factor;
        }
      return numbers(data, values, losses);
    },
  };
}

export const DECIMAL_INTEGER: Conversion = {
  type: 'integer',
  convert(data) {
    const read = unscaledReader(data);
    const values = new BigInt64Array(data.length);
    for (let row = 0; row < data.length; row += 1) if (data.getValid(row)) values[row] = read(row);
    return makeData({ type: new Int64(), length: data.length, data: values, ...nullsOf(data) });
  },
};

/** @param readerOf  gives a time's microseconds, by default as Arrow's types say. */
export function timestamp(readerOf: typeof microsReader = microsReader): Conversion {
  return {
    type: 'timestamp',
    convert(data, losses) {
      const read = readerOf(data);
      const values = new BigInt64Array(data.length);
      const bits = withNulls(
        data.length,
        (row) => data.getValid(row),
        (row) => {
          const { micros, cut } = read(row);
          if (!isSupportedTime(micros)) {
            losses.count('far-time');
            return true;
          }
          if (cut) losses.count('cut-time');
          values[row] = micros;
          return false;
        },
      );
      return makeData({
        type: new TimestampMicrosecond(),
        length: data.length,
        data: values,
        ...bits,
      });
    },
  };
}

/** Text as it is; what is not UTF-8 in it is replaced and counted. */
export const TEXT: Conversion = {
  type: 'text',
  convert: (data, losses) =>
    checkedText(data, () => {
      losses.count('bad-text');
    }),
};

/** @param readerOf  gives the text of rows that are not null. */
export function asText(readerOf: (data: Data) => ReadValue<string>): Conversion {
  return {
    type: 'text',
    convert: (data) => textData(data, readerOf(data)),
  };
}

export const JSON_TEXT = asText(jsonReader);
export const PLAIN_TEXT = asText(textReader);
export const HEX_TEXT = asText((data) => {
  const read = bytesReader(data);
  return (row) => hex(read(row));
});
export const BYTES_AS_TEXT = asText((data) => {
  const read = bytesReader(data);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return (row) => decoder.decode(read(row));
});

/** Nothing but nulls. */
export const NOTHING: Conversion = {
  type: 'text',
  convert: ({ length }) =>
    makeData({
      type: new Utf8(),
      length,
      nullCount: length,
      nullBitmap: new Uint8Array((length + 7) >> 3),
      valueOffsets: new Int32Array(length + 1),
      data: new Uint8Array(0),
    }),
};

/** The conversion of a type that needs no look at the values; null where they decide. */
export function conversionOf(type: DataType): Conversion | null {
  if (DataType.isBool(type)) return BOOLEAN;
  if (DataType.isInt(type)) return type.bitWidth === 64 && !type.isSigned ? null : INTEGER;
  if (DataType.isFloat(type)) return NUMBER;
  if (DataType.isTimestamp(type) || DataType.isDate(type)) return timestamp();
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return TEXT;
  if (DataType.isDecimal(type) || isBinary(type)) return null;
  if (DataType.isNull(type)) return NOTHING;
  if (
    DataType.isList(type) ||
    DataType.isStruct(type) ||
    DataType.isMap(type) ||
    DataType.isFixedSizeList(type)
  )
    return JSON_TEXT;
  return PLAIN_TEXT;
}

export function isBinary(type: DataType): boolean {
  return (
    DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type)
  );
}
