import { CR, LF, QUOTE } from './bytes.ts';
import {
  AFTER_CLOSING,
  type CsvSlice,
  type CsvSummary,
  HIGH,
  NUL,
  SliceBuilder,
  type SliceOptions,
  STRAY_QUOTE,
} from './slice-builder.ts';

export interface ScanOptions extends SliceOptions {
  /** The delimiter's byte. */
  readonly delimiter: number;
}

/** A scan in progress. Feed it all bytes of a file in order, in chunks of any size; it changes them. */
export interface CsvScan {
  push(chunk: Uint8Array<ArrayBuffer>): CsvSlice[];
  end(): { slices: CsvSlice[]; summary: CsvSummary };
}

/** Where the scan is. */
const FIELD_START = 0;
const UNQUOTED = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;

/** What a byte can be; only ORDINARY ones are passed over without a look. */
const ORDINARY = 0;
const DELIMITER_BYTE = 1;
const LINE_END = 2;
const QUOTE_BYTE = 3;
const NUL_BYTE = 4;
const HIGH_BYTE = 5;

function classify(delimiter: number): Uint8Array {
  const classes = new Uint8Array(256).fill(HIGH_BYTE, 128);
  classes[0] = NUL_BYTE;
  classes[LF] = LINE_END;
  classes[CR] = LINE_END;
  classes[QUOTE] = QUOTE_BYTE;
  classes[delimiter] = DELIMITER_BYTE;
  return classes;
}

/**
 * Finds the records of a CSV file: RFC 4180 with LF, CRLF or CR, also mixed.
 * A field is quoted when its first byte is a quote; quotes elsewhere are ordinary characters; anything but a delimiter or
 * a line end after the closing quote makes a record bad. Empty lines are no records, in one-column files too, where
 * an empty text is written as `""`. The first record is the header and is left out.
 */
export function makeCsvScan(options: ScanOptions): CsvScan {
  const classes = classify(options.delimiter);
  const builder = new SliceBuilder(options);
  /** Where the scan is in a record, and the delimiters seen in it, between two chunks. */
  let saved = { state: FIELD_START, delimiters: 0 };
  /** Bytes of the file before this chunk. */
  let offset = 0;
  /** Where the last CR was, inside or outside quotes: an LF right after it belongs to it. */
  let carriageReturn = -2;

  function push(chunk: Uint8Array<ArrayBuffer>): CsvSlice[] {
    builder.begin(chunk);
    // Local copies: the loop is read for every byte of a file.
    let { state, delimiters } = saved;
    const length = chunk.length;
    let i = 0;
    while (i < length) {
      if (state === UNQUOTED || state === FIELD_START) {
        if (state === FIELD_START && chunk[i] === QUOTE) {
          state = QUOTED;
          builder.openQuote();
          i += 1;
          continue;
        }
        const from = i;
        while (i < length && classes[chunk[i] as number] === ORDINARY) i += 1;
        if (i > from) state = UNQUOTED;
        if (i === length) break;
        const kind = classes[chunk[i] as number];
        if (kind === DELIMITER_BYTE) {
          delimiters += 1;
          state = FIELD_START;
        } else if (kind === LINE_END) {
          endOfLine(chunk, i, state === FIELD_START && delimiters === 0, delimiters + 1);
          state = FIELD_START;
          delimiters = 0;
        } else {
          state = UNQUOTED;
          if (kind === HIGH_BYTE) builder.marks |= HIGH;
          else if (kind === NUL_BYTE) builder.marks |= NUL;
          else builder.marks |= STRAY_QUOTE;
        }
        i += 1;
      } else if (state === QUOTED) {
        for (; i < length; i += 1) {
          const byte = chunk[i] as number;
          if (byte === QUOTE) break;
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
      } else {
        const kind = classes[chunk[i] as number];
        if (kind === DELIMITER_BYTE) {
          delimiters += 1;
          state = FIELD_START;
        } else if (kind === QUOTE_BYTE) state = QUOTED;
        else if (kind === LINE_END) {
          endOfLine(chunk, i, false, delimiters + 1);
          state = FIELD_START;
          delimiters = 0;
        } else {
          builder.marks |= AFTER_CLOSING;
          state = UNQUOTED;
          continue;
        }
        i += 1;
      }
    }
    saved = { state, delimiters };
    offset += length;
    return builder.finishChunk(length);
  }

  /** A line ends outside quotes at `at`: a record, or nothing. */
  function endOfLine(
    chunk: Uint8Array<ArrayBuffer>,
    at: number,
    empty: boolean,
    fields: number,
  ): void {
    if (chunk[at] === LF && empty && offset + at === carriageReturn + 1) {
      builder.dropByte(at);
      return;
    }
    if (chunk[at] === CR) {
      carriageReturn = offset + at;
      chunk[at] = LF;
    }
    if (empty) builder.blankLine(at);
    else builder.endRecord(at, fields);
  }

  return {
    push,
    end() {
      const length = offset;
      const slices: CsvSlice[] = [];
      const { state, delimiters } = saved;
      if (state === QUOTED) builder.unclosedQuote();
      else if (state !== FIELD_START || delimiters > 0) slices.push(...push(Uint8Array.of(LF)));
      const last = builder.finish();
      if (last) slices.push(last);
      // The line end that was added is not of the file.
      const read = slices.map((slice) => ({
        ...slice,
        readBytes: Math.min(slice.readBytes, length),
      }));
      return { slices: read, summary: builder.summary() };
    },
  };
}
