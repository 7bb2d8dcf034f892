import { Decompress } from 'fzstd';
import { createXXHash64 } from 'hash-wasm';
import { makeFrameSplitter } from './zstd-frames.ts';
import { makePartWatch, reasonOf, type Unpack, UnpackError } from './unpack.ts';

/** Unpacks Zstandard, frame by frame, and checks the XXH64 of each that has one, which fzstd does not. */
export const unpackZstd: Unpack = async function* (packed, took) {
  const hash = await createXXHash64();
  const watch = makePartWatch();
  let length = 0;
  let out: Uint8Array<ArrayBuffer>[] = [];
  const makeDecoder = () => {
    hash.init();
    return new Decompress((data) => {
      took(data.length);
      length += data.length;
      hash.update(data);
      // The decoder goes on to use its buffer.
      if (data.length > 0) out.push(Uint8Array.from(data));
    });
  };
  let decoder = makeDecoder();
  const splitter = makeFrameSplitter({
    data: (bytes) => decode(decoder, bytes, false),
    end: (checksum) => {
      decode(decoder, new Uint8Array(0), true);
      if (checksum !== null && checksum !== hash.digest('hex').slice(8))
        throw new UnpackError('is damaged: its check sum is another.');
      watch(length);
      length = 0;
      decoder = makeDecoder();
    },
  });
  for await (const piece of packed) {
    splitter.push(piece);
    yield* out;
    out = [];
  }
  if (!splitter.between()) throw new UnpackError('is cut off: its end is missing.');
  yield* out;
};

function decode(decoder: Decompress, bytes: Uint8Array, final: boolean): void {
  try {
    decoder.push(bytes, final);
  } catch (thrown) {
    if (thrown instanceof UnpackError) throw thrown;
    const reason = reasonOf(thrown);
    throw new UnpackError(`is damaged: ${reason}.`);
  }
}
