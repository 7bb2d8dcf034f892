import type { FormatOptions, Source } from '../format.ts';

/** A list in the object that a JSON text is. */
export interface JsonList {
  /** The names that lead to it. */
  readonly path: readonly string[];
  /** Bytes of the text from its `[` up to after its `]`. */
  readonly begin: number;
  readonly end: number;
  /** Where its `[` stands: 1-based, in bytes. */
  readonly line: number;
  readonly column: number;
  /** What its first item is; null where it has none. */
  readonly first: 'object' | 'other' | null;
}

/** How a JSON text is built, as far as brackets and quotes tell. */
export interface Structure {
  /** Number of values one after the other, with commas between them or none. */
  readonly values: number;
  /** Whether each of them stands on a line of its own. */
  readonly aLineEach: boolean;
  /** Lists of the first value, which is an object; those inside other lists are not told. */
  readonly lists: readonly JsonList[];
  /** The other members of that object, by path, {@link MOST_NAMES} at most. */
  readonly others: readonly string[];
  readonly bytes: number;
}

/** Objects in objects further down are not looked into. */
const MOST_DEPTH = 5;
export const MOST_NAMES = 100;
/** More are not told of. */
export const MOST_LISTS = 1000;
const MOST_NAME_BYTES = 1000;

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const BLANKS = new Set([0x20, 0x09, LF, 0x0d]);
const OBJECT_OPEN = 0x7b;
const ARRAY_OPEN = 0x5b;
const CLOSE = new Set([0x7d, 0x5d]);
const KEY = new TextDecoder('utf-8', { ignoreBOM: true });

/** Looks through a whole JSON text, holding names only; null where it is not a row of closed objects and arrays. */
export async function structureOf(
  source: Pick<Source, 'chunks'>,
  { signal }: Pick<FormatOptions, 'signal'>,
): Promise<Structure | null> {
  const lists: JsonList[] = [];
  const others: string[] = [];
  /** Names of the members that are being read, one an open object. */
  const path: string[] = [];
  let depth = 0;
  /** Open objects from the first value on, with no list between. */
  let tracked = 0;
  let open: Omit<JsonList, 'end' | 'first'> | null = null;
  let first: JsonList['first'] = null;
  let values = 0;
  let valueLine = 0;
  let aLineEach = true;
  let inString = false;
  let escaped = false;
  /** Bytes of a name so far; null where none is read. */
  let name: number[] | null = null;
  let awaitsName = false;
  /** A member's value is still to come. */
  let awaitsValue = false;
  let offset = 0;
  let line = 1;
  let lineStart = 0;

  const told = () => {
    if (awaitsValue && others.length < MOST_NAMES) others.push(path.slice(0, tracked).join('.'));
    awaitsValue = false;
  };

  for await (const chunk of source.chunks()) {
    signal?.throwIfAborted();
    const mark = offset === 0 && chunk[0] === 0xef ? 3 : 0;
    if (mark > 0) lineStart = mark;
    for (let i = mark; i < chunk.length; i += 1) {
      const byte = chunk[i] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (name) path[depth - 1] = nameOf(name);
          awaitsValue = name !== null;
          name = null;
          continue;
        }
        if (name && name.length < MOST_NAME_BYTES) name.push(byte);
        continue;
      }
      if (byte === LF) {
        line += 1;
        lineStart = offset + i + 1;
        if (depth > 0) aLineEach = false;
      }
      if (BLANKS.has(byte) || byte === COLON) continue;
      const isOpening = byte === OBJECT_OPEN || byte === ARRAY_OPEN;
      if (depth === 0 && byte === COMMA) {
        aLineEach = false;
        continue;
      }
      if (depth === 0) {
        if (!isOpening) return null;
        values += 1;
        if (values > 1 && line === valueLine) aLineEach = false;
      }
      if (open && first === null && !CLOSE.has(byte))
        first = byte === OBJECT_OPEN ? 'object' : 'other';
      if (isOpening) {
        const isTracked = depth === tracked && values === 1;
        depth += 1;
        if (isTracked && byte === OBJECT_OPEN && depth <= MOST_DEPTH) {
          tracked = depth;
          awaitsName = true;
          awaitsValue = false;
        } else if (isTracked && byte === ARRAY_OPEN && depth > 1 && lists.length < MOST_LISTS) {
          const place = { line, column: offset + i - lineStart + 1 };
          open = { path: path.slice(0, tracked), begin: offset + i, ...place };
          first = null;
          awaitsValue = false;
        } else if (isTracked) told();
      } else if (CLOSE.has(byte)) {
        depth -= 1;
        if (open && depth === tracked) {
          lists.push({ ...open, end: offset + i + 1, first });
          open = null;
        } else if (depth < tracked) {
          tracked = depth;
          awaitsName = false;
        }
        if (depth === 0) valueLine = line;
      } else if (byte === COMMA) awaitsName = depth === tracked;
      else {
        const isName = byte === QUOTE && awaitsName && depth === tracked;
        if (isName) {
          awaitsName = false;
          name = [];
        } else if (depth === tracked) told();
        inString = byte === QUOTE;
      }
    }
    offset += chunk.length;
  }
  return depth === 0 && !inString ? { values, aLineEach, lists, others, bytes: offset } : null;
}

function nameOf(bytes: readonly number[]): string {
  const text = KEY.decode(Uint8Array.from(bytes));
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
