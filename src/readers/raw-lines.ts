import type { SourceFile } from '../engine/ports.ts';
import type { Dialect, RawLine } from '../engine/reading.ts';
import type { TableDescription } from './scanner.ts';
import { contentsOf } from './source/containers.ts';
import { openGivenFile } from './source/given-file.ts';

const HEAD_BYTES = 1 << 18;

/** The first lines of a table of delimited text, at most `count` of what its first 256 KB hold; none of another format. */
export async function firstLines(
  file: SourceFile,
  { layout, member, columns }: TableDescription,
  count: number,
  chunkBytes: number,
): Promise<readonly RawLine[]> {
  if (!layout?.dialect) return [];
  const contents = await contentsOf(openGivenFile(file, chunkBytes, false), chunkBytes);
  const content = contents.find((one) => one.member === member);
  if (!content) return [];
  const { bytes, whole } = await content.source.head(HEAD_BYTES);
  const text = new TextDecoder(layout.dialect.encoding).decode(bytes, { stream: !whole });
  const lines = text.split(/\r\n|\n|\r/);
  if (!whole || lines.at(-1) === '') lines.pop();
  return rawLines(lines, layout.dialect, columns.length, count);
}

/** What each line of a text is taken for. @param width  fields of every good record. */
export function rawLines(
  lines: readonly string[],
  dialect: Dialect,
  width: number,
  count: number,
): RawLine[] {
  const found: RawLine[] = [];
  let header = dialect.header === 'first';
  for (let at = 0; at < lines.length && found.length < count;) {
    const text = lines[at] ?? '';
    const line = at + 1;
    if (at < dialect.skip || (dialect.comment !== '' && text.startsWith(dialect.comment))) {
      found.push({
        line,
        text,
        kind: at < dialect.skip ? 'preamble' : 'comment',
        fields: [],
        problem: null,
      });
      at += 1;
      continue;
    }
    const record = splitLines(lines, at, dialect);
    const fields = record.spans.reduce((sum, spans) => sum + spans.length, 0) - record.continued;
    const short = dialect.short === 'fill' && fields < width;
    const blank = text === '' && record.spans.length === 1;
    record.spans.forEach((spans, i) => {
      const faulty = i === 0 && !blank && !header;
      found.push({
        line: line + i,
        text: lines[at + i] ?? '',
        kind: header && !blank ? 'header' : 'record',
        fields: spans,
        problem: faulty && !short ? problemOf(record, fields, width) : null,
      });
    });
    if (!blank) header = false;
    at += record.spans.length;
  }
  return found.slice(0, count);
}

function problemOf(record: SplitRecord, fields: number, width: number): string | null {
  if (!record.closed) return 'the quote opened here is never closed';
  if (record.afterQuote) return 'text between a closing quote and the next delimiter';
  if (fields === width) return null;
  return `${String(fields)} ${fields === 1 ? 'field' : 'fields'}, ${String(width)} expected`;
}

interface SplitRecord {
  /** For each of its lines the fields on it, or parts of them. */
  readonly spans: { start: number; end: number }[][];
  /** Fields that go on from one line to the next, each time counted once too often. */
  readonly continued: number;
  readonly closed: boolean;
  readonly afterQuote: boolean;
}

/** Splits the record that begins on a line. */
function splitLines(lines: readonly string[], from: number, dialect: Dialect): SplitRecord {
  const { delimiter, quote } = dialect;
  const spans: { start: number; end: number }[][] = [];
  let quoted = false;
  let afterQuote = false;
  for (let at = from; at < lines.length; at += 1) {
    const text = lines[at] ?? '';
    const own: { start: number; end: number }[] = [];
    let start = 0;
    let i = 0;
    for (;;) {
      if (!quoted && i === start && quote !== '' && text[i] === quote) {
        quoted = true;
        i += 1;
      }
      if (quoted) {
        const close = closingQuote(text, i, quote);
        if (close < 0) break;
        quoted = false;
        i = close + 1;
        if (i < text.length && text[i] !== delimiter) afterQuote = true;
      }
      const next = text.indexOf(delimiter, i);
      if (next < 0) break;
      own.push({ start, end: next });
      start = next + 1;
      i = start;
    }
    own.push({ start, end: text.length });
    spans.push(own);
    if (!quoted) break;
  }
  return { spans, continued: spans.length - 1, closed: !quoted, afterQuote };
}

/** Position of the quote that ends a field; −1 when the line has none. */
function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}
