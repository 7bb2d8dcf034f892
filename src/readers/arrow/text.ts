import { type Data, makeData, Utf8 } from 'apache-arrow';
import { nullsOf } from './bits.ts';
import { bytesOf, offsetReader, type ReadValue } from './values.ts';

/** Text of rows that are not null as a column. */
export function textData(data: Data, read: ReadValue<string>): Data<Utf8> {
  const { length } = data;
  const encoder = new TextEncoder();
  const offsets = new Int32Array(length + 1);
  let bytes = new Uint8Array(Math.max(64, 16 * length));
  let at = 0;
  for (let row = 0; row < length; row += 1) {
    if (data.getValid(row)) {
      const text = read(row);
      if (at + 3 * text.length > bytes.length) {
        const larger = new Uint8Array(2 * bytes.length + 3 * text.length);
        larger.set(bytes);
        bytes = larger;
      }
      at += encoder.encodeInto(text, bytes.subarray(at)).written;
    }
    offsets[row + 1] = at;
  }
  return makeData({
    type: new Utf8(),
    length,
    valueOffsets: offsets,
    data: bytes.subarray(0, at),
    ...nullsOf(data),
  });
}

/**
 * A text column with 32-bit offsets that lie where they should, and valid UTF-8 throughout.
 * Throws RangeError for offsets that do not fit the bytes.
 */
export function checkedText(data: Data, onReplaced: () => void): Data<Utf8> {
  const { length } = data;
  const bytes = bytesOf(data);
  const at = offsetReader(data);
  const start = length === 0 ? 0 : at(0);
  const offsets = new Int32Array(length + 1);
  let whole = true;
  let last = start;
  for (let row = 0; row <= length && length > 0; row += 1) {
    const next = at(row);
    if (next < last || next > bytes.length) throw new RangeError('texts overlap or are missing');
    if (((bytes[next] ?? 0) & 0xc0) === 0x80 && next < bytes.length && row < length) whole = false;
    offsets[row] = next - start;
    last = next;
  }
  const used = bytes.subarray(start, last);
  if (!whole || !isUtf8(used)) return replaced(data, onReplaced);
  return makeData({
    type: new Utf8(),
    length,
    valueOffsets: offsets,
    data: used,
    ...nullsOf(data),
  });
}

function replaced(data: Data, onReplaced: () => void): Data<Utf8> {
  const bytes = bytesOf(data);
  const at = offsetReader(data);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return textData(data, (row) => {
    const own = bytes.subarray(at(row), at(row + 1));
    if (!isUtf8(own)) onReplaced();
    return decoder.decode(own);
  });
}

const PIECE = 1 << 24;

/** Whether bytes are UTF-8, looked at in pieces so that no long string is made. */
export function isUtf8(bytes: Uint8Array): boolean {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    for (let start = 0; start < bytes.length; start += PIECE)
      strict.decode(bytes.subarray(start, start + PIECE), { stream: start + PIECE < bytes.length });
    return true;
  } catch {
    return false;
  }
}
