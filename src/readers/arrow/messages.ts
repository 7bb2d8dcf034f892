import { ReadError } from '../../engine/ports.ts';
import { UnpackError } from '../source/unpack.ts';
import { tableField, tableVector } from './flatbuffer.ts';
import { makeBodyUnpacker } from './unpack-body.ts';

const MAGIC = 'ARROW1';
const CHUNK_LIMIT = 2 ** 31 - 1;

/**
 * The messages of an Arrow IPC file or stream, one by one (arrow.apache.org/docs/format/Columnar.html, "IPC Streaming
 * Format"; a file is a stream between two magic words); compressed values come unpacked. Throws ReadError for one that
 * breaks off, is of an old version, is damaged or unpacks to more than it should.
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
  const unpack = makeBodyUnpacker(blob.size);
  for (let at = isFile ? 8 : 0; at < blob.size;) {
    const prefix = new DataView((await take(at, Math.min(8, blob.size - at))).buffer);
    if (prefix.byteLength < 8) throw broken;
    if (prefix.getUint32(0, true) !== 0xffffffff) throw fail(OLD);
    const metadataBytes = prefix.getInt32(4, true);
    if (metadataBytes === 0) return;
    if (metadataBytes < 0) throw fail(DAMAGED);
    const { bodyBytes, batch } = understood(await take(at + 8, metadataBytes), fail);
    const length = 8 + metadataBytes + bodyBytes;
    if (bodyBytes < 0 || length > CHUNK_LIMIT) throw fail(DAMAGED);
    const message = await take(at, length);
    at += length;
    onRead(at);
    if (batch === null) yield message;
    else
      yield await unpack(message, metadataBytes, batch).catch((thrown: unknown) => {
        if (thrown instanceof UnpackError) throw fail(`This Arrow file ${thrown.message}`);
        throw thrown instanceof RangeError ? fail(DAMAGED) : thrown;
      });
  }
}

const FEATHER_1 = 'This is a Feather file of version 1. Write it again as version 2 or as Parquet.';
const OLD =
  'This Arrow file is damaged, or was written before version 0.15. Write it again, or as Parquet.';
const DAMAGED = 'This Arrow file is damaged. Ask for it again, or write it again.';

/** Whether a message that was read is a schema: then what follows is a stream. */
export function isSchema(message: Uint8Array): boolean {
  const metadata = message.subarray(8);
  return understood(metadata, (why) => new ReadError('unreadable', why, '')).type === 1;
}

/** What a message's flatbuffer says (Message.fbs): its kind, the length of its body and, where that is compressed, where its record batch is. */
function understood(
  bytes: Uint8Array,
  fail: (why: string) => ReadError,
): { type: number; bodyBytes: number; batch: number | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const message = view.getUint32(0, true);
    const length = tableField(view, message, 3);
    const bodyBytes = length === null ? 0 : Number(view.getBigInt64(length, true));
    const kind = tableField(view, message, 1);
    const type = kind === null ? 0 : view.getUint8(kind);
    if (type !== 2 && type !== 3) return { type, bodyBytes, batch: null };
    let batch = tableVector(view, message, 2);
    if (batch !== null && type === 2) batch = tableVector(view, batch, 1);
    if (batch === null) throw fail(DAMAGED);
    return { type, bodyBytes, batch: tableField(view, batch, 3) === null ? null : batch };
  } catch (thrown) {
    if (thrown instanceof RangeError) throw fail(DAMAGED);
    throw thrown;
  }
}
