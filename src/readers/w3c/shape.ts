import { hasMark } from '../csv/bytes.ts';
import { leadingFields } from '../csv/fields-line.ts';
import { fieldsOf } from './fields.ts';

const HASH = 35;

/** How the values of a record are told apart. */
export interface Marks {
  readonly delimiter: string;
  /** Whether a value may stand in double quotes; else a quote is a character like others. */
  readonly quoted: boolean;
}

/** How the lines of a log are written, by its beginning. */
export interface Shape extends Marks {
  /** Of the fields of the first record. */
  readonly names: readonly string[];
  /** Whether it says that its times are those of a place, not UTC. */
  readonly local: boolean;
}

/**
 * @param head   of a file in UTF-8; a text in another encoding has no shape.
 * @param whole  whether that is all of it.
 * @returns null where it is no such log: others with a comment `#Fields:` are read as what delimited text they are.
 */
export function shapeOf(head: Uint8Array, whole: boolean): Shape | null {
  const bytes = hasMark(head) ? head.subarray(3) : head;
  if (bytes[0] !== HASH) return null;
  const names = leadingFields(bytes, 0)?.names ?? [];
  if (!names.includes('date') || !names.includes('time')) return null;
  if (new Set(names).size < names.length) return null;
  const text = decoded(bytes, whole);
  if (text === null) return null;
  const lines = text.split(/\r?\n/);
  // The last line may go on.
  const records = (whole ? lines : lines.slice(0, -1)).filter(
    (line) => line !== '' && !line.startsWith('#'),
  );
  const marks = marksOf(records, names.length);
  const local = /^#[ \t]*time[ \t]+format:[ \t]*local\b/im.test(text);
  return marks && { names, ...marks, local };
}

function decoded(bytes: Uint8Array, whole: boolean): string | null {
  try {
    // The last character may go on.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    return null;
  }
}

/** The marks by which most records have so many fields; null where neither the first nor half of them have. */
function marksOf(records: readonly string[], width: number): Marks | null {
  const fits = ['\t', ' '].flatMap((delimiter) =>
    [true, false].map((quoted) => {
      const isFit = (line: string) =>
        quoted
          ? quotedCount(line, delimiter, width) === width
          : bareCount(line, delimiter, width) === width;
      const fitting = records.filter(isFit).length;
      const [first] = records;
      const isGood = (first !== undefined && isFit(first)) || fitting * 2 >= records.length;
      return { delimiter, quoted, fitting: isGood ? fitting : -1 };
    }),
  );
  const [best] = fits.toSorted((a, b) => b.fitting - a.fitting);
  if (!best || best.fitting < 0) return null;
  if (records.length === 0) return { delimiter: ' ', quoted: true };
  const { delimiter, fitting } = best;
  const bare = fits.find((fit) => fit.delimiter === delimiter && !fit.quoted);
  return { delimiter, quoted: best.quoted && (bare?.fitting !== fitting || areQuoted(records)) };
}

/** 0 where it has none. */
function quotedCount(line: string, delimiter: string, width: number): number {
  const fields = fieldsOf(line, delimiter, width);
  return typeof fields === 'string' ? 0 : fields.length;
}

/** As `Spans` counts the values of a line. */
function bareCount(line: string, delimiter: string, width: number): number {
  const count = line.split(delimiter).length;
  return count > width && line.endsWith(delimiter) ? count - 1 : count;
}

/** Whether a value in half of the records stands in quotes; in others a quote is a rare character. */
function areQuoted(records: readonly string[]): boolean {
  return (
    records.filter((line) => /(^|[\t ])"[^"]*"([\t ]|$)/.test(line)).length * 2 >= records.length
  );
}
