import { type Cancellable, ReadError } from '../../engine/ports.ts';
import type { Source } from '../format.ts';
import type { Dialect } from '../../engine/reading.ts';
import { CR, decode, LF } from './bytes.ts';
import { fieldValue, splitRecord } from './fields.ts';

/** Where two fit equally well, the one that is rarer in ordinary text comes first. */
const DELIMITERS = ['\t', ';', '|', ','];
const RECORDS_LOOKED_AT = 100;
const HEAD_BYTES = 1 << 18;
const LONGEST_HEAD_BYTES = 1 << 26;

/** How a CSV file is written. */
export interface CsvDialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** Names as they stand in the first record, at least one. */
  readonly header: readonly string[];
}

/** Finds out how a CSV file is written from its first 256 KB (more when its first record is longer). */
export async function sniffCsv(
  source: Source,
  { signal, dialect: said }: Cancellable & { readonly dialect?: Partial<Dialect> | undefined } = {},
): Promise<CsvDialect> {
  const delimiters = said?.delimiter === undefined ? DELIMITERS : [said.delimiter];
  for (let length = HEAD_BYTES; ; length *= 8) {
    const { bytes: head, whole } = await source.head(length);
    signal?.throwIfAborted();
    const start = afterBlankLines(head, hasMark(head) ? 3 : 0);
    if (start === head.length && whole)
      throw new ReadError('empty', 'This file is empty.', source.file);
    const dialect = dialectOf(head.subarray(start), whole, source.file, delimiters);
    if (dialect) return dialect;
    if (length >= LONGEST_HEAD_BYTES) {
      const message =
        'The first line of this file does not end. Is it a CSV file? A quote in it may not be closed.';
      throw new ReadError('unreadable', message, source.file, 1);
    }
  }
}

/** UTF-8's byte order mark. */
export function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function afterBlankLines(bytes: Uint8Array, from: number): number {
  let i = from;
  while (bytes[i] === LF || bytes[i] === CR) i += 1;
  return i;
}

/** undefined when the first record is not all there. */
function dialectOf(
  bytes: Uint8Array,
  whole: boolean,
  file: string,
  delimiters: readonly string[],
): CsvDialect | undefined {
  const candidates = delimiters.map((delimiter) => judge(bytes, delimiter, whole));
  const known = candidates.filter((candidate) => candidate !== undefined);
  if (known.length === 0) return undefined;
  const several = known.filter(({ width }) => width > 1);
  const [best] = several.toSorted((a, b) => b.agreeing - a.agreeing || b.width - a.width);
  const delimiter = best?.delimiter ?? (delimiters.length === 1 ? (delimiters[0] ?? ',') : ',');
  return { delimiter, header: namesOf(bytes, delimiter, file) };
}

/** How well a delimiter fits: the width of the first record and the share of records that agree with it. */
function judge(bytes: Uint8Array, delimiter: string, whole: boolean) {
  const widths: number[] = [];
  let i = 0;
  while (i < bytes.length && widths.length < RECORDS_LOOKED_AT) {
    const { fields, next, complete } = splitRecord(bytes, i, delimiter.charCodeAt(0));
    if (!complete && !whole) break;
    widths.push(fields.length);
    i = afterBlankLines(bytes, next);
  }
  const [width] = widths;
  if (width === undefined) return undefined;
  return {
    delimiter,
    width,
    agreeing: widths.filter((other) => other === width).length / widths.length,
  };
}

function namesOf(bytes: Uint8Array, delimiter: string, file: string): string[] {
  const { fields, closed } = splitRecord(bytes, 0, delimiter.charCodeAt(0));
  if (!closed)
    throw new ReadError('unreadable', 'A quote among the column names is never closed.', file, 1);
  try {
    return fields.map((field) => decode(fieldValue(bytes, field)));
  } catch {
    const message = 'The column names are not written in UTF-8. Save the file again as UTF-8.';
    throw new ReadError('not-text', message, file, 1);
  }
}
