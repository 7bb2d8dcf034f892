import { excerpt } from './bytes.ts';
import { isName, LONGEST_NAME } from './column-name.ts';
import { namesFewer } from './fewer-names.ts';
import { fieldValue } from './fields.ts';
import { findHeader, kindOf } from './find-header.ts';
import type { SampleRecord } from './sample.ts';
import { agreementOf, commonWidth } from './widths.ts';

const MOST_PREAMBLE_RECORDS = 50;
/** So many records of one width are a table even where nothing speaks for a header. */
const MANY_RECORDS = 10;
const RECORDS_COMPARED = 20;
const COLUMNS_COMPARED = 50;

/**
 * Number of records before the table: lines that are no part of it, where (nearly) all that follows has one width of two
 * fields at least. An empty line may end them; else what follows has to look like a table of its own, and they do not. A line
 * of names that are fewer than the fields is part of the table.
 * @param quote  the byte that fields are quoted with; −1: none.
 */
export function preambleOf(
  bytes: Uint8Array,
  records: readonly SampleRecord[],
  quote: number,
): number {
  const common = commonWidth(records.slice(Math.min(records.length >> 1, MOST_PREAMBLE_RECORDS)));
  const last = records.at(-1)?.fields.length ?? 0;
  // Most files begin with their table.
  const widths = [...new Set([common, last])].filter(
    (width) => width > 1 && records[0]?.fields.length !== width,
  );
  if (widths.length === 0) return 0;
  const texts = records
    .slice(0, MOST_PREAMBLE_RECORDS + RECORDS_COMPARED)
    .map(({ fields }) =>
      fields
        .slice(0, COLUMNS_COMPARED)
        .map((field) => excerpt(fieldValue(bytes, field, quote), 2 * LONGEST_NAME)),
    );
  for (const width of widths) {
    const begin = beginOf(records, texts, width);
    if (begin === 0) continue;
    if (namesFewer(bytes, records, begin - 1, quote)?.by === 'typed') return begin - 1;
    if (records[begin]?.afterBlank === true || isTable(records, texts, begin, width)) return begin;
  }
  return 0;
}

/** Where a table of a width may begin; 0: there is no other than from the first record on. */
function beginOf(
  records: readonly SampleRecord[],
  texts: readonly (readonly string[])[],
  width: number,
): number {
  let begin = records.findIndex(({ fields }) => fields.length === width);
  // A line of the preamble may happen to be as wide.
  while (begin > 0 && isWordy(texts[begin]) && !hasNames(texts, begin, width)) {
    const next = records.findIndex(({ fields }, i) => i > begin && fields.length === width);
    if (next !== begin + 1 || !hasNames(texts, next, width)) break;
    begin = next;
  }
  if (begin <= 0 || begin > MOST_PREAMBLE_RECORDS) return 0;
  const after = records.slice(begin);
  return after.length < 2 || agreementOf(after) < 0.9 ? 0 : begin;
}

/** Whether what begins here is a table, and what is before it none. */
function isTable(
  records: readonly SampleRecord[],
  texts: readonly (readonly string[])[],
  begin: number,
  width: number,
): boolean {
  if (hasNames(texts, begin, width)) return true;
  const before = texts.slice(0, begin);
  if (!before.every((line) => line.length === 1 || isSentence(line))) return false;
  const after = records.length - begin;
  // Few records at the end of other text are prose with a comma more easily than they are a table.
  const isMost = after >= begin || width > 2;
  const first = texts[begin] ?? [];
  if (isMost && first.every(isName)) return true;
  // What a single word stands above is its column, whatever its values hold.
  const single = before.length === 1 && before[0]?.length === 1 && !isWordy(before[0]);
  if (single && !isMostlyValues(first)) return false;
  const { header, confidence } = findHeader(first, compared(texts, begin, width));
  return (header === 'none' && confidence >= 0.9) || after >= MANY_RECORDS;
}

function compared(texts: readonly (readonly string[])[], begin: number, width: number) {
  const rows = texts.slice(begin + 1, begin + 1 + RECORDS_COMPARED);
  return rows.filter((row) => row.length === Math.min(width, COLUMNS_COMPARED));
}

/** Whether a record holds names by the types of the values below. */
function hasNames(texts: readonly (readonly string[])[], at: number, width: number): boolean {
  const { header, confidence } = findHeader(texts[at] ?? [], compared(texts, at, width));
  return header === 'first' && confidence >= 0.9;
}

/** Whether a line is words for people: a field of it is no name of a column. */
function isWordy(line: readonly string[] | undefined): boolean {
  return line?.some((field) => field.trim() !== '' && !isName(field)) === true;
}

/** Whether a line is surely no names, however they are separated: a field of it has many words or ends or opens a phrase. */
function isSentence(line: readonly string[]): boolean {
  return line.some((field) => /\S\s+\S+\s+\S|[.!?:]$|:\s/.test(field.trim()));
}

function isMostlyValues(fields: readonly string[]): boolean {
  const values = fields.filter((field) => ['number', 'time'].includes(kindOf(field)));
  return values.length > fields.length / 2;
}
