const BLANK = 32;
const QUOTE = 34;
const BACKSLASH = 92;

/** A field of a line. */
export interface Field {
  /** Without its quotes and without the escapes `\"` and `\\`; a bare one as it stands. */
  readonly text: string;
  readonly quoted: boolean;
  /** Where in the line the blank after it is, or where the line ends. */
  readonly end: number;
}

/** The field that begins at a place, or why there is none. Time is linear in the length of the field, or of the line where a quote is not closed. */
export function fieldAt(line: string, start: number): Field | string {
  if (line.charCodeAt(start) !== QUOTE) return bareField(line, start);
  const closing = closingQuote(line, start + 1);
  if (closing < 0) return NOT_CLOSED;
  const end = closing + 1;
  if (end < line.length && line.charCodeAt(end) !== BLANK) return 'text after a closing quote';
  return { text: unescaped(line.slice(start + 1, closing)), quoted: true, end };
}

const NOT_CLOSED = 'a quote is not closed';

/** Up to the next blank that is not in quotes: `uct="0.1, 0.2"` is one field. */
function bareField(line: string, start: number): Field | string {
  let end = start;
  for (; end < line.length; end += 1) {
    const code = line.charCodeAt(end);
    if (code === BLANK) break;
    if (code === QUOTE) {
      end = closingQuote(line, end + 1);
      if (end < 0) return NOT_CLOSED;
    } else if (code === BACKSLASH && isEscapable(line.charCodeAt(end + 1))) end += 1;
  }
  return { text: line.slice(start, end), quoted: false, end };
}

function isEscapable(code: number): boolean {
  return code === QUOTE || code === BACKSLASH;
}

/** The next quote after which no odd number of backslashes stands before it; negative where there is none. */
function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1)) {
    let before = at;
    while (before > from && line.charCodeAt(before - 1) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 0) return at;
  }
  return -1;
}

/** `\xHH` stays: bytes that are no text are seen as what they are. */
function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text;
}
