import { type Data, makeData, Utf8 } from 'apache-arrow';
import { DOUBLED_FIELD, type FieldSpans, NULL_FIELD } from './text-records.ts';

const QUOTE = 34;

/** Gathers fields of text slices, one a row. */
export interface FieldColumn {
  add(bytes: Uint8Array, fields: FieldSpans, field: number): void;
  /** The rows so far, each of them `times` over; the column is empty afterwards. */
  finish(times: number): Data;
}

export function makeFieldColumn(): FieldColumn {
  let data = new Uint8Array(1 << 16);
  let ends: number[] = [];
  let nulls: number[] = [];
  let end = 0;

  function room(bytes: number): void {
    if (end + bytes <= data.length) return;
    const larger = new Uint8Array(2 * data.length + bytes);
    larger.set(data.subarray(0, end));
    data = larger;
  }

  return {
    add(bytes, { starts, ends: fieldEnds, kinds }, field) {
      const start = starts[field] ?? 0;
      const stop = fieldEnds[field] ?? 0;
      const kind = kinds[field];
      room(stop - start);
      if (kind === NULL_FIELD) nulls.push(ends.length);
      // Short, mostly: a loop is faster than a view.
      for (let i = start; i < stop; i += 1) {
        data[end] = bytes[i] ?? 0;
        end += 1;
        if (kind === DOUBLED_FIELD && bytes[i] === QUOTE) i += 1;
      }
      ends.push(end);
    },
    finish(times) {
      const made =
        times === 1
          ? plain(data.subarray(0, end), ends, nulls)
          : repeated(data, ends, nulls, times);
      data = new Uint8Array(data.length);
      ends = [];
      nulls = [];
      end = 0;
      return made;
    },
  };
}

function plain(data: Uint8Array, ends: readonly number[], nulls: readonly number[]): Data {
  const valueOffsets = new Int32Array(ends.length + 1);
  valueOffsets.set(ends, 1);
  return makeData({
    type: new Utf8(),
    length: ends.length,
    valueOffsets,
    data,
    ...validity(ends.length, nulls, 1),
  });
}

/** Each row `times` over: a a a b b b. */
function repeated(
  data: Uint8Array,
  ends: readonly number[],
  nulls: readonly number[],
  times: number,
): Data {
  const length = ends.length * times;
  const valueOffsets = new Int32Array(length + 1);
  const out = new Uint8Array(times * (ends.at(-1) ?? 0));
  let at = 0;
  ends.forEach((stop, row) => {
    const value = data.subarray(row === 0 ? 0 : ends[row - 1], stop);
    for (let i = 0; i < times; i += 1) {
      out.set(value, at);
      at += value.length;
      valueOffsets[row * times + i + 1] = at;
    }
  });
  return makeData({
    type: new Utf8(),
    length,
    valueOffsets,
    data: out,
    ...validity(length, nulls, times),
  });
}

/** The same texts over and over, `times`: a b c a b c. */
export function cycled(texts: readonly string[], times: number): Data {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const out = new Uint8Array(size * times);
  const offsets = new Int32Array(texts.length * times + 1);
  let at = 0;
  parts.forEach((part, i) => {
    out.set(part, at);
    at += part.length;
    offsets[i + 1] = at;
  });
  for (let round = 1; round < times; round += 1) {
    out.copyWithin(round * size, 0, size);
    const base = round * texts.length;
    for (let i = 1; i <= texts.length; i += 1) offsets[base + i] = round * size + (offsets[i] ?? 0);
  }
  return makeData({
    type: new Utf8(),
    length: texts.length * times,
    valueOffsets: offsets,
    data: out,
    nullCount: 0,
  });
}

function validity(length: number, nulls: readonly number[], times: number) {
  if (nulls.length === 0) return { nullCount: 0 };
  const nullBitmap = new Uint8Array((length + 7) >> 3).fill(255);
  for (const row of nulls)
    for (let i = row * times; i < (row + 1) * times; i += 1)
      nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) & ~(1 << (i & 7));
  return { nullCount: nulls.length * times, nullBitmap };
}
