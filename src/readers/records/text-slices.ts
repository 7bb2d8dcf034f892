import { nextSliceBytes, type Sizes } from '../format.ts';
import { type RecordReject, TEXT_KEPT, type TextLayout, type TextSlice } from '../scanner.ts';

/** Two fields at least: a line of one that is null would be empty, and no record. */
export function layoutOf(columns: number): TextLayout {
  return { delimiter: ',', width: Math.max(2, columns), dialect: null };
}

/** Writes records of a format other than CSV as text slices. */
export interface SliceWriter {
  /** Adds a record. @param fields  as many as there are columns; null is no value. @param line  where it begins. */
  add(fields: readonly (string | null)[], line: number): void;
  /** Leaves a record out. @param text  of it, cut here. */
  reject(line: number, reason: string, text: string): void;
  /** The slice, when it is large enough. */
  full(): TextSlice | null;
  /** What is left; null when nothing is. */
  finish(): TextSlice | null;
  readonly records: () => number;
  readonly rejected: () => number;
}

/** Characters that are encoded at once. */
const BATCH = 1 << 20;
const ENCODER = new TextEncoder();

export function makeSliceWriter(columns: number, sizes: Sizes): SliceWriter {
  const { width } = layoutOf(columns);
  const padding = ','.repeat(width - columns);
  let wanted = Math.min(sizes.firstSliceBytes, sizes.sliceBytes);
  let text = '';
  let parts: Uint8Array[] = [];
  let bytes = 0;
  let longest = 0;
  let records = 0;
  let lineBreaks: number[] = [];
  let lastLine = -1;
  let rejects: RecordReject[] = [];
  let total = 0;
  let rejected = 0;

  function encode(): void {
    const part = ENCODER.encode(text);
    text = '';
    bytes += part.length;
    parts.push(part);
  }

  function take(): TextSlice {
    encode();
    const all = new Uint8Array(bytes);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    const slice: TextSlice = {
      kind: 'text',
      bytes: all,
      records,
      longest,
      lineBreaks: Uint32Array.from(lineBreaks),
      rejects,
    };
    wanted = nextSliceBytes(wanted, sizes);
    parts = [];
    bytes = 0;
    longest = 0;
    records = 0;
    lineBreaks = [];
    rejects = [];
    return slice;
  }

  return {
    add(fields, line) {
      let record = '';
      for (let i = 0; i < columns; i += 1) {
        if (i > 0) record += ',';
        const field = fields[i] ?? null;
        if (field !== null) record += quoted(field);
      }
      text += `${record}${padding}\n`;
      // No character is longer than three bytes a unit.
      longest = Math.max(longest, 3 * (record.length + 2));
      if (line !== lastLine + 1 || records === 0) lineBreaks.push(records, line);
      lastLine = line;
      records += 1;
      total += 1;
      if (text.length > BATCH) encode();
    },
    reject(line, reason, given) {
      total += 1;
      rejected += 1;
      if (rejected <= sizes.keepRejects)
        rejects.push({ line, reason, text: given.slice(0, TEXT_KEPT) });
    },
    full: () => (records > 0 && bytes + text.length >= wanted ? take() : null),
    finish: () => (records > 0 || rejects.length > 0 ? take() : null),
    records: () => total,
    rejected: () => rejected,
  };
}

function quoted(field: string): string {
  if (field === '') return '""';
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
