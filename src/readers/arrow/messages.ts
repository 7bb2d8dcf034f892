import { ReadError } from '../../engine/ports.ts';
import { UnpackError } from '../source/unpack.ts';
import { tableField, tableVector } from './flatbuffer.ts';
import { makeBodyUnpacker } from './unpack-body.ts';
import { verifyFooter, verifyMessage } from './verify.ts';

const MAGIC = 'ARROW1';
const CHUNK_LIMIT = 2 ** 31 - 1;

/** What is to be said of the file once all its messages were read. */
export interface MessageNotes {
  /** A stream has no end mark: whether more followed cannot be known. */
  noEndMark: boolean;
  /** The footer of a file says of record batches that they are elsewhere. */
  misplaced: boolean;
}

/**
 * The messages of an Arrow IPC file or stream, one by one and checked (arrow.apache.org/docs/format/Columnar.html, "IPC
 * Streaming Format"; a file is a stream between two magic words); compressed values come unpacked. Throws ReadError for one
 * that breaks off or goes on after its end, is of an old version, is damaged or unpacks to more than it should.
 */
export async function* readMessages(
  blob: Blob,
  file: string,
  onRead: (bytes: number) => void,
  notes: MessageNotes = { noEndMark: false, misplaced: false },
): AsyncGenerator<Uint8Array, void> {
  const fail = (why: string) => new ReadError('unreadable', why, file);
  const broken = fail('This Arrow file breaks off: its end is missing. Ask for it again.');
  const take = async (start: number, length: number) => {
    if (start < 0 || start + length > blob.size) throw broken;
    return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
  };
  const head = await take(0, Math.min(blob.size, 8));
  const isFile = String.fromCharCode(...head.subarray(0, 6)) === MAGIC;
  if (String.fromCharCode(...head.subarray(0, 4)) === 'FEA1') throw fail(FEATHER_1);
  if (isFile && String.fromCharCode(...(await take(blob.size - 6, 6))) !== MAGIC) throw broken;
  const footer = isFile ? await footerOf(take, blob.size, fail) : null;
  const end = footer?.start ?? blob.size;
  const unpack = makeBodyUnpacker(blob.size);
  const batches: number[] = [];
  const allBatches = () => {
    if (!footer) return;
    if (batches.length !== footer.batches.length) throw fail(DAMAGED);
    const said = new Set(footer.batches);
    notes.misplaced = !batches.every((start) => said.has(start));
  };
  for (let at = isFile ? 8 : 0; at < end;) {
    const prefix = new DataView((await take(at, Math.min(8, blob.size - at))).buffer);
    if (prefix.byteLength < 8) throw broken;
    if (prefix.getUint32(0, true) !== 0xffffffff) throw fail(OLD);
    const metadataBytes = prefix.getInt32(4, true);
    if (metadataBytes === 0) {
      // Nothing may follow: an end mark in the middle is a length that was lost.
      if (at + 8 !== end) throw fail(DAMAGED);
      allBatches();
      return;
    }
    if (metadataBytes < 0) throw fail(DAMAGED);
    const metadata = await take(at + 8, metadataBytes);
    const { type, bodyBytes, batch } = understood(metadata, fail);
    // Whoever decodes the messages would stop at one that is none of these, or at a second schema, without a word.
    const isFirst = at === (isFile ? 8 : 0);
    if (type < SCHEMA || type > RECORD_BATCH || (type === SCHEMA && !isFirst)) throw fail(DAMAGED);
    const length = 8 + metadataBytes + bodyBytes;
    if (bodyBytes < 0 || length > CHUNK_LIMIT) throw fail(DAMAGED);
    checked(() => {
      verifyMessage(metadata, bodyBytes, batch !== null);
    }, fail);
    const message = await take(at, length);
    if (type === RECORD_BATCH) batches.push(at);
    at += length;
    onRead(at);
    yield batch === null ? message : await unpacked(unpack(message, metadataBytes, batch), fail);
  }
  allBatches();
  notes.noEndMark = !isFile;
}

/** Kinds of messages; between these two is that of a dictionary. */
const SCHEMA = 1;
const RECORD_BATCH = 3;
/** Length of the footer and the magic word after it. */
const FILE_TAIL = 10;

/** Where the footer of a file begins, and the record batches that it lists. */
async function footerOf(
  take: (start: number, length: number) => Promise<Uint8Array<ArrayBuffer>>,
  size: number,
  fail: (why: string) => ReadError,
): Promise<{ start: number; batches: readonly number[] }> {
  const length = new DataView((await take(size - FILE_TAIL, 4)).buffer).getInt32(0, true);
  const start = size - FILE_TAIL - length;
  if (length <= 0 || start < 8) throw fail(DAMAGED);
  const footer = await take(start, length);
  return { start, batches: checked(() => verifyFooter(footer), fail) };
}

/** A message whose values were compressed, checked once more: what it says of its rows and values holds for what came out. */
async function unpacked(
  unpacking: Promise<Uint8Array<ArrayBuffer>>,
  fail: (why: string) => ReadError,
): Promise<Uint8Array<ArrayBuffer>> {
  const message = await unpacking.catch((thrown: unknown) => {
    if (thrown instanceof UnpackError) throw fail(`This Arrow file ${thrown.message}`);
    throw thrown instanceof RangeError ? fail(DAMAGED) : thrown;
  });
  const metadataBytes = new DataView(message.buffer).getInt32(4, true);
  const metadata = message.subarray(8, 8 + metadataBytes);
  checked(() => {
    verifyMessage(metadata, message.length - 8 - metadataBytes);
  }, fail);
  return message;
}

function checked<T>(work: () => T, fail: (why: string) => ReadError): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof RangeError) throw fail(DAMAGED);
    throw thrown;
  }
}

const FEATHER_1 = 'This is a Feather file of version 1. Write it again as version 2 or as Parquet.';
const OLD =
  'This Arrow file is damaged, or was written before version 0.15. Write it again, or as Parquet.';
export const DAMAGED = 'This Arrow file is damaged. Ask for it again, or write it again.';

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
