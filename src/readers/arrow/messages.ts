import { ReadError } from '../../engine/ports.ts';

const MAGIC = 'ARROW1';
const CODECS = ['LZ4', 'Zstandard'];
const CHUNK_LIMIT = 2 ** 31 - 1;

/**
 * The messages of an Arrow IPC file or stream, one by one (arrow.apache.org/docs/format/Columnar.html, "IPC Streaming
 * Format"; a file is a stream between two magic words). Throws ReadError for one that breaks off, is of an old version, or
 * whose values are compressed.
 */
export async function* readMessages(
  blob: Blob,
  file: string,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const fail = (why: string) => new ReadError('unreadable', why, file);
  const broken = fail('This Arrow file breaks off: its end is missing. Ask for it again.');
  const take = async (start: number, length: number) => {
    if (start + length > blob.size) throw broken;
    return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
  };
  const head = await take(0, Math.min(blob.size, 8));
  const isFile = String.fromCharCode(...head.subarray(0, 6)) === MAGIC;
  if (String.fromCharCode(...head.subarray(0, 4)) === 'FEA1') throw fail(FEATHER_1);
  if (isFile && String.fromCharCode(...(await take(blob.size - 6, 6))) !== MAGIC) throw broken;
  for (let at = isFile ? 8 : 0; at < blob.size;) {
    const prefix = new DataView((await take(at, Math.min(8, blob.size - at))).buffer);
    if (prefix.byteLength < 8) throw broken;
    if (prefix.getUint32(0, true) !== 0xffffffff) throw fail(OLD);
    const metadataBytes = prefix.getInt32(4, true);
    if (metadataBytes === 0) return;
    if (metadataBytes < 0) throw fail(DAMAGED);
    const { bodyBytes, codec } = understood(await take(at + 8, metadataBytes), fail);
    if (codec !== null) throw fail(compressed(codec));
    const length = 8 + metadataBytes + bodyBytes;
    if (bodyBytes < 0 || length > CHUNK_LIMIT) throw fail(DAMAGED);
    const message = await take(at, length);
    at += length;
    onRead(at);
    yield message;
  }
}

const FEATHER_1 = 'This is a Feather file of version 1. Write it again as version 2 or as Parquet.';
const OLD =
  'This Arrow file is damaged, or was written before version 0.15. Write it again, or as Parquet.';
const DAMAGED = 'This Arrow file is damaged. Ask for it again, or write it again.';

function compressed(codec: string): string {
  return `The values in this Arrow file are compressed with ${codec}, which cannot be unpacked here. Write it again uncompressed, or as Parquet.`;
}

/** Whether a message that was read is a schema: then what follows is a stream. */
export function isSchema(message: Uint8Array): boolean {
  const metadata = message.subarray(8);
  return understood(metadata, (why) => new ReadError('unreadable', why, '')).type === 1;
}

/** What a message's flatbuffer says (Message.fbs): the length of its body and how that is compressed. */
function understood(
  bytes: Uint8Array,
  fail: (why: string) => ReadError,
): { type: number; bodyBytes: number; codec: string | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  /** Position of a table's field; null where it has its default. */
  const field = (table: number, slot: number): number | null => {
    const vtable = table - view.getInt32(table, true);
    if (4 + 2 * slot >= view.getUint16(vtable, true)) return null;
    const offset = view.getUint16(vtable + 4 + 2 * slot, true);
    return offset === 0 ? null : table + offset;
  };
  try {
    const message = view.getUint32(0, true);
    const length = field(message, 3);
    const bodyBytes = length === null ? 0 : Number(view.getBigInt64(length, true));
    const kind = field(message, 1);
    const header = field(message, 2);
    const type = kind === null ? 0 : view.getUint8(kind);
    if (header === null || (type !== 2 && type !== 3)) return { type, bodyBytes, codec: null };
    let batch = header + view.getUint32(header, true);
    if (type === 2) {
      const data = field(batch, 1);
      if (data === null) throw fail(DAMAGED);
      batch = data + view.getUint32(data, true);
    }
    const compression = field(batch, 3);
    if (compression === null) return { type, bodyBytes, codec: null };
    const table = compression + view.getUint32(compression, true);
    const codec = field(table, 0);
    return {
      type,
      bodyBytes,
      codec: CODECS[codec === null ? 0 : view.getInt8(codec)] ?? 'an unknown codec',
    };
  } catch (thrown) {
    if (thrown instanceof RangeError) throw fail(DAMAGED);
    throw thrown;
  }
}
