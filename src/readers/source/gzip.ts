import { Gunzip } from 'fflate';
import { createCRC32 } from 'hash-wasm';
import { makePartWatch, reasonOf, type Unpack, UnpackError } from './unpack.ts';

/** Bytes after the data of a member: CRC-32 and length modulo 2³², little-endian (RFC 1952). */
const TRAILER_BYTES = 8;

/** Unpacks gzip, members one after the other, and checks the CRC-32 and length of each, which fflate does not. */
export const unpackGzip: Unpack = async function* (packed, took) {
  const crc = (await createCRC32()).init();
  const watch = makePartWatch();
  let length = 0;
  let out: Uint8Array<ArrayBuffer>[] = [];
  let position = 0;
  let before = new Uint8Array(0);
  let present = new Uint8Array(0);

  function member(end: number): void {
    const from = position - before.length;
    const trailer = joined(before, present).subarray(end - TRAILER_BYTES - from, end - from);
    const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.length);
    const whole = trailer.length === TRAILER_BYTES;
    if (!whole || view.getUint32(4, true) !== length % 2 ** 32) throw new UnpackError(CUT_OFF);
    if (view.getUint32(0, true) !== Number.parseInt(crc.digest('hex'), 16))
      throw new UnpackError('is damaged: its check sum is another.');
    watch(length);
    crc.init();
    length = 0;
  }

  const gunzip = new Gunzip((data) => {
    took(data.length);
    length += data.length;
    crc.update(data);
    if (data.length > 0) out.push(data);
  });
  gunzip.onmember = member;

  for await (const piece of packed) {
    present = piece;
    push(gunzip, piece, false);
    yield* out;
    out = [];
    position += piece.length;
    before = piece.length < 1024 ? joined(before.subarray(-1024), piece) : piece;
    present = new Uint8Array(0);
  }
  push(gunzip, new Uint8Array(0), true);
  yield* out;
  member(position);
};

const CUT_OFF = 'is cut off: its end is missing.';

function push(gunzip: Gunzip, piece: Uint8Array, final: boolean): void {
  try {
    gunzip.push(piece, final);
  } catch (thrown) {
    if (thrown instanceof UnpackError) throw thrown;
    const reason = reasonOf(thrown);
    throw new UnpackError(reason === 'unexpected EOF' ? CUT_OFF : `is damaged: ${reason}.`);
  }
}

function joined(
  first: Uint8Array<ArrayBuffer>,
  second: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
