import { COMMA, CR, LF, QUOTE } from '../csv/bytes.ts';
import { FieldKinds } from '../csv/field-kinds.ts';
import { makeValueAutomaton, OTHER_VALUE, VALUE_START } from '../csv/plain-values.ts';
import { nextSliceBytes, type Sizes } from '../format.ts';
import { type RecordReject, TEXT_KEPT, type TextSlice } from '../scanner.ts';
import { layoutOf } from './text-slices.ts';

const { next: NEXT, kinds: KINDS } = makeValueAutomaton();

/** Of a slice at first; it grows. */
const LEAST_BYTES = 1 << 12;

/**
 * Writes records of a format of lines as text slices, value by value from their bytes: no text is made of them, which takes
 * three quarters of the time, and what they are is known for the engine ({@link TextSlice.kinds}).
 */
export class ByteSlices {
  /** All records, and those left out. */
  records = 0;
  rejected = 0;

  readonly #sizes: Sizes;
  readonly #padding: number;
  readonly #kinds: FieldKinds;
  #wanted: number;
  #out = new Uint8Array(0);
  #length = 0;
  /** Where the present record begins, and how many values it has so far. */
  #start = 0;
  #column = 0;
  #taken = 0;
  #longest = 0;
  #lastLine = -1;
  #lineBreaks: number[] = [];
  #rejects: RecordReject[] = [];

  /** @param columns  values of each record. */
  constructor(columns: number, sizes: Sizes) {
    this.#sizes = sizes;
    this.#padding = layoutOf(columns).width - columns;
    this.#kinds = new FieldKinds(columns);
    this.#wanted = Math.min(sizes.firstSliceBytes, sizes.sliceBytes);
  }

  /** The next value of the record is null. */
  none(): void {
    this.#separate(0);
    this.#kinds.record[this.#column] = 0;
    this.#column += 1;
  }

  /** The next value of the record: some bytes of UTF-8. None at all are an empty text. */
  value(bytes: Uint8Array, from: number, to: number): void {
    this.#separate(to - from);
    const out = this.#out;
    const isOpen = ((this.#kinds.slice[this.#column] as number) & OTHER_VALUE) === 0;
    const begin = this.#length;
    let at = begin;
    let state = VALUE_START;
    let isPlain = from < to;
    for (let i = from; i < to; i += 1) {
      const byte = bytes[i] as number;
      out[at] = byte;
      at += 1;
      if (isOpen) state = NEXT[(state << 8) | byte] as number;
      if (byte === QUOTE || byte === COMMA || byte === CR || byte === LF) isPlain = false;
    }
    this.#length = isPlain ? at : this.#quoted(bytes, from, to, begin);
    this.#kinds.record[this.#column] = isOpen && from < to ? (KINDS[state] as number) : OTHER_VALUE;
    this.#column += 1;
  }

  /** The record has all its values. @param line  where it begins. */
  endRecord(line: number): void {
    for (let i = 0; i < this.#padding; i += 1) this.#separate(0);
    this.#out[this.#length] = LF;
    this.#length += 1;
    this.#kinds.accept(this.#column);
    this.#longest = Math.max(this.#longest, this.#length - this.#start);
    if (line !== this.#lastLine + 1 || this.#taken === 0) this.#lineBreaks.push(this.#taken, line);
    this.#lastLine = line;
    this.#start = this.#length;
    this.#column = 0;
    this.#taken += 1;
    this.records += 1;
  }

  /** A record is left out, of which no value was given. @param text  of it, cut here. */
  reject(line: number, reason: string, text: string): void {
    this.records += 1;
    this.rejected += 1;
    if (this.rejected <= this.#sizes.keepRejects)
      this.#rejects.push({ line, reason, text: text.slice(0, TEXT_KEPT) });
  }

  /** The slice, when it is large enough. */
  full(): TextSlice | null {
    return this.#taken > 0 && this.#length >= this.#wanted ? this.#take() : null;
  }

  /** What is left; null when nothing is. */
  finish(): TextSlice | null {
    return this.#taken > 0 || this.#rejects.length > 0 ? this.#take() : null;
  }

  /** Makes room for a value of so many bytes, in quotes and all of it quotes, and what ends a record. */
  #separate(bytes: number): void {
    const needed = this.#length + 2 * bytes + 4;
    if (needed > this.#out.length) {
      const likely = Math.min(2 * this.#out.length, this.#wanted + (this.#wanted >> 4));
      const larger = new Uint8Array(Math.max(needed, likely, LEAST_BYTES));
      larger.set(this.#out.subarray(0, this.#length));
      this.#out = larger;
    }
    if (this.#length === this.#start && this.#column === 0) return;
    this.#out[this.#length] = COMMA;
    this.#length += 1;
  }

  /** @returns where it ends. */
  #quoted(bytes: Uint8Array, from: number, to: number, begin: number): number {
    const out = this.#out;
    let at = begin;
    out[at] = QUOTE;
    for (let i = from; i < to; i += 1) {
      const byte = bytes[i] as number;
      out[(at += 1)] = byte;
      if (byte === QUOTE) out[(at += 1)] = QUOTE;
    }
    out[(at += 1)] = QUOTE;
    return at + 1;
  }

  #take(): TextSlice {
    const slice: TextSlice = {
      kind: 'text',
      bytes: this.#out.subarray(0, this.#length),
      records: this.#taken,
      longest: this.#longest,
      lineBreaks: Uint32Array.from(this.#lineBreaks),
      kinds: this.#kinds.take(),
      rejects: this.#rejects,
    };
    this.#wanted = nextSliceBytes(this.#wanted, this.#sizes);
    this.#out = new Uint8Array(0);
    this.#length = 0;
    this.#start = 0;
    this.#taken = 0;
    this.#longest = 0;
    this.#lineBreaks = [];
    this.#rejects = [];
    return slice;
  }
}
