import { excerpt, LF, CR } from './bytes.ts';
import { nextLine, type SampleRecord, startsWith } from './sample.ts';

/** What comments begin with in W3C extended logs (IIS, CloudFront and others), of which one names the fields. */
export const W3C_COMMENT = '#';

/** The names in a comment of a W3C extended log, `#Fields: date time c-ip`; null of any other line. Some programs write commas. */
export function fieldNames(line: string): readonly string[] | null {
  // Time is linear in its length, whatever is in it.
  const [, names] = /^#\s*fields:\s*(\S.*)$/i.exec(line.trimEnd()) ?? [];
  if (names === undefined) return null;
  return names.includes(',') ? names.split(',').map((name) => name.trim()) : names.split(/\s+/);
}

const HASH = Uint8Array.of(35);
/** Of a line that names fields, in bytes. */
export const LONGEST_LINE = 1 << 16;

/** A line that names fields. */
export interface FieldsLine {
  /** Physical, 1-based. */
  readonly line: number;
  readonly names: readonly string[];
}

/** The last line that names fields, of the comments before the first record. @param skip  physical lines that are passed over. */
export function leadingFields(bytes: Uint8Array, skip: number): FieldsLine | null {
  let found: FieldsLine | null = null;
  for (let at = 0, line = 1; at < bytes.length; line += 1) {
    const next = nextLine(bytes, at);
    if (line > skip) {
      const blank = bytes[at] === LF || bytes[at] === CR;
      if (!blank && !startsWith(bytes, HASH, at)) break;
      const names = fieldNames(excerpt(bytes.subarray(at, next), LONGEST_LINE).trimEnd());
      if (names) found = { line, names };
    }
    at = next;
  }
  return found;
}

/** Share of records that have a field for each name, 0 to 1. An empty one more at the end may be none. */
export function namedShare(records: readonly SampleRecord[], names: number): number {
  const named = records.filter(
    ({ fields, lastEmpty }) =>
      fields.length === names || (lastEmpty && fields.length === names + 1),
  );
  return records.length === 0 ? 0 : named.length / records.length;
}

/** Whether the names are those of the records: of the first, as long as no other names follow, or of most. No record has others. */
export function areNamed(records: readonly SampleRecord[], names: number): boolean {
  return (
    records.length === 0 ||
    namedShare(records.slice(0, 1), names) === 1 ||
    namedShare(records, names) >= 0.5
  );
}
