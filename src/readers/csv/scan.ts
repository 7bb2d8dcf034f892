import { COMMA, CR, joined, LF, QUOTE } from './bytes.ts';
import { FieldsWatch } from './fields-watch.ts';
import type { Marks } from './fields.ts';
import { makeValueAutomaton, OTHER_VALUE, VALUE_OTHER, VALUE_START } from './plain-values.ts';
import {
  AFTER_CLOSING,
  type CsvSlice,
  HIGH,
  NUL,
  SliceBuilder,
  type SliceOptions,
  STRAY_QUOTE,
} from './slice-builder.ts';
import type { CsvSummary } from './tally.ts';

export interface ScanOptions extends SliceOptions {
  /** Physical lines before the first record that are passed over. */
  readonly skip: number;
  /** Lines that begin so are passed over; empty: none are. */
  readonly comment: Uint8Array;
}

/** A scan in progress. Feed it all bytes of a file in order, in chunks of any size; it changes them. */
export interface CsvScan {
  push(chunk: Uint8Array<ArrayBuffer>): CsvSlice[];
  end(): { slices: CsvSlice[]; summary: CsvSummary };
}

const HASH = 35;

/** Where the scan is. */
const FIELD_START = 0;
const UNQUOTED = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;
/** At the beginning of a line that may be a comment. */
const LINE_START = 4;
/** In a line that is passed over. */
const PASSED = 5;

/** What a byte can be; only ORDINARY ones are passed over without a look. */
const ORDINARY = 0;
const DELIMITER_BYTE = 1;
const LINE_END = 2;
const QUOTE_BYTE = 3;
const NUL_BYTE = 4;
const HIGH_BYTE = 5;

const { next: NEXT, kinds: KINDS } = makeValueAutomaton();

function classify({ delimiter, quote }: Marks): Uint8Array {
  const classes = new Uint8Array(256).fill(HIGH_BYTE, 128);
  classes[0] = NUL_BYTE;
  classes[LF] = LINE_END;
  classes[CR] = LINE_END;
  classes[QUOTE] = QUOTE_BYTE;
  if (quote >= 0) classes[quote] = QUOTE_BYTE;
  if (delimiter >= 0) classes[delimiter] = DELIMITER_BYTE;
  // It separates fields in what is handed on.
  else classes[COMMA] = QUOTE_BYTE;
  return classes;
}

/**
 * Finds the records of a CSV file: RFC 4180 with LF, CRLF or CR, also mixed.
 * A field is quoted when its first byte is a quote; quotes elsewhere are ordinary characters; anything but a delimiter or
 * a line end after the closing quote makes a record bad. Empty lines are no records, in one-column files too, where
 * an empty text is written as `""`. A first record that is the header is left out.
 */
export function makeCsvScan(options: ScanOptions): CsvScan {
  const { quote, comment } = options;
  const classes = classify(options);
  const builder = new SliceBuilder(options);
  const { fields } = options;
  const { record: kinds, slice: sliceKinds } = builder.kinds;
  const watch = comment.length === 1 && comment[0] === HASH ? new FieldsWatch() : null;
  /** Where the scan is in a record and in a value, and the delimiters seen in it, between two chunks. */
  const nextRecord = comment.length > 0 ? LINE_START : FIELD_START;
  let skip = options.skip;
  let saved = { state: skip > 0 ? PASSED : nextRecord, delimiters: 0, value: VALUE_START };
  /** A beginning of a line that may be the beginning of a comment. */
  let held = new Uint8Array(0);
  /** Bytes of the file before this chunk. */
  let offset = 0;
  /** Where the last CR was, inside or outside quotes: an LF right after it belongs to it. */
  let carriageReturn = -2;

  function push(given: Uint8Array<ArrayBuffer>, last = false): CsvSlice[] {
    const chunk = held.length === 0 ? given : joined(held, given);
    held = new Uint8Array(0);
    builder.begin(chunk);
    // Local copies: the loop is read for every byte of a file.
    let { state, delimiters, value } = saved;
    let length = chunk.length;
    let i = 0;
    while (i < length) {
      if (state === UNQUOTED || state === FIELD_START) {
        if (state === FIELD_START && chunk[i] === quote) {
          state = QUOTED;
          value = VALUE_START;
          builder.openQuote();
          i += 1;
          continue;
        }
        const from = i;
        if (state === FIELD_START) value = VALUE_START;
        if (isOpen(delimiters)) {
          for (; i < length; i += 1) {
            const byte = chunk[i] as number;
            if (classes[byte] !== ORDINARY) break;
            value = NEXT[(value << 8) | byte] as number;
          }
        } else {
          while (i < length && classes[chunk[i] as number] === ORDINARY) i += 1;
          value = VALUE_OTHER;
        }
        if (i > from) state = UNQUOTED;
        if (i === length) break;
        const kind = classes[chunk[i] as number];
        if (kind === DELIMITER_BYTE) {
          kinds[Math.min(delimiters, fields)] = KINDS[value] as number;
          delimiters += 1;
          state = FIELD_START;
        } else if (kind === LINE_END) {
          kinds[Math.min(delimiters, fields)] = KINDS[value] as number;
          endOfLine(chunk, i, state === FIELD_START, delimiters);
          state = nextRecord;
          delimiters = 0;
        } else {
          state = UNQUOTED;
          value = VALUE_OTHER;
          if (kind === HIGH_BYTE) builder.marks |= HIGH;
          else if (kind === NUL_BYTE) builder.marks |= NUL;
          else builder.marks |= STRAY_QUOTE;
        }
        i += 1;
      } else if (state === QUOTED) {
        if (!isOpen(delimiters)) value = VALUE_OTHER;
        for (; i < length; i += 1) {
          const byte = chunk[i] as number;
          if (byte === quote) break;
          if (value !== VALUE_OTHER) value = NEXT[(value << 8) | byte] as number;
          if (byte === LF) {
            if (offset + i !== carriageReturn + 1) builder.line += 1;
          } else if (byte === CR) {
            carriageReturn = offset + i;
            builder.line += 1;
          } else if (byte >= 128) builder.marks |= HIGH;
          else if (byte === 0) builder.marks |= NUL;
        }
        if (i === length) break;
        state = AFTER_QUOTE;
        i += 1;
      } else if (state === PASSED) {
        const from = i;
        while (i < length && classes[chunk[i] as number] !== LINE_END) i += 1;
        builder.dropBytes(from, i);
        watch?.add(chunk.subarray(from, i));
        if (i === length) break;
        if (endOfPassed(chunk, i)) state = skip > 0 ? PASSED : nextRecord;
        i += 1;
      } else if (state === LINE_START) {
        const matched = matching(chunk, i, length);
        if (matched === comment.length) {
          builder.comment();
          watch?.begin();
          state = PASSED;
        } else if (i + matched === length && !last) {
          // More of the line is needed to know.
          held = chunk.slice(i);
          length = i;
        } else state = FIELD_START;
      } else {
        const kind = classes[chunk[i] as number];
        // In quotes nothing is an empty text, and no null.
        kinds[Math.min(delimiters, fields)] =
          value === VALUE_START ? OTHER_VALUE : (KINDS[value] as number);
        if (kind === DELIMITER_BYTE) {
          delimiters += 1;
          state = FIELD_START;
        } else if (chunk[i] === quote) {
          value = VALUE_OTHER;
          state = QUOTED;
        } else if (kind === LINE_END) {
          endOfLine(chunk, i, false, delimiters);
          state = nextRecord;
          delimiters = 0;
        } else {
          builder.marks |= AFTER_CLOSING;
          state = UNQUOTED;
          continue;
        }
        i += 1;
      }
    }
    saved = { state, delimiters, value };
    offset += length;
    return builder.finishChunk(length);
  }

  /** Whether all values of the present field were plain so far in this slice: of others it need not be known what they are. */
  function isOpen(delimiters: number): boolean {
    return ((sliceKinds[Math.min(delimiters, fields)] as number) & OTHER_VALUE) === 0;
  }

  /** How many bytes from `at` on are the beginning of a comment. */
  function matching(chunk: Uint8Array, at: number, length: number): number {
    let matched = 0;
    while (matched < comment.length && at + matched < length) {
      if (chunk[at + matched] !== comment[matched]) break;
      matched += 1;
    }
    return matched;
  }

  /** @returns whether a line ends at `at`: a line feed may belong to the carriage return before. */
  function endOfPassed(chunk: Uint8Array, at: number): boolean {
    builder.dropByte(at);
    if (chunk[at] === LF && offset + at === carriageReturn + 1) return false;
    if (chunk[at] === CR) carriageReturn = offset + at;
    watch?.end(builder.line, builder.summary().records);
    builder.passedLine();
    skip -= 1;
    return true;
  }

  /** A line ends outside quotes at `at`: a record, or nothing. @param lastEmpty  nothing is between it and what is before. */
  function endOfLine(
    chunk: Uint8Array<ArrayBuffer>,
    at: number,
    lastEmpty: boolean,
    delimiters: number,
  ): void {
    const empty = lastEmpty && delimiters === 0;
    if (chunk[at] === LF && empty && offset + at === carriageReturn + 1) {
      builder.dropByte(at);
      return;
    }
    if (chunk[at] === CR) {
      carriageReturn = offset + at;
      chunk[at] = LF;
    }
    if (empty) builder.blankLine(at);
    else builder.endRecord(at, delimiters + 1, lastEmpty);
  }

  return {
    push: (chunk) => push(chunk),
    end() {
      const slices = push(new Uint8Array(0), true);
      const length = offset;
      const { state, delimiters } = saved;
      if (state === QUOTED) builder.unclosedQuote();
      else if (state === UNQUOTED || state === AFTER_QUOTE || delimiters > 0)
        slices.push(...push(Uint8Array.of(LF)));
      const last = builder.finish();
      if (last) slices.push(last);
      // The line end that was added is not of the file.
      const read = slices.map((slice) => ({
        ...slice,
        readBytes: Math.min(slice.readBytes, length),
      }));
      return { slices: read, summary: { ...builder.summary(), fields: watch?.seen() ?? null } };
    },
  };
}
