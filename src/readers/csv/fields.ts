import { COMMA, CR, LF, QUOTE } from './bytes.ts';

/** A field of a record: bytes `start` up to `end`, quotes included. One that goes on after its closing quote is not quoted. */
export interface FieldSpan {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The bytes that structure a text. */
export interface Marks {
  /** −1: there is one field a line. */
  readonly delimiter: number;
  /** −1: nothing is quoted. */
  readonly quote: number;
}

export interface SplitRecord {
  readonly fields: readonly FieldSpan[];
  /** Position after its line end. */
  readonly next: number;
  /** false: the bytes end before a line end does, as the last record of a file may. */
  readonly complete: boolean;
  /** false: the bytes end inside quotes. */
  readonly closed: boolean;
  /** Something stands between a closing quote and the next delimiter. */
  readonly broken: boolean;
}

/**
 * Splits the record that begins at `start`.
 * A field is quoted when its first byte is a quote (RFC 4180: a space before it belongs to the field, which then is not).
 */
export function splitRecord(bytes: Uint8Array, start: number, marks: Marks): SplitRecord {
  const { delimiter, quote } = marks;
  const fields: FieldSpan[] = [];
  let closed = true;
  let broken = false;
  let i = start;
  for (;;) {
    const fieldStart = i;
    const quoted = bytes[i] === quote;
    if (quoted) {
      const close = closingQuote(bytes, i, quote);
      closed = close >= 0;
      i = closed ? close + 1 : bytes.length;
    }
    const closedAt = i;
    while (i < bytes.length && bytes[i] !== delimiter && bytes[i] !== LF && bytes[i] !== CR) i += 1;
    const isBroken = quoted && i > closedAt;
    broken ||= isBroken;
    fields.push({ start: fieldStart, end: i, quoted: quoted && !isBroken });
    if (i >= bytes.length) return { fields, next: bytes.length, complete: false, closed, broken };
    if (bytes[i] !== delimiter) break;
    i += 1;
  }
  const next = i + (bytes[i] === CR && bytes[i + 1] === LF ? 2 : 1);
  return { fields, next, complete: true, closed, broken };
}

/** Position of the quote that closes a field opened at `open`; −1 when none does. */
function closingQuote(bytes: Uint8Array, open: number, quote: number): number {
  let at = bytes.indexOf(quote, open + 1);
  while (at >= 0 && bytes[at + 1] === quote) at = bytes.indexOf(quote, at + 2);
  return at;
}

/** The value of a field as bytes, without its quotes. */
export function fieldValue(
  bytes: Uint8Array,
  { start, end, quoted }: FieldSpan,
  quote: number,
): Uint8Array {
  if (!quoted) return bytes.subarray(start, end);
  const inner = bytes.subarray(start + 1, end - 1);
  if (!inner.includes(quote)) return inner;
  const value = new Uint8Array(inner.length);
  let length = 0;
  for (let i = 0; i < inner.length; i += 1) {
    value[length] = inner[i] as number;
    length += 1;
    if (inner[i] === quote && inner[i + 1] === quote) i += 1;
  }
  return value.subarray(0, length);
}

/**
 * The same record in the form that every reader takes alike: RFC 4180, a field with quotes inside being quoted as a whole.
 * DuckDB for one drops the spaces and quotes of a field that begins with a space and a quote.
 * Where nothing separates fields, as with commas.
 * @param record  one well-formed record with its line feed.
 */
export function canonical(record: Uint8Array, marks: Marks): Uint8Array {
  const { fields } = splitRecord(record, 0, marks);
  const out = new Uint8Array(2 * record.length + 2 * fields.length);
  let length = 0;
  const put = (byte: number) => {
    out[length] = byte;
    length += 1;
  };
  fields.forEach((field, i) => {
    if (i > 0) put(marks.delimiter);
    const own = record.subarray(field.start, field.end);
    const isAsWritten = field.quoted
      ? marks.quote === QUOTE
      : !own.includes(QUOTE) && !(marks.delimiter < 0 && own.includes(COMMA));
    if (isAsWritten) {
      out.set(own, length);
      length += own.length;
      return;
    }
    put(QUOTE);
    for (const byte of fieldValue(record, field, marks.quote)) {
      if (byte === QUOTE) put(QUOTE);
      put(byte);
    }
    put(QUOTE);
  });
  put(LF);
  return out.slice(0, length);
}
