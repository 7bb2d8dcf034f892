import { nextSliceBytes, type Sizes } from '../format.ts';
import { type RecordReject, TEXT_KEPT, type TextSlice } from '../scanner.ts';
import { COMMA, excerpt, isUtf8, LF, QUOTE } from './bytes.ts';
import { FieldKinds } from './field-kinds.ts';
import { canonical, type Marks } from './fields.ts';
import { KeptBytes } from './kept-bytes.ts';
import { TEXT_AFTER_QUOTE, tooFewOrMany } from './reasons.ts';
import { countWidth, type CsvSummary, startTally } from './tally.ts';

/** A slice is handed out after so many rejects, too: whoever looks at the beginning only need not read on. */
const REJECTS_AT_ONCE = 1000;

export interface SliceOptions
  extends Pick<Sizes, 'sliceBytes' | 'firstSliceBytes' | 'longestRecord' | 'keepRejects'>, Marks {
  /** Fields of every good record. */
  readonly fields: number;
  /** Whether the first record holds the names. */
  readonly header: boolean;
  /** Whether records with fewer fields are good: the others are empty then. */
  readonly fill: boolean;
  /** Whether a delimiter at the end of a record begins no field. */
  readonly trailing: boolean;
  /** Why a record is rejected that could not be decoded. */
  readonly badEncoding: string;
}

export interface CsvSlice extends TextSlice {
  /** Bytes read so far. */
  readonly readBytes: number;
}

/** What was seen in the present record. */
export const HIGH = 1;
export const NUL = 2;
export const STRAY_QUOTE = 4;
export const AFTER_CLOSING = 8;
const TOO_LONG = 16;

/** Gathers clean records to slices. */
export class SliceBuilder {
  /** Physical line, 1-based, of the byte being looked at. */
  line = 1;
  marks = 0;
  /** What its values are, as far as whoever scans them says so. */
  readonly kinds: FieldKinds;

  readonly #options: SliceOptions;
  /** What a quoted field means for its record: one with other quotes is written anew. */
  readonly #quoteMark: number;
  readonly #bytes = new KeptBytes();
  #recordLine = 1;
  #quoteLine = 1;
  #lastLine = -1;
  #longText: string | null = null;
  #header: boolean;
  #bytesBefore = 0;
  /** Size of the present slice. */
  #sliceBytes: number;

  #records = 0;
  #longest = 0;
  #lineBreaks: number[] = [];
  #rejects: RecordReject[] = [];
  #done: CsvSlice[] = [];

  readonly #tally = startTally();

  constructor(options: SliceOptions) {
    this.#options = options;
    this.kinds = new FieldKinds(options.fields);
    this.#header = options.header;
    this.#sliceBytes = Math.min(options.firstSliceBytes, options.sliceBytes);
    this.#quoteMark = options.quote === QUOTE ? 0 : STRAY_QUOTE;
  }

  begin(chunk: Uint8Array<ArrayBuffer>): void {
    this.#bytes.begin(chunk);
  }

  openQuote(): void {
    this.#quoteLine = this.line;
    this.marks |= this.#quoteMark;
  }

  /** Leaves out one byte between records. */
  dropByte(at: number): void {
    this.dropBytes(at, at + 1);
  }

  /** Leaves out some bytes between records. */
  dropBytes(from: number, to: number): void {
    this.#bytes.drop(from, to);
  }

  comment(): void {
    this.#tally.comments += 1;
  }

  /** A line that is no record ends. */
  passedLine(): void {
    this.line += 1;
    this.#recordLine = this.line;
  }

  blankLine(at: number): void {
    this.dropByte(at);
    this.#tally.blankLines += 1;
    this.passedLine();
  }

  /**
   * A record of `fields` fields ends with the line feed at `at`.
   * @param lastEmpty  whether a delimiter is right before it.
   */
  endRecord(at: number, fields: number, lastEmpty: boolean): void {
    if (this.#header) {
      this.#header = false;
      this.#bytes.keepUpTo(at + 1);
      this.#bytes.rewind();
    } else {
      this.#tally.records += 1;
      const trailing = lastEmpty && this.#options.trailing && fields === this.#options.fields + 1;
      const own = trailing ? fields - 1 : fields;
      const reason = this.#fault(at, own);
      if (reason !== null) this.#reject(at, reason);
      else {
        if (trailing) this.#dropDelimiter(at);
        if (own < this.#options.fields) this.#fillUp(at, this.#options.fields - own);
        this.kinds.accept(Math.min(own, this.#options.fields));
        this.#accept(at);
      }
    }
    this.marks = 0;
    this.line += 1;
    this.#recordLine = this.line;
    if (this.#bytes.wholeRecords >= this.#sliceBytes || this.#rejects.length >= REJECTS_AT_ONCE) {
      this.#bytes.keepUpTo(at + 1);
      this.#bytes.moveKept(this.#sliceBytes);
      this.#done.push(this.#take(this.#bytesBefore + at + 1));
    }
  }

  /** Every byte of the chunk was seen. */
  finishChunk(length: number): CsvSlice[] {
    this.#bytes.keepUpTo(length);
    this.#bytes.moveKept(this.#sliceBytes);
    this.#bytesBefore += length;
    if (this.#bytes.unfinished > this.#options.longestRecord) this.marks |= TOO_LONG;
    if (this.marks & TOO_LONG) {
      this.#longText ??= excerpt(this.#bytes.record(), TEXT_KEPT);
      this.#bytes.rewindSlice();
    }
    return this.#done.splice(0);
  }

  /** The file ended inside quotes: all that follows the quote is one bad record. */
  unclosedQuote(): void {
    const to = this.#bytes.record().at(-1) === LF ? this.line - 1 : this.line;
    this.#tally.unclosed = { from: this.#quoteLine, to };
    this.#tally.records += 1;
    this.#recordLine = this.#quoteLine;
    this.#addReject(`the quote opened here is never closed, up to line ${String(to)}`);
    this.#bytes.rewindSlice();
  }

  finish(): CsvSlice | null {
    return this.#records > 0 || this.#rejects.length > 0 ? this.#take(this.#bytesBefore) : null;
  }

  summary(): CsvSummary {
    return this.#tally;
  }

  #fault(at: number, fields: number): string | null {
    const expected = this.#options.fields;
    if (this.marks & TOO_LONG)
      return `longer than ${String(this.#options.longestRecord >> 20)} MB; is a quote not closed?`;
    if (this.marks & AFTER_CLOSING) return TEXT_AFTER_QUOTE;
    if (fields > expected || (fields < expected && !this.#options.fill)) {
      countWidth(this.#tally, fields);
      return tooFewOrMany(fields, expected);
    }
    if (!(this.marks & HIGH)) return null;
    this.#bytes.keepUpTo(at + 1);
    if (isUtf8(...this.#bytes.recordParts())) return null;
    this.#tally.undecodable += 1;
    return this.#options.badEncoding;
  }

  /** Takes the delimiter back that stands before the line feed at `at`. */
  #dropDelimiter(at: number): void {
    this.#bytes.keepUpTo(at);
    this.#bytes.takeBack();
  }

  #fillUp(at: number, missing: number): void {
    this.#bytes.keepUpTo(at);
    this.#bytes.moveKept(this.#sliceBytes);
    const { delimiter } = this.#options;
    this.#bytes.append(
      new Uint8Array(missing).fill(delimiter < 0 ? COMMA : delimiter),
      this.#sliceBytes,
    );
    this.#tally.filled += 1;
  }

  #accept(at: number): void {
    if (this.marks & NUL) this.#tally.withNul += 1;
    if (this.marks & STRAY_QUOTE) this.#rewrite(at);
    this.#longest = Math.max(this.#longest, this.#bytes.endRecord(at + 1));
    if (this.#recordLine !== this.#lastLine + 1 || this.#records === 0) {
      this.#lineBreaks.push(this.#records, this.#recordLine);
    }
    this.#lastLine = this.#recordLine;
    this.#records += 1;
  }

  #rewrite(at: number): void {
    this.#bytes.keepUpTo(at + 1);
    const record = canonical(this.#bytes.record(), this.#options);
    this.#bytes.rewind();
    this.#bytes.moveKept(this.#sliceBytes);
    this.#bytes.append(record, this.#sliceBytes);
  }

  #reject(at: number, reason: string): void {
    this.#bytes.keepUpTo(at);
    this.#addReject(reason);
    this.#bytes.rewind();
    this.#bytes.skipTo(at + 1);
  }

  #addReject(reason: string): void {
    this.#tally.rejected += 1;
    if (this.#tally.rejected <= this.#options.keepRejects) {
      const text = this.#longText ?? excerpt(this.#bytes.record(), TEXT_KEPT);
      this.#rejects.push({ line: this.#recordLine, reason, text });
    }
    this.#longText = null;
  }

  #take(readBytes: number): CsvSlice {
    const slice: CsvSlice = {
      kind: 'text',
      bytes: this.#bytes.take(),
      records: this.#records,
      longest: this.#longest,
      lineBreaks: Uint32Array.from(this.#lineBreaks),
      kinds: this.kinds.take(),
      rejects: this.#rejects,
      readBytes,
    };
    this.#sliceBytes = nextSliceBytes(this.#sliceBytes, this.#options);
    this.#records = 0;
    this.#longest = 0;
    this.#lineBreaks = [];
    this.#rejects = [];
    return slice;
  }
}
