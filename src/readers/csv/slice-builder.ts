import type { Sizes } from '../format.ts';
import { type RecordReject, TEXT_KEPT, type TextSlice } from '../scanner.ts';
import { COMMA, excerpt, isUtf8, joined, LF, QUOTE } from './bytes.ts';
import { FieldKinds } from './field-kinds.ts';
import { canonical, type Marks } from './fields.ts';
import { TEXT_AFTER_QUOTE, tooFewOrMany } from './reasons.ts';

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

/** What a CSV file was. */
export interface CsvSummary {
  /** Records after the header, clean or not. */
  readonly records: number;
  readonly rejected: number;
  /** Empty lines; they are no records. */
  readonly blankLines: number;
  /** Lines passed over because they begin as comments do. */
  readonly comments: number;
  /** Records that had fewer fields and were filled. */
  readonly filled: number;
  /** Number of fields → records rejected for having that many. */
  readonly otherWidths: ReadonlyMap<number, number>;
  readonly undecodable: number;
  /** Records that hold the character NUL. */
  readonly withNul: number;
  /** A quote that is never closed: lines `from` to `to` became one record. */
  readonly unclosed: { readonly from: number; readonly to: number } | null;
}

/** What was seen in the present record. */
export const HIGH = 1;
export const NUL = 2;
export const STRAY_QUOTE = 4;
export const AFTER_CLOSING = 8;
const TOO_LONG = 16;

const WIDTHS_COUNTED = 100;

/**
 * Gathers clean records. Bytes to keep are moved to the front of the chunk they came in, and at its end to the slice:
 * clean input with plain line feeds is copied once and costs nothing per record.
 *
 * A position in the slice counts the bytes in `#out`, then `chunk[0, #kept)`, then `chunk[#from, …)`.
 */
export class SliceBuilder {
  /** Physical line, 1-based, of the byte being looked at. */
  line = 1;
  marks = 0;
  /** What its values are, as far as whoever scans them says so. */
  readonly kinds: FieldKinds;

  readonly #options: SliceOptions;
  /** What a quoted field means for its record: one with other quotes is written anew. */
  readonly #quoteMark: number;
  #out = new Uint8Array(0);
  #outLength = 0;
  #chunk = new Uint8Array(0);
  #kept = 0;
  #from = 0;
  /** Position in the slice where the present record starts. */
  #start = 0;
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

  #totalRecords = 0;
  #totalRejected = 0;
  #blankLines = 0;
  #withNul = 0;
  #comments = 0;
  #filled = 0;
  #undecodable = 0;
  readonly #otherWidths = new Map<number, number>();
  #unclosed: CsvSummary['unclosed'] = null;

  constructor(options: SliceOptions) {
    this.#options = options;
    this.kinds = new FieldKinds(options.fields);
    this.#header = options.header;
    this.#sliceBytes = Math.min(options.firstSliceBytes, options.sliceBytes);
    this.#quoteMark = options.quote === QUOTE ? 0 : STRAY_QUOTE;
  }

  begin(chunk: Uint8Array<ArrayBuffer>): void {
    this.#chunk = chunk;
    this.#kept = 0;
    this.#from = 0;
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
    this.#keepUpTo(from);
    this.#from = to;
  }

  comment(): void {
    this.#comments += 1;
  }

  /** A line that is no record ends. */
  passedLine(): void {
    this.line += 1;
    this.#recordLine = this.line;
  }

  blankLine(at: number): void {
    this.dropByte(at);
    this.#blankLines += 1;
    this.passedLine();
  }

  /**
   * A record of `fields` fields ends with the line feed at `at`.
   * @param lastEmpty  whether a delimiter is right before it.
   */
  endRecord(at: number, fields: number, lastEmpty: boolean): void {
    if (this.#header) {
      this.#header = false;
      this.#keepUpTo(at + 1);
      this.#rewind();
    } else {
      this.#totalRecords += 1;
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
    if (this.#start >= this.#sliceBytes || this.#rejects.length >= REJECTS_AT_ONCE) {
      this.#keepUpTo(at + 1);
      this.#moveKept();
      this.#done.push(this.#take(this.#bytesBefore + at + 1));
    }
  }

  /** Every byte of the chunk was seen. */
  finishChunk(length: number): CsvSlice[] {
    this.#keepUpTo(length);
    this.#moveKept();
    this.#bytesBefore += length;
    if (this.#outLength - this.#start > this.#options.longestRecord) this.marks |= TOO_LONG;
    if (this.marks & TOO_LONG) {
      this.#longText ??= excerpt(this.#record(), TEXT_KEPT);
      this.#outLength = this.#start;
    }
    return this.#done.splice(0);
  }

  /** The file ended inside quotes: all that follows the quote is one bad record. */
  unclosedQuote(): void {
    const to = this.#record().at(-1) === LF ? this.line - 1 : this.line;
    this.#unclosed = { from: this.#quoteLine, to };
    this.#totalRecords += 1;
    this.#recordLine = this.#quoteLine;
    this.#addReject(`the quote opened here is never closed, up to line ${String(to)}`);
    this.#outLength = this.#start;
  }

  finish(): CsvSlice | null {
    return this.#records > 0 || this.#rejects.length > 0 ? this.#take(this.#bytesBefore) : null;
  }

  summary(): CsvSummary {
    return {
      records: this.#totalRecords,
      rejected: this.#totalRejected,
      blankLines: this.#blankLines,
      comments: this.#comments,
      filled: this.#filled,
      otherWidths: this.#otherWidths,
      undecodable: this.#undecodable,
      withNul: this.#withNul,
      unclosed: this.#unclosed,
    };
  }

  #fault(at: number, fields: number): string | null {
    const expected = this.#options.fields;
    if (this.marks & TOO_LONG)
      return `longer than ${String(this.#options.longestRecord >> 20)} MB; is a quote not closed?`;
    if (this.marks & AFTER_CLOSING) return TEXT_AFTER_QUOTE;
    if (fields > expected || (fields < expected && !this.#options.fill)) {
      this.#countWidth(fields);
      return tooFewOrMany(fields, expected);
    }
    if (!(this.marks & HIGH)) return null;
    this.#keepUpTo(at + 1);
    const inOut = this.#out.subarray(Math.min(this.#start, this.#outLength), this.#outLength);
    if (isUtf8(inOut, this.#keptOfRecord())) return null;
    this.#undecodable += 1;
    return this.#options.badEncoding;
  }

  /** A file may have any number of widths; only the first ones are told apart. */
  #countWidth(fields: number): void {
    const before = this.#otherWidths.get(fields);
    if (before !== undefined || this.#otherWidths.size < WIDTHS_COUNTED)
      this.#otherWidths.set(fields, (before ?? 0) + 1);
  }

  /** Takes the delimiter back that stands before the line feed at `at`. */
  #dropDelimiter(at: number): void {
    this.#keepUpTo(at);
    if (this.#kept > 0) this.#kept -= 1;
    else this.#outLength -= 1;
  }

  #fillUp(at: number, missing: number): void {
    this.#keepUpTo(at);
    this.#moveKept();
    const { delimiter } = this.#options;
    this.#append(new Uint8Array(missing).fill(delimiter < 0 ? COMMA : delimiter));
    this.#filled += 1;
  }

  #accept(at: number): void {
    if (this.marks & NUL) this.#withNul += 1;
    if (this.marks & STRAY_QUOTE) this.#rewrite(at);
    const end = this.#outLength + this.#kept + (at + 1 - this.#from);
    this.#longest = Math.max(this.#longest, end - this.#start);
    if (this.#recordLine !== this.#lastLine + 1 || this.#records === 0) {
      this.#lineBreaks.push(this.#records, this.#recordLine);
    }
    this.#lastLine = this.#recordLine;
    this.#records += 1;
    this.#start = end;
  }

  #rewrite(at: number): void {
    this.#keepUpTo(at + 1);
    const record = canonical(this.#record(), this.#options);
    this.#rewind();
    this.#moveKept();
    this.#append(record);
  }

  #reject(at: number, reason: string): void {
    this.#keepUpTo(at);
    this.#addReject(reason);
    this.#rewind();
    this.#from = at + 1;
  }

  #addReject(reason: string): void {
    this.#totalRejected += 1;
    if (this.#totalRejected <= this.#options.keepRejects) {
      const text = this.#longText ?? excerpt(this.#record(), TEXT_KEPT);
      this.#rejects.push({ line: this.#recordLine, reason, text });
    }
    this.#longText = null;
  }

  /** The bytes of the present record that were kept. */
  #record(): Uint8Array {
    if (this.#start >= this.#outLength) return this.#keptOfRecord();
    return joined(this.#out.subarray(this.#start, this.#outLength), this.#keptOfRecord());
  }

  #keptOfRecord(): Uint8Array {
    return this.#chunk.subarray(Math.max(0, this.#start - this.#outLength), this.#kept);
  }

  /** Keeps the bytes before `to` that are not kept yet. */
  #keepUpTo(to: number): void {
    if (this.#kept !== this.#from) this.#chunk.copyWithin(this.#kept, this.#from, to);
    this.#kept += to - this.#from;
    this.#from = to;
  }

  /** Forgets the present record, as far as it was kept. */
  #rewind(): void {
    if (this.#start >= this.#outLength) this.#kept = this.#start - this.#outLength;
    else {
      this.#outLength = this.#start;
      this.#kept = 0;
    }
  }

  #moveKept(): void {
    this.#append(this.#chunk.subarray(0, this.#kept));
    this.#kept = 0;
  }

  #append(bytes: Uint8Array): void {
    const needed = this.#outLength + bytes.length;
    if (needed > this.#out.length) {
      const larger = new Uint8Array(Math.max(needed, Math.min(2 * needed, this.#sliceBytes)));
      larger.set(this.#out.subarray(0, this.#outLength));
      this.#out = larger;
    }
    this.#out.set(bytes, this.#outLength);
    this.#outLength = needed;
  }

  #take(readBytes: number): CsvSlice {
    const slice: CsvSlice = {
      kind: 'text',
      bytes: this.#out.subarray(0, this.#outLength),
      records: this.#records,
      longest: this.#longest,
      lineBreaks: Uint32Array.from(this.#lineBreaks),
      kinds: this.kinds.take(),
      rejects: this.#rejects,
      readBytes,
    };
    this.#sliceBytes = this.#options.sliceBytes;
    this.#out = new Uint8Array(0);
    this.#outLength = 0;
    this.#start = 0;
    this.#records = 0;
    this.#longest = 0;
    this.#lineBreaks = [];
    this.#rejects = [];
    return slice;
  }
}
