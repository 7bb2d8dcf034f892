import { ReadError } from '../../engine/ports.ts';
import type { Source } from '../format.ts';
import type { ArrayPart } from './shape.ts';

/** The text of one item of an array, and where it begins: 1-based line and column (bytes). */
export interface ArrayItem {
  readonly bytes: Uint8Array;
  readonly line: number;
  readonly column: number;
}

const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN = new Set([0x5b, 0x7b]);
const CLOSE = new Set([0x5d, 0x7d]);
const ARRAY_OPEN = 0x5b;
const ARRAY_CLOSE = 0x5d;

function begun(): State {
  return 'start';
}

type State = 'start' | 'first' | 'item' | 'inside' | 'after' | 'done';

/**
 * The items of the array that a JSON text is, cut out and not parsed, so that none but the present one is held. Throws
 * ReadError with line and column where the array itself is broken.
 * @param form  `values`: there is no array, but objects one after the other, with nothing but blanks and commas between them.
 * @param part  the array stands there in the text; null: it is the whole text.
 */
export async function* arrayItems(
  source: Source,
  longest: number,
  form: 'array' | 'values' = 'array',
  part: ArrayPart | null = null,
): AsyncGenerator<ArrayItem[], void> {
  let state = begun();
  let depth = 0;
  let inString = false;
  let escaped = false;
  let held: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let line = part?.line ?? 1;
  /** Bytes of the text before the present line, and before the present chunk. */
  let lineStart = 1 - (part?.column ?? 1);
  let offset = 0;
  let begin = { line: 1, column: 1 };

  function fail(expected: string, at: number, found = 'something else'): never {
    const column = at - lineStart + 1;
    const message = `This JSON ${form === 'array' ? 'array' : 'file'} is broken at line ${String(line)}, column ${String(column)}: ${expected} expected, ${found} found. Nothing was loaded.`;
    throw new ReadError('unreadable', message, source.file, line);
  }

  for await (const chunk of part ? chunksOf(source, part) : source.chunks()) {
    const items: ArrayItem[] = [];
    let start = 0;
    const end = (at: number) => {
      const bytes = joined(held, chunk.subarray(start, at));
      held = new Uint8Array(0);
      items.push({ bytes, ...begin });
    };
    const mark = offset === 0 && !part && chunk[0] === 0xef ? 3 : 0;
    if (mark > 0) lineStart = mark;
    for (let i = mark; i < chunk.length; i += 1) {
      const byte = chunk[i] as number;
      if (byte === LF) {
        line += 1;
        lineStart = offset + i + 1;
      }
      if (state === 'inside') {
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inString = false;
          continue;
        }
        if (byte === QUOTE) inString = true;
        else if (OPEN.has(byte)) depth += 1;
        else if (depth > 0) {
          if (CLOSE.has(byte)) depth -= 1;
          if (depth === 0 && form === 'values') {
            end(i + 1);
            state = 'start';
          }
        } else if (byte === COMMA || byte === ARRAY_CLOSE) {
          end(i);
          state = byte === COMMA ? 'item' : 'done';
        }
        continue;
      }
      if (BLANKS.has(byte)) continue;
      if (form === 'values') {
        if (byte === COMMA) continue;
        if (!OPEN.has(byte)) fail('a record', offset + i);
        begin = { line, column: offset + i - lineStart + 1 };
        state = 'inside';
        start = i;
        depth = 1;
        inString = false;
      } else if (state === 'start') {
        if (byte !== ARRAY_OPEN) fail('"["', offset + i);
        state = 'first';
      } else if (state === 'done') fail('the end of the file', offset + i);
      else if (byte === ARRAY_CLOSE) {
        if (state !== 'first') fail('a record', offset + i, '"]"');
        state = 'done';
      } else if (byte === COMMA) fail('a record', offset + i, '","');
      else {
        state = 'inside';
        start = i;
        begin = { line, column: offset + i - lineStart + 1 };
        depth = OPEN.has(byte) ? 1 : 0;
        inString = byte === QUOTE;
      }
    }
    if (state === 'inside') {
      held = joined(held, chunk.subarray(start));
      if (held.length > longest)
        fail('a record that ends', offset + chunk.length, 'one larger than any record may be');
    }
    offset += chunk.length;
    if (items.length > 0) yield items;
  }
  if (form === 'values' && state === 'inside')
    fail('the end of a record', offset, 'the end of the file');
  if (form === 'array' && state !== 'done') fail('"]"', offset, 'the end of the file');
}

/** The bytes of a part alone. */
async function* chunksOf(
  source: Source,
  { begin, end }: ArrayPart,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let at = 0;
  for await (const chunk of source.chunks()) {
    const own = chunk.subarray(Math.max(begin - at, 0), Math.max(end - at, 0));
    if (own.length > 0) yield own;
    at += chunk.length;
    if (at >= end) return;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
