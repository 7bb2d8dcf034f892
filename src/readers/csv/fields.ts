import { CR, LF, QUOTE } from './bytes.ts';

/** A field of a record: bytes `start` up to `end`, quotes included. */
interface FieldSpan {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/**
 * Splits the record that begins at `start`.
 * A field is quoted when its first byte is a quote (RFC 4180: a space before it belongs to the field, which then is not).
 * @returns its fields and the position after its line end. `complete` is false when the bytes end before a line end does
 * (the last record of a file may do so), `closed` when they end inside quotes.
 */
export function splitRecord(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
): { fields: FieldSpan[]; next: number; complete: boolean; closed: boolean } {
  const fields: FieldSpan[] = [];
  let closed = true;
  let i = start;
  for (;;) {
    const fieldStart = i;
    const quoted = bytes[i] === QUOTE;
    if (quoted) {
      const close = closingQuote(bytes, i);
      closed = close >= 0;
      i = closed ? close + 1 : bytes.length;
    }
    while (i < bytes.length && bytes[i] !== delimiter && bytes[i] !== LF && bytes[i] !== CR) i += 1;
    fields.push({ start: fieldStart, end: i, quoted });
    if (i >= bytes.length) return { fields, next: bytes.length, complete: false, closed };
    if (bytes[i] !== delimiter) break;
    i += 1;
  }
  return {
    fields,
    next: i + (bytes[i] === CR && bytes[i + 1] === LF ? 2 : 1),
    complete: true,
    closed,
  };
}

/** Position of the quote that closes a field opened at `open`; −1 when none does. */
function closingQuote(bytes: Uint8Array, open: number): number {
  let quote = bytes.indexOf(QUOTE, open + 1);
  while (quote >= 0 && bytes[quote + 1] === QUOTE) quote = bytes.indexOf(QUOTE, quote + 2);
  return quote;
}

/** The value of a field as bytes, without its quotes. */
export function fieldValue(bytes: Uint8Array, { start, end, quoted }: FieldSpan): Uint8Array {
  if (!quoted) return bytes.subarray(start, end);
  const inner = bytes.subarray(start + 1, end - 1);
  return inner.filter((byte, i) => byte !== QUOTE || !isSecondOfPair(inner, i));
}

function isSecondOfPair(inner: Uint8Array, at: number): boolean {
  let before = at;
  while (before > 0 && inner[before - 1] === QUOTE) before -= 1;
  return (at - before) % 2 === 1;
}

/**
 * The same record in the form that every reader takes alike: a field with quotes inside is quoted as a whole.
 * DuckDB for one drops the spaces and quotes of a field that begins with a space and a quote.
 * @param record  one well-formed record with its line feed.
 */
export function canonical(record: Uint8Array, delimiter: number): Uint8Array {
  const out: number[] = [];
  const { fields } = splitRecord(record, 0, delimiter);
  fields.forEach((field, i) => {
    if (i > 0) out.push(delimiter);
    const bytes = record.subarray(field.start, field.end);
    if (field.quoted || !bytes.includes(QUOTE)) for (const byte of bytes) out.push(byte);
    else {
      out.push(QUOTE);
      for (const byte of bytes) {
        if (byte === QUOTE) out.push(QUOTE);
        out.push(byte);
      }
      out.push(QUOTE);
    }
  });
  out.push(LF);
  return Uint8Array.from(out);
}
