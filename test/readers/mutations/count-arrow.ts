import type { Bytes } from './samples.ts';

/** Slots of the flatbuffers' tables (Message.fbs, File.fbs). */
const MESSAGE = { kind: 1, header: 2, body: 3 } as const;
const BATCH_ROWS = 0;
const FOOTER_BATCHES = 3;
const RECORD_BATCH = 3;
/** Offset, length of the metadata, filling, length of the body. */
const BLOCK_BYTES = 24;

/**
 * Rows of an Arrow IPC file by the blocks that its footer lists, of a stream by its messages one after the other: the lengths
 * that the record batches say, and no value. Throws RangeError where the bytes are no such file.
 */
export function countArrow(bytes: Bytes): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFile = String.fromCharCode(...bytes.subarray(0, 6)) === 'ARROW1';
  return isFile ? countBlocks(view) : countMessages(view);
}

function countBlocks(view: DataView): number {
  const size = view.getInt32(view.byteLength - 10, true);
  const start = view.byteLength - 10 - size;
  const blocks = target(view, start, start + view.getUint32(start, true), FOOTER_BATCHES);
  if (blocks === null) return 0;
  let rows = 0;
  for (let i = 0; i < view.getUint32(blocks, true); i += 1) {
    const at = Number(view.getBigInt64(blocks + 4 + i * BLOCK_BYTES, true));
    rows += message(view, at)?.rows ?? 0;
  }
  return rows;
}

function countMessages(view: DataView): number {
  let rows = 0;
  for (let at = 0; at < view.byteLength;) {
    const found = message(view, at);
    if (!found) return rows;
    rows += found.rows;
    at = found.end;
  }
  return rows;
}

/** The message at a position: its rows, none where it is no record batch; null for the mark of the end. */
function message(view: DataView, at: number): { rows: number; end: number } | null {
  if (view.getUint32(at, true) !== 0xffffffff) throw new RangeError('no message begins here');
  const size = view.getInt32(at + 4, true);
  if (size === 0) return null;
  const start = at + 8;
  const table = start + view.getUint32(start, true);
  const kind = field(view, table, MESSAGE.kind);
  const body = field(view, table, MESSAGE.body);
  const end = start + size + (body === null ? 0 : Number(view.getBigInt64(body, true)));
  if (size < 0 || end > view.byteLength) throw new RangeError('a message breaks off');
  if (kind === null || view.getUint8(kind) !== RECORD_BATCH) return { rows: 0, end };
  const batch = target(view, start, table, MESSAGE.header);
  const rows = batch === null ? null : field(view, batch, BATCH_ROWS);
  return { rows: rows === null ? 0 : Number(view.getBigInt64(rows, true)), end };
}

/** Position of a field of a flatbuffer's table; null where it has its default. */
function field(view: DataView, table: number, slot: number): number | null {
  const fields = table - view.getInt32(table, true);
  const at = 4 + 2 * slot;
  const offset = at < view.getUint16(fields, true) ? view.getUint16(fields + at, true) : 0;
  return offset === 0 ? null : table + offset;
}

/** What a field points to. */
function target(view: DataView, start: number, table: number, slot: number): number | null {
  const at = field(view, table, slot);
  if (at === null) return null;
  const position = at + view.getUint32(at, true);
  if (position < start) throw new RangeError('a field points out of its message');
  return position;
}
