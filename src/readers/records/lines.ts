import type { Source } from '../format.ts';

const LF = 10;
const CR = 13;

/** A line without its end. The bytes are good until the next one is asked for. */
export interface Line {
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  /** Whether a line feed ended it: the last line of a file may have none. */
  readonly ended: boolean;
  /** Longer than the limit: `bytes` is its beginning. */
  readonly tooLong: boolean;
}

/** The lines of a text in UTF-8, ended by LF or CRLF, its byte order mark taken off; several at a time. */
export async function* linesOf(source: Source, longest: number): AsyncGenerator<Line[], void> {
  let held: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let heldLength = 0;
  let dropped = 0;
  let number = 1;

  function line(bytes: Uint8Array, ended: boolean): Line {
    const marked = number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    const end = bytes.at(-1) === CR ? -1 : undefined;
    number += 1;
    const tooLong = dropped > 0;
    dropped = 0;
    return { bytes: bytes.subarray(marked ? 3 : 0, end), number: number - 1, ended, tooLong };
  }

  function hold(bytes: Uint8Array): void {
    const room = longest - heldLength;
    if (bytes.length > room) dropped += 1;
    const kept = bytes.subarray(0, Math.max(0, room));
    if (heldLength + kept.length > held.length) {
      const larger = new Uint8Array(2 * (heldLength + kept.length));
      larger.set(held.subarray(0, heldLength));
      held = larger;
    }
    held.set(kept, heldLength);
    heldLength += kept.length;
  }

  for await (const chunk of source.chunks()) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      if (heldLength > 0 || dropped > 0) {
        hold(chunk.subarray(start, end));
        lines.push(line(held.slice(0, heldLength), true));
        heldLength = 0;
      } else lines.push(line(chunk.subarray(start, end), true));
      start = end + 1;
    }
    hold(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (heldLength > 0 || dropped > 0) yield [line(held.subarray(0, heldLength), false)];
}
