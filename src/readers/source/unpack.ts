import { ReadError } from '../../engine/ports.ts';
import type { Source } from '../format.ts';

/** Packed bytes that are damaged or refused: a message that ends a sentence begun with "This gzip file". */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';
}

/** What a library says of packed bytes; an error of the language itself says nothing to anybody. */
export function reasonOf(thrown: unknown): string {
  const own = thrown instanceof RangeError || thrown instanceof TypeError;
  return thrown instanceof Error && !own ? thrown.message : 'what it says makes no sense';
}

/** Gives the unpacked bytes of packed ones, which come in small pieces; throws {@link UnpackError}. `took` hears how many bytes come out before they do. */
export type Unpack = (
  packed: AsyncIterable<Uint8Array<ArrayBuffer>>,
  took: (bytes: number) => void,
) => AsyncIterable<Uint8Array<ArrayBuffer>>;

/** Piece of packed bytes that is unpacked at once: 16 MB come out of it at the most by deflate. */
const PIECE_BYTES = 1 << 14;

/**
 * Logs pack well (a busy web server's 20 to 50 to 1), but hardly better than this; deflate's end is 1,032 to 1. It is
 * looked at after so many bytes only, for small files may be anything.
 */
const MOST_TO_ONE = 250;
const FREE_BYTES = 1 << 25;
/** More could not be loaded anyway. */
const MOST_BYTES = 2 ** 36;
/** For formats that need all their bytes in memory. */
const MOST_IN_MEMORY = 2 ** 30;

/** Parts that a packed file may consist of, however little each holds. */
const MOST_EMPTY_PARTS = 1000;
const LEAST_BYTES_A_PART = 32;

/** Counts members or frames, each of which takes work and memory of its own: throws {@link UnpackError} for very many that hold next to nothing. */
export function makePartWatch() {
  let parts = 0;
  let bytes = 0;
  return (held: number): void => {
    parts += 1;
    bytes += held;
    if (parts > MOST_EMPTY_PARTS && bytes < LEAST_BYTES_A_PART * parts)
      throw new UnpackError(
        'consists of more than 1,000 parts with next to nothing in them, as no log does: it is not opened. If it is one, unpack it first.',
      );
  };
}

/** What went wrong while a file was unpacked: its bytes end there, and whoever reads them asks afterwards. */
export interface Damage {
  message: string | null;
  /** Nothing may be loaded because it is too much, rather than broken. */
  tooLarge: boolean;
}

/**
 * What a container holds, unpacked while it is read.
 * @param label   what the container is, for messages: "gzip file".
 * @param packed  the container's bytes.
 * @param givenBytes  how much of the file as given was read so far: of packed files in each other, each counts.
 */
export function unpackedSource(
  outer: Source,
  label: string,
  packed: () => AsyncIterable<Uint8Array<ArrayBuffer>>,
  unpack: Unpack,
  damage: Damage,
  givenBytes: () => number,
): Source {
  async function* chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    let out = 0;
    let used = 0;
    async function* pieces() {
      for await (const piece of inPieces(packed())) {
        used += piece.length;
        yield piece;
      }
    }
    const took = (bytes: number) => {
      out += bytes;
      if (out > FREE_BYTES && out > MOST_TO_ONE * Math.min(used, givenBytes())) {
        damage.tooLarge = true;
        throw new UnpackError(
          `unpacks to more than ${String(MOST_TO_ONE)} times its size, as no log does: it is not opened. If it is one, unpack it first.`,
        );
      }
      if (out > MOST_BYTES) {
        damage.tooLarge = true;
        throw new UnpackError('unpacks to more than 64 GB, which cannot be loaded.');
      }
    };
    try {
      yield* unpack(pieces(), took);
    } catch (thrown) {
      if (!(thrown instanceof UnpackError)) throw thrown;
      damage.message ??= `This ${label} ${thrown.message}`;
    }
  }

  return {
    file: outer.file,
    size: null,
    chunks,
    head: (length) => headOf(chunks(), length),
    async blob() {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      let bytes = 0;
      for await (const chunk of chunks()) {
        bytes += chunk.length;
        if (bytes > MOST_IN_MEMORY) {
          const message = `What this ${label} holds is larger than 1 GB and must be in memory whole. Unpack it first.`;
          throw new ReadError('too-large', message, outer.file);
        }
        parts.push(chunk);
      }
      return new Blob(parts);
    },
  };
}

async function headOf(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>, length: number) {
  const bytes = new Uint8Array(length);
  let filled = 0;
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, length - filled);
    bytes.set(part, filled);
    filled += part.length;
    if (part.length < chunk.length) return { bytes, whole: false };
  }
  return { bytes: bytes.subarray(0, filled), whole: true };
}

/** Chunks cut into pieces of {@link PIECE_BYTES} at most. */
async function* inPieces(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for await (const chunk of chunks)
    for (let start = 0; start < chunk.length; start += PIECE_BYTES)
      yield chunk.subarray(start, start + PIECE_BYTES);
}
