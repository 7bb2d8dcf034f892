import type { RawLine } from '../../engine/reading.ts';
import type { Source } from '../format.ts';
import { LENIENT } from './line-text.ts';

/** Bytes to show the first lines of. */
const SHOWN_BYTES = 1 << 18;
/** Characters of a line. */
const LONGEST = 1 << 16;

type Fields = RawLine['fields'];

/**
 * The first lines of a log as they are written, at most `count`.
 * @param isNames   whether a line that begins with # names the columns; absent: no line begins so but records.
 * @param fieldsOf  where the values of the columns are in a record, as {@link RawLine.fields}.
 */
export async function firstLines(
  source: Source,
  count: number,
  isNames: ((line: string) => boolean) | null,
  fieldsOf: (line: string) => Fields,
): Promise<RawLine[]> {
  const { bytes, whole } = await source.head(SHOWN_BYTES);
  const lines = LENIENT.decode(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  // The last one may go on, or is what follows the last line end.
  if (lines.at(-1) === '' || (!whole && lines.length > 1)) lines.pop();
  return lines.slice(0, count).map((line, i): RawLine => {
    const text = line.slice(0, LONGEST);
    const described = { line: i + 1, text, fields: [], problem: null };
    if (line === '') return { ...described, kind: 'blank' };
    if (isNames && line.startsWith('#'))
      return { ...described, kind: isNames(line) ? 'header' : 'comment' };
    return { ...described, kind: 'record', fields: fieldsOf(text) };
  });
}

/** What is between two delimiters, each. */
export function between(line: string, delimiter: string): Fields {
  let start = 0;
  return line.split(delimiter).map((value) => {
    const field = { start, end: start + value.length };
    start = field.end + delimiter.length;
    return field;
  });
}
