export const LF = 10;
export const CR = 13;
export const QUOTE = 34;
export const COMMA = 44;

/** Reads UTF-8 as it is: no byte order mark taken off, wrong bytes as U+FFFD. */
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const STRICT = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** The beginning of some bytes as text, for a person to look at. @param length in characters. */
export function excerpt(bytes: Uint8Array, length: number): string {
  return LENIENT.decode(bytes.subarray(0, length * 4)).slice(0, length);
}

/** Throws TypeError when the bytes are not UTF-8. */
export function decode(bytes: Uint8Array): string {
  return STRICT.decode(bytes);
}

/** Whether two pieces that follow each other are UTF-8 together. */
export function isUtf8(first: Uint8Array, second: Uint8Array): boolean {
  try {
    STRICT.decode(first.length === 0 ? second : joined(first, second));
    return true;
  } catch {
    return false;
  }
}

export function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** UTF-8's byte order mark. */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
