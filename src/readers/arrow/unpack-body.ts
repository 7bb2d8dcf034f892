import { UnpackError } from '../source/unpack.ts';
import { unpackZstd } from '../source/zstd.ts';
import { tableField, tableVector, withoutField } from './flatbuffer.ts';
import { unpackLz4Frame } from './lz4.ts';

/** Of one message: it is in memory whole. */
const MOST_BODY_BYTES = 2 ** 29;
/** Columns of one value pack well, but a file of more than this is no table. */
const MOST_TO_ONE = 1000;
const FREE_BYTES = 2 ** 28;
/** Slots of Message.fbs: of a message its body's length; of a record batch its buffers and their compression. */
const BODY_LENGTH = 3;
const BUFFERS = 2;
const COMPRESSION = 3;
const PREFIX_BYTES = 8;

/** Gives a message with its values unpacked. @param batch  position of its record batch in the metadata. */
type UnpackBody = (
  message: Uint8Array<ArrayBuffer>,
  metadataBytes: number,
  batch: number,
) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Unpacks the buffers of record batches (Message.fbs, BodyCompression): each begins with its length, −1 where it is not
 * packed. What a file says it unpacks to is limited before anything is, and must be what comes out. Throws
 * {@link UnpackError}; RangeError for positions outside of the message.
 */
export function makeBodyUnpacker(fileBytes: number): UnpackBody {
  let unpacked = 0;
  return async (message, metadataBytes, batch) => {
    const metadata = message.subarray(8, 8 + metadataBytes);
    const body = message.subarray(8 + metadataBytes);
    const view = new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength);
    const unpack = codecOf(view, batch);
    const vector = tableVector(view, batch, BUFFERS);
    const count = vector === null ? 0 : view.getUint32(vector, true);
    const places = Array.from({ length: count }, (_, i) => (vector ?? 0) + 4 + 16 * i);
    const buffers = places.map((at) => {
      const start = Number(view.getBigInt64(at, true));
      const length = Number(view.getBigInt64(at + 8, true));
      if (start < 0 || length < 0 || start + length > body.length)
        throw new RangeError('a buffer lies outside of its message');
      return packedBuffer(body.subarray(start, start + length));
    });
    const total = buffers.reduce((sum, { bytes }) => sum + padded(bytes), 0);
    unpacked += total;
    if (total > MOST_BODY_BYTES || unpacked > Math.max(FREE_BYTES, MOST_TO_ONE * fileBytes))
      throw new UnpackError(
        `unpacks to more than it may: ${String(total)} bytes in one piece, ${String(unpacked)} so far. Write it again in smaller record batches, or as Parquet.`,
      );
    const clean = withoutField(metadata, batch, COMPRESSION);
    const out = new Uint8Array(8 + clean.length + total);
    const written = new DataView(out.buffer, 8, clean.length);
    out.set(message.subarray(0, 4));
    new DataView(out.buffer).setInt32(4, clean.length, true);
    out.set(clean, 8);
    let at = 0;
    for (const [i, { packed, raw, bytes }] of buffers.entries()) {
      const place = places[i] ?? 0;
      written.setBigInt64(place, BigInt(at), true);
      written.setBigInt64(place + 8, BigInt(bytes), true);
      const target = out.subarray(8 + clean.length + at, 8 + clean.length + at + bytes);
      if (raw) target.set(packed);
      else if (bytes > 0 || packed.length > 0) await unpack(packed, target);
      at += padded(bytes);
    }
    const length = tableField(written, written.getUint32(0, true), BODY_LENGTH);
    if (length !== null) written.setBigInt64(length, BigInt(total), true);
    return out;
  };
}

interface PackedBuffer {
  readonly packed: Uint8Array<ArrayBuffer>;
  /** Not packed after all. */
  readonly raw: boolean;
  /** Once it is unpacked. */
  readonly bytes: number;
}

function packedBuffer(buffer: Uint8Array<ArrayBuffer>): PackedBuffer {
  if (buffer.length === 0) return { packed: buffer, raw: true, bytes: 0 };
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const length = Number(view.getBigInt64(0, true));
  const packed = buffer.subarray(PREFIX_BYTES);
  if (length === -1) return { packed, raw: true, bytes: packed.length };
  if (length < 0) throw new UnpackError('is damaged: a buffer has a negative length.');
  return { packed, raw: false, bytes: length };
}

/** Fills `out` with the unpacked bytes, exactly. */
type Unpacker = (packed: Uint8Array<ArrayBuffer>, out: Uint8Array) => Promise<void>;

function codecOf(view: DataView, batch: number): Unpacker {
  const table = tableVector(view, batch, COMPRESSION);
  const field = table === null ? null : tableField(view, table, 0);
  const codec = field === null ? 0 : view.getInt8(field);
  if (codec === 0) return unpackLz4Frame;
  if (codec === 1) return unpackZstdInto;
  throw new UnpackError(
    `is compressed in a way that is not known here (${String(codec)}). Write it again with LZ4 or Zstandard, or as Parquet.`,
  );
}

async function unpackZstdInto(packed: Uint8Array<ArrayBuffer>, out: Uint8Array): Promise<void> {
  async function* pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    await Promise.resolve();
    yield packed;
  }
  const wrong = () =>
    new UnpackError('is damaged: a buffer unpacks to another length than it says.');
  let came = 0;
  const took = (bytes: number): void => {
    came += bytes;
    if (came > out.length) throw wrong();
  };
  let at = 0;
  for await (const piece of unpackZstd(pieces(), took)) {
    out.set(piece, at);
    at += piece.length;
  }
  if (at !== out.length) throw wrong();
}

/** Arrow's buffers begin at multiples of 8. */
function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
