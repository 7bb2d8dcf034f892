import type { Dialect, LineKind, RawLine } from '../../engine/reading.ts';
import { CR, decode, excerpt, LF } from './bytes.ts';
import { fieldNames, W3C_COMMENT } from './fields-line.ts';
import { isSame } from './fields-watch.ts';
import { notWrittenIn, tooFewOrMany, TEXT_AFTER_QUOTE } from './reasons.ts';

/** A line is shown up to this many characters. */
const LONGEST_SHOWN = 2000;

export interface LinesOptions {
  readonly dialect: Dialect;
  /** Fields of a good record. */
  readonly width: number;
  /** Whether one more field, which is empty, is no fault. */
  readonly trailing: boolean;
  /** Whether `bytes` are all there are. */
  readonly whole: boolean;
}

/** The record that is being read, over one or more lines. */
interface Open {
  fields: number;
  quoted: boolean;
  afterQuote: boolean;
  /** The field that the line ends with has no character. */
  lastEmpty: boolean;
}

/**
 * The first physical lines of a delimited text, and what each is to the table.
 * @param bytes  the beginning of the text in UTF-8 without a byte order mark, cut anywhere.
 * @returns at most `count` lines; a last one that is cut is left out unless it is all there is.
 */
export function rawLines(bytes: Uint8Array, options: LinesOptions, count: number): RawLine[] {
  const lines: RawLine[] = [];
  let open: Open | null = null;
  let openedAt = 0;
  let isHeader = options.dialect.header === 'first';
  const { comment, skip } = options.dialect;
  for (let start = 0; start < bytes.length && lines.length < count;) {
    const { end, next } = lineEnd(bytes, start);
    if (end === bytes.length && !options.whole && lines.length > 0) break;
    // All of it is looked at, whatever of it is shown: what it opens may be closed far behind.
    const all = excerpt(bytes.subarray(start, end), end - start);
    const text = all.slice(0, LONGEST_SHOWN);
    const bad = isText(bytes.subarray(start, end)) ? null : notWrittenIn(options.dialect.encoding);
    const plain = (kind: LineKind) => {
      lines.push({ line: lines.length + 1, text, kind, fields: [], problem: null });
    };
    if (lines.length < skip) plain('preamble');
    else if (!open && comment !== '' && text.startsWith(comment))
      plain(lines.some(isRecord) || !namesColumns(text, options.dialect) ? 'comment' : 'header');
    else if (!open && start === end) plain('blank');
    else {
      const kind = open ? 'continued' : isHeader ? 'header' : 'record';
      if (!open) openedAt = lines.length;
      const record: Open = open ?? { fields: 0, quoted: false, afterQuote: false, lastEmpty: true };
      const fields = fieldsOf(all, record, options.dialect).flatMap((field) =>
        field.start > text.length ? [] : [{ ...field, end: Math.min(field.end, text.length) }],
      );
      open = record.quoted ? record : null;
      const isPart = end === bytes.length && !options.whole;
      const fault = open || isPart ? null : problemOf(record, options, isHeader);
      lines.push({ line: lines.length + 1, text, kind, fields, problem: bad ?? fault });
      if (!open) isHeader = false;
    }
    start = next;
  }
  const opened = lines[openedAt];
  if (open && options.whole && opened && lines.length < count)
    lines[openedAt] = { ...opened, problem: 'the quote opened here is never closed' };
  return lines;
}

function isRecord({ kind }: RawLine): boolean {
  return kind === 'record';
}

/** Whether a comment gives the columns their names. */
function namesColumns(text: string, { comment, header }: Dialect): boolean {
  if (comment !== W3C_COMMENT || typeof header === 'string') return false;
  const names = fieldNames(text);
  return names !== null && isSame(names, header);
}

function lineEnd(bytes: Uint8Array, start: number): { end: number; next: number } {
  let end = start;
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end += 1;
  return { end, next: end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1) };
}

function isText(bytes: Uint8Array): boolean {
  try {
    decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Spans of a line's fields; `record` is carried on. */
function fieldsOf(
  text: string,
  record: Open,
  { delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>,
): { start: number; end: number }[] {
  const fields: { start: number; end: number }[] = [];
  let i = 0;
  for (;;) {
    const start = i;
    if (!record.quoted) {
      record.fields += 1;
      record.quoted = quote !== '' && text[i] === quote;
      if (record.quoted) i += 1;
    }
    if (record.quoted) {
      i = closingQuote(text, quote, i);
      record.quoted = i < 0;
      if (i < 0) i = text.length;
      else {
        i += 1;
        if (i < text.length && text[i] !== delimiter) record.afterQuote = true;
      }
    }
    const at = record.quoted || delimiter === '' ? -1 : text.indexOf(delimiter, i);
    const end = at < 0 ? text.length : at;
    fields.push({ start, end });
    record.lastEmpty = start === end;
    if (at < 0) return fields;
    i = at + 1;
  }
}

/** Position of the quote that closes a field whose content goes on at `from`; −1 when none does. */
function closingQuote(text: string, quote: string, from: number): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}

function problemOf(
  record: Open,
  { dialect, width, trailing }: LinesOptions,
  isHeader: boolean,
): string | null {
  if (record.afterQuote) return TEXT_AFTER_QUOTE;
  // Names may be fewer.
  if (isHeader && record.fields < width) return null;
  if (record.fields === width) return null;
  if (trailing && record.lastEmpty && record.fields === width + 1) return null;
  if (dialect.short === 'fill' && record.fields < width) return null;
  return tooFewOrMany(record.fields, width);
}
