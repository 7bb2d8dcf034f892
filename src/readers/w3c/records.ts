import { tooFewOrMany } from '../csv/reasons.ts';
import type { Line } from '../records/lines.ts';
import { LENIENT, textOf } from '../records/line-text.ts';
import type { ByteSlices } from '../records/byte-slices.ts';
import type { Block } from './columns.ts';
import { fieldsOf } from './fields.ts';
import type { Marks } from './shape.ts';
import { Spans } from './spans.ts';

const ENCODER = new TextEncoder();
const BLANK = 32;
const DASH = 45;

/** Takes the lines under a line of names into slices. */
export class Records {
  readonly #slices: ByteSlices;
  readonly #block: Block;
  readonly #marks: Marks;
  readonly #spans: Spans;
  /** A time that does not stand in one piece. */
  #joined = new Uint8Array(64);

  constructor(slices: ByteSlices, block: Block, marks: Marks) {
    this.#slices = slices;
    this.#block = block;
    this.#marks = marks;
    this.#spans = new Spans(marks.delimiter, block.width);
  }

  add(line: Line): void {
    const spans = this.#spans;
    spans.find(line.bytes);
    if (line.tooLong || spans.isHigh) {
      const { text, problem } = textOf(line);
      if (problem !== null) {
        this.#slices.reject(line.number, problem, text);
        return;
      }
    }
    if (this.#marks.quoted && spans.hasQuotes) this.#addQuoted(line);
    else if (spans.count === this.#block.width) this.#addSpans(line.number);
    else this.#reject(line, spans.count);
  }

  #addSpans(line: number): void {
    const { fields, timeColumn } = this.#block;
    const spans = this.#spans;
    for (let column = 0; column < fields.length; column += 1) {
      const field = fields[column] as number;
      if (column === timeColumn) this.#addTime();
      else if (spans.isNone(field)) this.#slices.none();
      else this.#slices.value(spans.bytes, spans.start(field), spans.end(field));
    }
    this.#slices.endRecord(line);
  }

  /** Date and time of day. A half of both is no time, and is seen as what it is. */
  #addTime(): void {
    const { date, time } = this.#block;
    const spans = this.#spans;
    if (spans.isNone(date) && spans.isNone(time)) {
      this.#slices.none();
      return;
    }
    const isOnePiece =
      time === date + 1 && spans.bytes[spans.end(date)] === BLANK && !spans.isNone(date);
    if (isOnePiece) {
      this.#slices.value(spans.bytes, spans.start(date), spans.end(time));
      return;
    }
    const [first, second] = [this.#bytesOf(date), this.#bytesOf(time)];
    const length = first.length + 1 + second.length;
    if (length > this.#joined.length) this.#joined = new Uint8Array(2 * length);
    this.#joined.set(first);
    this.#joined[first.length] = BLANK;
    this.#joined.set(second, first.length + 1);
    this.#slices.value(this.#joined, 0, length);
  }

  #bytesOf(field: number): Uint8Array {
    const spans = this.#spans;
    if (spans.isNone(field)) return Uint8Array.of(DASH);
    return spans.bytes.subarray(spans.start(field), spans.end(field));
  }

  /** A line with quotes in it, some of which may stand around values. */
  #addQuoted(line: Line): void {
    const text = LENIENT.decode(line.bytes);
    const { width, fields, timeColumn, date, time } = this.#block;
    const values = fieldsOf(text, this.#marks.delimiter, width);
    if (typeof values === 'string') {
      this.#slices.reject(line.number, values, text);
      return;
    }
    if (values.length !== width) {
      this.#reject(line, values.length);
      return;
    }
    for (const [column, field] of fields.entries()) {
      const value =
        column === timeColumn
          ? timeOf(values[date] ?? null, values[time] ?? null)
          : (values[field] ?? null);
      if (value === null) this.#slices.none();
      else {
        const bytes = ENCODER.encode(value);
        this.#slices.value(bytes, 0, bytes.length);
      }
    }
    this.#slices.endRecord(line.number);
  }

  #reject(line: Line, count: number): void {
    const reason = tooFewOrMany(count, this.#block.width);
    this.#slices.reject(line.number, reason, LENIENT.decode(line.bytes));
  }
}

function timeOf(date: string | null, time: string | null): string | null {
  return date === null && time === null ? null : `${date ?? '-'} ${time ?? '-'}`;
}
