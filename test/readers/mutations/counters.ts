import { gunzipSync } from 'node:zlib';
import { parquetMetadata } from 'hyparquet';
import type { Dialect } from '../../../src/engine/reading.ts';
import type { TableDescription } from '../../../src/readers/scanner.ts';
import { countArrow } from './count-arrow.ts';
import { countJson } from './count-json.ts';
import { countSqlite } from './count-sqlite.ts';
import type { Bytes } from './samples.ts';

/** Records that a table has by a count that shares no code with the reader; `unknown` where there is no such count, `broken` where the counter says that the file is. */
export type Count = number | 'unknown' | 'broken';

/** Counts the records of a described table in the bytes of its file. */
export function countRecords(bytes: Bytes, table: TableDescription): Count {
  let inner = bytes;
  for (const container of table.containers) {
    // What else there is has check sums, by which it is compared with the good file.
    if (container !== 'gzip') return 'unknown';
    try {
      inner = Uint8Array.from(gunzipSync(inner));
    } catch {
      return 'broken';
    }
  }
  switch (table.format) {
    case 'csv':
      return table.layout?.dialect ? countDelimited(inner, table.layout.dialect) : 'unknown';
    case 'json':
      return countJson(inner, table);
    case 'zeek':
    case 'w3c-log':
      return linesOf(inner).filter((line) => line.length > 0 && !line.startsWith('#')).length;
    case 'access-log':
      return linesOf(inner).filter((line) => line.length > 0).length;
    case 'parquet':
      return countParquet(inner);
    case 'arrow':
      return orBroken(() => countArrow(inner));
    case 'sqlite':
      return orBroken(() => countSqlite(inner, table.inner));
    default:
      return 'unknown';
  }
}

/**
 * Records of delimited text, character by character without looking at fields (RFC 4180 with LF, CRLF and CR). An unclosed
 * quote makes one last record; an empty line is none.
 */
export function countDelimited(bytes: Bytes, dialect: Dialect): number {
  const { encoding, delimiter, quote, skip, comment, header } = dialect;
  const text = new TextDecoder(encoding).decode(bytes);
  let at = 0;
  for (let line = 0; line < skip; line += 1) at = afterLine(text, at);
  let records = 0;
  while (at < text.length) {
    const first = text[at];
    if (first === '\n' || first === '\r') at += 1;
    else if (comment !== '' && text.startsWith(comment, at)) at = afterLine(text, at);
    else {
      records += 1;
      at = afterRecord(text, at, delimiter, quote);
    }
  }
  return header === 'first' ? records - 1 : records;
}

function afterLine(text: string, from: number): number {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}

function afterRecord(text: string, from: number, delimiter: string, quote: string): number {
  let fieldStart = true;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n' || character === '\r') return at + 1;
    if (quote !== '' && character === quote && fieldStart) {
      at = closingQuote(text, at + 1, quote);
      fieldStart = false;
    } else fieldStart = character === delimiter;
  }
  return text.length;
}

/** Position of the quote that closes a field; the end of the text where there is none. */
function closingQuote(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 2))
    if (text[at + 1] !== quote) return at;
  return text.length;
}

function linesOf(bytes: Bytes): string[] {
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.split('\n').map((line) => line.replace(/\r$/, ''));
}

/**
 * By the row groups: the number of all rows in a footer is a note of the writer's. Damage of the statistics, which do no harm to
 * the rows, is more than this counter can bear.
 */
function countParquet(bytes: Bytes): Count {
  try {
    const { row_groups: groups } = parquetMetadata(bytes.buffer);
    return groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  } catch {
    return 'unknown';
  }
}

function orBroken(count: () => number | null): Count {
  try {
    return count() ?? 'unknown';
  } catch {
    return 'broken';
  }
}
