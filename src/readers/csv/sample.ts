import { CR, LF } from './bytes.ts';
import { type FieldSpan, type Marks, splitRecord } from './fields.ts';

/** A record of the beginning of a file, as it is under some dialect. */
export interface SampleRecord {
  readonly fields: readonly FieldSpan[];
  /** 1-based physical line that it begins on. */
  readonly line: number;
  readonly afterBlank: boolean;
  /** A delimiter is right before its end. */
  readonly lastEmpty: boolean;
  readonly closed: boolean;
  readonly broken: boolean;
}

export interface Sample {
  readonly records: readonly SampleRecord[];
  /** Lines that begin as comments do. */
  readonly comments: number;
}

export interface SampleDialect extends Marks {
  readonly comment: string;
  /** Physical lines to pass over. */
  readonly skip: number;
}

const MOST_RECORDS = 1000;
const MOST_FIELDS = 200_000;

/** The records of the beginning of a text; a last one that is cut is left out. @param whole  nothing is cut. */
export function sampleOf(bytes: Uint8Array, dialect: SampleDialect, whole: boolean): Sample {
  const comment = new TextEncoder().encode(dialect.comment);
  const records: SampleRecord[] = [];
  let comments = 0;
  let fieldsSeen = 0;
  let line = 1;
  let afterBlank = false;
  let at = 0;
  for (; line <= dialect.skip && at < bytes.length; line += 1) at = nextLine(bytes, at);
  while (at < bytes.length && records.length < MOST_RECORDS && fieldsSeen < MOST_FIELDS) {
    if (comment.length > 0 && startsWith(bytes, comment, at)) {
      comments += 1;
      at = nextLine(bytes, at);
      line += 1;
      continue;
    }
    if (bytes[at] === LF || bytes[at] === CR) {
      at = nextLine(bytes, at);
      line += 1;
      afterBlank = true;
      continue;
    }
    const { fields, next, complete, closed, broken } = splitRecord(bytes, at, dialect);
    if (!complete && !whole) break;
    const last = fields.at(-1);
    const lastEmpty = fields.length > 1 && last !== undefined && last.start === last.end;
    records.push({ fields, line, afterBlank, lastEmpty, closed, broken });
    fieldsSeen += fields.length;
    afterBlank = false;
    line += linesIn(bytes, at, next);
    at = next;
  }
  return { records, comments };
}

/** Position after the end of the line that `from` is in. */
export function nextLine(bytes: Uint8Array, from: number): number {
  let i = from;
  while (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) i += 1;
  return Math.min(bytes.length, i + (bytes[i] === CR && bytes[i + 1] === LF ? 2 : 1));
}

function linesIn(bytes: Uint8Array, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at = nextLine(bytes, at)) lines += 1;
  return lines;
}

export function startsWith(bytes: Uint8Array, prefix: Uint8Array, at: number): boolean {
  return prefix.every((byte, i) => bytes[at + i] === byte);
}
