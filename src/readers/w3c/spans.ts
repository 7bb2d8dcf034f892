const QUOTE = 34;
const DASH = 45;

/** Where the values of a line are in its bytes, as long as a quote is a character like others. One is made for all lines. */
export class Spans {
  /** Values found in the line. */
  count = 0;
  /** Whether the line has bytes that are no ASCII, or quotes. */
  isHigh = false;
  hasQuotes = false;
  /** The line. */
  bytes: Uint8Array = new Uint8Array(0);
  readonly #delimiter: number;
  readonly #width: number;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  /** @param width  values of a good line; more are counted only. */
  constructor(delimiter: string, width: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#width = width;
    this.#starts = new Int32Array(width);
    this.#ends = new Int32Array(width);
  }

  find(line: Uint8Array): void {
    const delimiter = this.#delimiter;
    this.bytes = line;
    this.count = 0;
    let high = 0;
    let start = 0;
    this.hasQuotes = false;
    for (let i = 0; i < line.length; i += 1) {
      const byte = line[i] as number;
      high |= byte;
      if (byte === QUOTE) this.hasQuotes = true;
      if (byte !== delimiter) continue;
      this.#add(start, i);
      start = i + 1;
    }
    // A delimiter at the end of a line begins no value.
    if (start < line.length || this.count < this.#width) this.#add(start, line.length);
    this.isHigh = high >= 128;
  }

  start(value: number): number {
    return this.#starts[value] as number;
  }

  end(value: number): number {
    return this.#ends[value] as number;
  }

  /** `-` is no value, nor is nothing at all, nor one that the line does not have. */
  isNone(value: number): boolean {
    if (value < 0) return true;
    const length = this.end(value) - this.start(value);
    return length === 0 || (length === 1 && this.bytes[this.start(value)] === DASH);
  }

  #add(start: number, end: number): void {
    if (this.count < this.#width) {
      this.#starts[this.count] = start;
      this.#ends[this.count] = end;
    }
    this.count += 1;
  }
}
