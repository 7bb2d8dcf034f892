import { createXXHash32 } from 'hash-wasm';
import { UnpackError } from '../source/unpack.ts';

const MAGIC = 0x184d2204;
const SKIPPABLE = 0x184d2a50;
const NOT_PACKED = 0x80000000;
const LEAST_MATCH = 4;
/** Where a length goes on in the bytes that follow. */
const MORE = 15;

/**
 * Unpacks LZ4 frames (github.com/lz4/lz4, lz4_Frame_format.md; blocks may refer to those before) into `out`, exactly.
 * Not by lz4js: a match that begins before the first byte gives zeros there instead of an error, and it checks no sums.
 * Throws {@link UnpackError}.
 */
export async function unpackLz4Frame(packed: Uint8Array, out: Uint8Array): Promise<void> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const hash = await createXXHash32();
  const sum = (bytes: Uint8Array) => Number.parseInt(hash.init().update(bytes).digest('hex'), 16);
  let at = 0;
  let filled = 0;
  const word = (): number => {
    if (at + 4 > packed.length) throw damaged('it breaks off');
    at += 4;
    return view.getUint32(at - 4, true);
  };
  do {
    const magic = word();
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) {
      at += word();
      continue;
    }
    if (magic !== MAGIC) throw damaged('this is no LZ4 frame');
    const first = filled;
    const header = at;
    const flags = packed[at] ?? 0;
    if (flags >> 6 !== 1) throw damaged('a frame of another version');
    if ((flags & 1) !== 0) throw new UnpackError('needs a dictionary, which it does not hold.');
    at += 2 + ((flags & 8) !== 0 ? 8 : 0);
    const headerSum = packed[at];
    if (((sum(packed.subarray(header, at)) >> 8) & 255) !== headerSum) throw damaged(SUM);
    at += 1;
    for (let size = word(); size !== 0; size = word()) {
      const bytes = (size & ~NOT_PACKED) >>> 0;
      if (at + bytes > packed.length) throw damaged('it breaks off');
      const block = packed.subarray(at, at + bytes);
      at += bytes;
      if ((flags & 16) !== 0 && word() !== sum(block)) throw damaged(SUM);
      if ((size & NOT_PACKED) === 0) filled = unpackBlock(block, out, filled, first);
      else {
        if (filled + bytes > out.length) throw damaged(LENGTH);
        out.set(block, filled);
        filled += bytes;
      }
    }
    if ((flags & 4) !== 0 && word() !== sum(out.subarray(first, filled))) throw damaged(SUM);
  } while (at < packed.length);
  if (at !== packed.length || filled !== out.length) throw damaged(LENGTH);
}

const LENGTH = 'a buffer unpacks to another length than it says';
const SUM = 'its check sum is another';

function damaged(why: string): UnpackError {
  return new UnpackError(`is damaged: ${why}.`);
}

/** @param first  where the frame begins in `out`: no match begins before it. @returns where it ends in `out`. */
function unpackBlock(block: Uint8Array, out: Uint8Array, start: number, first: number): number {
  let at = 0;
  let to = start;
  const length = (low: number): number => {
    if (low < MORE) return low;
    let all = low;
    for (;;) {
      const more = block[at];
      if (more === undefined) throw damaged('a block breaks off');
      at += 1;
      all += more;
      if (more !== 255) return all;
    }
  };
  while (at < block.length) {
    const token = block[at] ?? 0;
    at += 1;
    const literals = length(token >> 4);
    if (at + literals > block.length) throw damaged('a block breaks off');
    if (to + literals > out.length) throw damaged(LENGTH);
    out.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last sequence has no match.
    if (at === block.length) return to;
    if (at + 2 > block.length) throw damaged('a block breaks off');
    const back = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    const matched = LEAST_MATCH + length(token & 15);
    if (back === 0 || to - back < first) throw damaged('a match begins before its data');
    if (to + matched > out.length) throw damaged(LENGTH);
    // Byte by byte: a match may reach into itself.
    for (const end = to + matched; to < end; to += 1) out[to] = out[to - back] ?? 0;
  }
  return to;
}
