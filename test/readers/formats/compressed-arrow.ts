/** How a body is said to be compressed (Message.fbs). */
export const LZ4 = 0;
export const ZSTD = 1;

/** Packs one buffer; null leaves it as it is, with −1 for its length. */
export type Pack = (bytes: Uint8Array) => Uint8Array | null;

/**
 * An Arrow IPC stream whose record batches are compressed, made of one whose are not: what the flatbuffers lack is added
 * behind them.
 */
export function compressedStream(
  plain: Uint8Array,
  codec: number,
  pack: Pack,
  declared = (bytes: number) => bytes,
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  for (let at = 0; at < plain.length;) {
    const size = view.getInt32(at + 4, true);
    if (size === 0) {
      parts.push(plain.subarray(at, at + 8));
      break;
    }
    const metadata = plain.slice(at + 8, at + 8 + size);
    const found = recordBatch(new DataView(metadata.buffer));
    const body = plain.subarray(at + 8 + size, at + 8 + size + found.bodyBytes);
    at += 8 + size + found.bodyBytes;
    if (found.batch === null) parts.push(header(size), metadata, body);
    else parts.push(...compressedMessage(metadata, found.batch, body, codec, pack, declared));
  }
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function header(size: number): Uint8Array {
  const bytes = new Uint8Array(8).fill(255, 0, 4);
  new DataView(bytes.buffer).setInt32(4, size, true);
  return bytes;
}

function fieldOf(view: DataView, table: number, slot: number): number | null {
  const vtable = table - view.getInt32(table, true);
  if (4 + 2 * slot >= view.getUint16(vtable, true)) return null;
  const offset = view.getUint16(vtable + 4 + 2 * slot, true);
  return offset === 0 ? null : table + offset;
}

function recordBatch(view: DataView): { bodyBytes: number; batch: number | null } {
  const message = view.getUint32(0, true);
  const kind = fieldOf(view, message, 1);
  const length = fieldOf(view, message, 3);
  const at = fieldOf(view, message, 2)!;
  let batch = at + view.getUint32(at, true);
  const type = kind === null ? 0 : view.getUint8(kind);
  if (type === 2) {
    const data = fieldOf(view, batch, 1)!;
    batch = data + view.getUint32(data, true);
  }
  return {
    bodyBytes: length === null ? 0 : Number(view.getBigInt64(length, true)),
    batch: type === 2 || type === 3 ? batch : null,
  };
}

function compressedMessage(
  metadata: Uint8Array,
  batch: number,
  body: Uint8Array,
  codec: number,
  pack: Pack,
  declared: (bytes: number) => number,
): Uint8Array[] {
  const end = metadata.length;
  // Behind it: the batch's list of fields (16), the place of its compression (4), that table (8) and its list (6).
  const longer = new Uint8Array(end + 40);
  longer.set(metadata);
  const view = new DataView(longer.buffer);
  const vtable = batch - view.getInt32(batch, true);
  const size = view.getUint16(vtable, true);
  longer.set(longer.subarray(vtable, vtable + size), end);
  view.setInt32(batch, batch - end, true);
  view.setUint16(end, 16, true);
  view.setUint16(end + 4 + 2 * 3, end + 16 - batch, true);
  view.setUint32(end + 16, 4, true);
  view.setInt32(end + 20, -8, true);
  view.setInt8(end + 24, codec);
  view.setUint16(end + 28, 6, true);
  view.setUint16(end + 30, 5, true);
  view.setUint16(end + 32, 4, true);

  const vectorAt = fieldOf(view, batch, 2)!;
  const vector = vectorAt + view.getUint32(vectorAt, true);
  const buffers: Uint8Array[] = [];
  let offset = 0;
  for (let i = 0; i < view.getUint32(vector, true); i++) {
    const at = vector + 4 + 16 * i;
    const start = Number(view.getBigInt64(at, true));
    const bytes = body.subarray(start, start + Number(view.getBigInt64(at + 8, true)));
    const packed = bytes.length === 0 ? null : pack(bytes);
    const content = packed ?? bytes;
    const length = bytes.length === 0 ? 0 : 8 + content.length;
    const buffer = new Uint8Array(Math.ceil(length / 8) * 8);
    if (length > 0) {
      const prefix = packed === null ? -1n : BigInt(declared(bytes.length));
      new DataView(buffer.buffer).setBigInt64(0, prefix, true);
      buffer.set(content, 8);
    }
    view.setBigInt64(at, BigInt(offset), true);
    view.setBigInt64(at + 8, BigInt(length), true);
    offset += buffer.length;
    buffers.push(buffer);
  }
  const lengthAt = fieldOf(view, view.getUint32(0, true), 3);
  if (lengthAt !== null) view.setBigInt64(lengthAt, BigInt(offset), true);
  return [header(longer.length), longer, ...buffers];
}

/** A Zstandard frame that says its length and holds it as it is, or one byte repeated (RFC 8878). */
export function zstdFrame(bytes: Uint8Array, repeated = false): Uint8Array {
  const out = new Uint8Array(12 + (repeated ? 1 : bytes.length));
  const view = new DataView(out.buffer);
  view.setUint32(0, 0xfd2fb528, true);
  out[4] = 0b1010_0000;
  view.setUint32(5, bytes.length, true);
  const block = (bytes.length << 3) | (repeated ? 2 : 0) | 1;
  out.set([block & 255, (block >> 8) & 255, block >> 16], 9);
  out.set(repeated ? bytes.subarray(0, 1) : bytes, 12);
  return out;
}
