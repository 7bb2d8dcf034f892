import { ReadError } from '../../engine/ports.ts';
import type { Dialect, SniffedDialect } from '../../engine/reading.ts';
import type { FormatOptions, Source } from '../format.ts';
import { CR, decode, excerpt, hasMark, LF } from './bytes.ts';
import { areNamed, leadingFields, W3C_COMMENT } from './fields-line.ts';
import { isSame } from './fields-watch.ts';
import { fieldValue } from './fields.ts';
import { findHeader, type SaidOrFound } from './find-header.ts';
import { findMarks } from './find-marks.ts';
import type { Fit, FoundMarks } from './fit.ts';
import type { SampleRecord } from './sample.ts';
import { isSetApart, type WrittenField } from './set-apart.ts';
import { doubts } from './doubts.ts';
import { commonWidth } from './widths.ts';

const HEAD_BYTES = 1 << 18;
const LONGEST_HEAD_BYTES = 1 << 26;
/** Values that are compared to find a header. */
const RECORDS_COMPARED = 100;
const COLUMNS_COMPARED = 200;

/** How sure a line of names is that is shorter than the records; a person is told in any case. */
const FEWER_NAMES = 0.8;

/** How sure names are that a comment gives. */
const NAMED_BY_COMMENT = 0.95;

type Found = Omit<SniffedDialect, 'encoding' | 'confidence'>;

/** How the text of a file is written, its encoding apart. */
export interface SniffedText {
  readonly dialect: Found;
  readonly confidence: Readonly<Record<keyof Found, number>>;
  /** Of its columns; empty where there is none. */
  readonly names: readonly string[];
  /** Whether a delimiter at the end of a record begins no field. */
  readonly trailing: boolean;
  readonly warnings: readonly string[];
}

/**
 * Finds out how delimited text is written from its first 256 KB (more when its first record is longer), as far as a person
 * did not say so. @param source  of UTF-8.
 */
export async function sniffText(
  source: Source,
  said: Partial<Dialect>,
  { signal }: FormatOptions,
): Promise<SniffedText> {
  for (let length = HEAD_BYTES; ; length *= 8) {
    const { bytes, whole } = await source.head(length);
    signal?.throwIfAborted();
    const text = bytes.subarray(hasMark(bytes) ? 3 : 0);
    // Nothing but empty lines holds no record, however they are looked at.
    const passed = text.some((byte) => byte !== LF && byte !== CR);
    const marks = passed ? findMarks(text, whole, said) : undefined;
    if (marks) return described(text, marks, said, source.file);
    if (whole) {
      const message = passed
        ? 'This file holds no record: all its lines are passed over.'
        : 'This file is empty.';
      throw new ReadError('empty', message, source.file);
    }
    if (length >= LONGEST_HEAD_BYTES) {
      const message =
        'The first line of this file does not end. Is it a CSV file? A quote in it may not be closed.';
      throw new ReadError('unreadable', message, source.file, 1);
    }
  }
}

function described(
  bytes: Uint8Array,
  marks: FoundMarks,
  said: Partial<Dialect>,
  file: string,
): SniffedText {
  const { fit, confidence } = marks;
  const found = headerOf(bytes, fit, said);
  const { header } = found;
  const width = typeof header === 'object' ? header.length : widthOf(fit, header);
  const trailing = isTrailing(fit, header, width);
  const columns = trailing && hasEmptyColumn(fit, header) ? width - 1 : width;
  const names =
    typeof header === 'object'
      ? header
      : header === 'none'
        ? withNumbers([], columns)
        : withNumbers(
            [...(fit.nameless === 'first' ? [undefined] : []), ...namesIn(bytes, fit, file)],
            columns,
          );
  const dialect: Found = {
    delimiter: character(fit.dialect.delimiter),
    quote: quoteOf(fit.dialect.quote),
    skip: fit.skip,
    comment: fit.dialect.comment,
    header,
    short: said.short ?? 'reject',
  };
  return {
    dialect,
    confidence: { ...confidence, header: found.confidence, short: 1 },
    names,
    trailing,
    warnings: doubts({ bytes, fit, dialect, confidence, found, said, columns, trailing }),
  };
}

/** As many names as there are columns: those without one are called by their position, `c1`, `c2` … */
function withNumbers(names: readonly (string | undefined)[], columns: number): string[] {
  return Array.from({ length: columns }, (_, i) => names[i] ?? `c${String(i + 1)}`);
}

function character(byte: number): string {
  return byte < 0 ? '' : String.fromCharCode(byte);
}

function quoteOf(byte: number): Dialect['quote'] {
  return byte < 0 ? '' : byte === 39 ? "'" : '"';
}

function headerOf(bytes: Uint8Array, fit: Fit, said: Partial<Dialect>): SaidOrFound {
  if (said.header !== undefined) return { header: said.header, confidence: 1, doubt: null };
  const named = namesInComment(bytes, fit);
  if (named) return named;
  const [first, ...others] = fit.records;
  if (!first) return { header: 'first', confidence: 0, doubt: null };
  if (fit.nameless !== null) return { header: 'first', confidence: FEWER_NAMES, doubt: null };
  const written = ({ fields }: SampleRecord): WrittenField[] =>
    fields.slice(0, COLUMNS_COMPARED).map((field) => ({
      text: excerpt(fieldValue(bytes, field, fit.dialect.quote), 300),
      quoted: field.quoted,
    }));
  const width = first.fields.length;
  const alike = others.filter(({ fields }) => fields.length === width);
  const compared = (alike.length > 0 ? alike : others).slice(0, RECORDS_COMPARED).map(written);
  const head = written(first);
  // After a delimiter at the end is no field.
  if (isSetApart(first.lastEmpty ? head.slice(0, -1) : head, compared))
    return { header: 'first', confidence: 0.95, doubt: null };
  const texts = (record: readonly WrittenField[]) => record.map(({ text }) => text);
  return findHeader(texts(head), compared.map(texts));
}

/** The names that a comment of a W3C extended log gives, where they are as many as the fields. */
function namesInComment(bytes: Uint8Array, { dialect, skip, records }: Fit): SaidOrFound | null {
  const fields = dialect.comment === W3C_COMMENT ? leadingFields(bytes, skip) : null;
  if (!fields || !areNamed(records, fields.names.length)) return null;
  const first = records[0]?.fields.map((field) =>
    excerpt(fieldValue(bytes, field, dialect.quote), 300),
  );
  // They stand in the first record once more.
  if (first && isSame(first, fields.names)) return null;
  return { header: fields.names, confidence: NAMED_BY_COMMENT, doubt: null };
}

/** With names in the first record they are all columns (where they are fewer, the next record is); else what most records have. */
function widthOf({ width, records }: Fit, header: 'first' | 'none'): number {
  return header === 'first' ? width : commonWidth(records);
}

/** Every record ends with a delimiter that begins no field of its own. */
function isTrailing({ records, width: first }: Fit, header: Dialect['header'], width: number) {
  const [head, ...others] = records;
  const rows = header === 'first' ? others : records;
  if (!head || rows.length === 0 || !rows.every(({ lastEmpty }) => lastEmpty)) return false;
  const everyWidth = (wanted: number) => rows.every(({ fields }) => fields.length === wanted);
  if (typeof header === 'object') return width > 1 && everyWidth(width + 1);
  if (header === 'none') return width > 2 && everyWidth(width);
  if (head.lastEmpty) return everyWidth(first);
  return first > 1 && everyWidth(first + 1);
}

/** Whether the field after the last delimiter was counted as a column. */
function hasEmptyColumn({ records }: Fit, header: Dialect['header']): boolean {
  return header === 'none' || (header === 'first' && records[0]?.lastEmpty === true);
}

function namesIn(bytes: Uint8Array, { records, dialect }: Fit, file: string): string[] {
  const [record] = records;
  if (!record) return [];
  if (!record.closed) {
    const message = 'A quote among the column names is never closed.';
    throw new ReadError('unreadable', message, file, record.line);
  }
  try {
    return record.fields.map((field) => decode(fieldValue(bytes, field, dialect.quote)));
  } catch {
    const message =
      'The column names are not written in UTF-8. Save the file again as UTF-8, or say in what encoding it is.';
    throw new ReadError('not-text', message, file, record.line);
  }
}
