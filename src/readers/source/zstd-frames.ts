import { UnpackError } from './unpack.ts';

/** What a splitter finds, in order. */
interface FrameHandler {
  /** Bytes of a frame, without its check sum. */
  data(bytes: Uint8Array): void;
  /** A frame is over. @param checksum  its four bytes in hex, highest first; null when it has none. */
  end(checksum: string | null): void;
}

const MAGIC = 0xfd2fb528;
/** Sixteen magic numbers from here on begin frames to be skipped. */
const SKIPPABLE = 0x184d2a50;
/** What zstd itself allows unless told otherwise. */
const MOST_WINDOW = 2 ** 27;

/**
 * Walks the frames of a Zstandard stream (RFC 8878, 3.1) without decoding: their headers, the sizes of their blocks.
 * The check sum of a frame is taken out and its flag cleared, so that a decoder sees frames without one.
 */
export function makeFrameSplitter(handler: FrameHandler) {
  /** Bytes still to be looked at in one piece. */
  let held = new Uint8Array(0);
  /** Bytes to pass on, or to pass over, before the next look. */
  let passing = 0;
  let skipping = 0;
  let state: 'frame' | 'block' | 'checksum' | 'end' = 'frame';
  let checked = false;

  function push(piece: Uint8Array): void {
    held = held.length === 0 ? Uint8Array.from(piece) : joined(held, piece);
    let at = 0;
    for (;;) {
      if (skipping > 0 || passing > 0) {
        const take = Math.min(held.length - at, skipping || passing);
        if (take === 0) break;
        if (skipping > 0) skipping -= take;
        else {
          handler.data(held.subarray(at, at + take));
          passing -= take;
        }
        at += take;
        continue;
      }
      const used = look(held.subarray(at));
      if (used < 0) break;
      at += used;
    }
    held = held.slice(at);
  }

  /** @returns how many bytes were used up; −1 when there are too few to see. */
  function look(bytes: Uint8Array): number {
    if (state === 'end') {
      state = 'frame';
      handler.end(null);
      return 0;
    }
    if (state === 'frame') return frame(bytes);
    if (state === 'checksum') {
      if (bytes.length < 4) return -1;
      state = 'frame';
      handler.end(
        Array.from(bytes.subarray(0, 4).toReversed(), (byte) =>
          byte.toString(16).padStart(2, '0'),
        ).join(''),
      );
      return 4;
    }
    if (bytes.length < 3) return -1;
    const header = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16);
    const type = (header >> 1) & 3;
    if (type === 3) throw new UnpackError('is damaged: a block of an unknown kind.');
    passing = 3 + (type === 1 ? 1 : header >> 3);
    if (header & 1) state = checked ? 'checksum' : 'end';
    return 0;
  }

  function frame(bytes: Uint8Array): number {
    if (bytes.length < 8) return -1;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const magic = view.getUint32(0, true);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) {
      skipping = view.getUint32(4, true);
      return 8;
    }
    if (magic !== MAGIC) throw new UnpackError('is damaged: something else follows its data.');
    const descriptor = bytes[4] ?? 0;
    const single = (descriptor & 32) !== 0;
    const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
    if (dictionaryBytes > 0) throw new UnpackError('needs a dictionary, which it does not hold.');
    if (bytes.length < 5 + sizeBytes) return -1;
    // In one piece, its window is all that it holds.
    const window = single ? contentSize(view, sizeBytes) : windowSize(bytes[5] ?? 0);
    if (window > MOST_WINDOW)
      throw new UnpackError(
        'was packed with a window of more than 128 MB; pack it again without --long.',
      );
    checked = (descriptor & 4) !== 0;
    bytes[4] = descriptor & ~4;
    passing = 5 + (single ? 0 : 1) + sizeBytes;
    state = 'block';
    return 0;
  }

  return {
    push,
    /** Whether all that was pushed is whole frames. */
    between: () => state === 'frame' && held.length === 0 && passing === 0 && skipping === 0,
  };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** The size of a frame in one piece, which stands after its descriptor. */
function contentSize(view: DataView, sizeBytes: number): number {
  if (sizeBytes === 8) return Number(view.getBigUint64(5, true));
  if (sizeBytes === 4) return view.getUint32(5, true);
  return sizeBytes === 2 ? view.getUint16(5, true) + 256 : view.getUint8(5);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
