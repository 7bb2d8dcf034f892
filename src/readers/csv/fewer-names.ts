import { excerpt } from './bytes.ts';
import { isName, LONGEST_NAME } from './column-name.ts';
import { fieldValue } from './fields.ts';
import { findHeader, kindOf } from './find-header.ts';
import type { SampleRecord } from './sample.ts';
import { agreementOf } from './widths.ts';

const RECORDS_COMPARED = 100;
const LEAST_RECORDS = 2;
const LEAST_NAMES = 2;

/** A line of names that are fewer than the columns. */
export interface FewerNames {
  /** Where the columns without a name are; `first`: one, which has the names of the rows. */
  readonly nameless: 'first' | 'last';
  /** `typed`: the values below are of another type than the names, or written otherwise; `likely`: nothing speaks against names. */
  readonly by: 'typed' | 'likely';
}

/**
 * Whether the record at `at` names the first columns of those after it, at least half of them, and (nearly) all of these have
 * one width: programs that write a table may name fewer columns than it has. A line of words before a table does not.
 * @param quote  the byte that fields are quoted with; −1: none.
 */
export function namesFewer(
  bytes: Uint8Array,
  records: readonly SampleRecord[],
  at: number,
  quote: number,
): FewerNames | null {
  const [head, next] = [records[at], records[at + 1]];
  if (!head || !next || next.afterBlank || head.broken || !head.closed) return null;
  const [names, width] = [head.fields.length, next.fields.length];
  if (names < LEAST_NAMES || names >= width || 2 * names < width) return null;
  const rest = records.slice(at + 1);
  if (rest.length < LEAST_RECORDS || agreementOf(rest) < 0.9) return null;
  // What every record ends with may be no field.
  if (names === width - 1) {
    if (rest.every(({ lastEmpty }) => lastEmpty)) return null;
    if (namesRows(head, rest)) return { nameless: 'first', by: 'typed' };
  }
  const textsOf = ({ fields }: SampleRecord): string[] =>
    fields
      .slice(0, names)
      .map((field) => excerpt(fieldValue(bytes, field, quote), 2 * LONGEST_NAME));
  const first = textsOf(head);
  const alike = rest.filter(({ fields }) => fields.length === width).slice(0, RECORDS_COMPARED);
  const others = alike.map(textsOf);
  if (new Set(first).size < names || !first.every((text, i) => isTitle(text, others, i)))
    return null;
  const { header, confidence } = findHeader(first, others);
  if (header === 'none') return null;
  if (confidence >= 0.9) return { nameless: 'last', by: 'typed' };
  return confidence >= 0.7 && first.every(isName) ? { nameless: 'last', by: 'likely' } : null;
}

/** Whether a text may stand above a column: no value and no sentence, nor what follows a comma in one. */
function isTitle(text: string, others: readonly (readonly string[])[], column: number): boolean {
  if (text.length > LONGEST_NAME || kindOf(text) !== 'text') return false;
  if (/[.!?:]$|:\s|[\r\n]/.test(text)) return false;
  return (
    !text.startsWith(' ') || others.every((record) => record[column]?.startsWith(' ') === true)
  );
}

/**
 * Whether what has no name is the first column, and not the last: R writes the names of rows so. They are quoted as the names of
 * columns are, and other values are not.
 */
function namesRows(head: SampleRecord, rest: readonly SampleRecord[]): boolean {
  return (
    head.fields.every(({ quoted }) => quoted) &&
    rest.every(({ fields }) => fields[0]?.quoted === true) &&
    rest.some(({ fields }) => fields.some(({ quoted }) => !quoted))
  );
}
