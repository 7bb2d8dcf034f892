import {
  Bool,
  type Data,
  Float64,
  Int64,
  makeData,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow';
import type { ColumnType } from '../../engine/table.ts';

/** Gathers the values of one column, row by row, up to a known number of rows. */
export interface ColumnBuilder {
  /** A boolean is 0 or 1; a time is microseconds since 1970. */
  number(value: number): void;
  bigint(value: bigint): void;
  /** UTF-8; only for text. The bytes are copied. */
  bytes(value: Uint8Array): void;
  text(value: string): void;
  nothing(): void;
  /** The rows gathered so far; the builder is empty afterwards. */
  finish(): Data;
}

/** @param most  rows between two calls of `finish`. */
export function makeBuilder(type: ColumnType, most: number): ColumnBuilder {
  let rows = 0;
  let nulls = 0;
  let validity = new Uint8Array((most + 7) >> 3);
  let integers = new BigInt64Array(type === 'integer' || type === 'timestamp' ? most : 0);
  let numbers = new Float64Array(type === 'number' ? most : 0);
  let bits = new Uint8Array(type === 'boolean' ? (most + 7) >> 3 : 0);
  let offsets = new Int32Array(type === 'text' ? most + 1 : 0);
  let text = new Uint8Array(type === 'text' ? 16 * most : 0);
  let end = 0;
  const encoder = new TextEncoder();

  function next(): number {
    const row = rows;
    validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
    rows += 1;
    offsets[rows] = end;
    return row;
  }

  function room(bytes: number): void {
    if (end + bytes <= text.length) return;
    const larger = new Uint8Array(2 * text.length + bytes);
    larger.set(text);
    text = larger;
  }

  function data(): Data {
    const length = rows;
    const given = nulls === 0 ? { nullCount: 0 } : { nullCount: nulls, nullBitmap: validity };
    switch (type) {
      case 'integer':
        return makeData({ type: new Int64(), length, data: integers.subarray(0, rows), ...given });
      case 'timestamp': {
        const time = new TimestampMicrosecond();
        return makeData({ type: time, length, data: integers.subarray(0, rows), ...given });
      }
      case 'number':
        return makeData({ type: new Float64(), length, data: numbers.subarray(0, rows), ...given });
      case 'boolean':
        return makeData({ type: new Bool(), length, data: bits, ...given });
      case 'text': {
        const valueOffsets = offsets.subarray(0, rows + 1);
        return makeData({
          type: new Utf8(),
          length,
          valueOffsets,
          data: text.subarray(0, end),
          ...given,
        });
      }
    }
  }

  return {
    number(value) {
      const row = next();
      if (type === 'number') numbers[row] = value;
      else if (type === 'boolean')
        bits[row >> 3] = (bits[row >> 3] ?? 0) | (value === 0 ? 0 : 1 << (row & 7));
      else integers[row] = BigInt(value);
    },
    bigint(value) {
      integers[next()] = value;
    },
    bytes(value) {
      room(value.length);
      text.set(value, end);
      end += value.length;
      next();
    },
    text(value) {
      room(3 * value.length);
      end += encoder.encodeInto(value, text.subarray(end)).written;
      next();
    },
    nothing() {
      rows += 1;
      nulls += 1;
      offsets[rows] = end;
    },
    finish() {
      const made = data();
      rows = 0;
      nulls = 0;
      end = 0;
      validity = new Uint8Array(validity.length);
      integers = new BigInt64Array(integers.length);
      numbers = new Float64Array(numbers.length);
      bits = new Uint8Array(bits.length);
      offsets = new Int32Array(offsets.length);
      text = new Uint8Array(text.length);
      return made;
    },
  };
}
