import { excerpt } from './bytes.ts';
import { fieldNames, type FieldsLine } from './fields-line.ts';

/** A comment is remembered up to so many bytes. */
const LONGEST_COMMENT = 1 << 16;

/** What the comments of a W3C extended log said of its fields. */
export interface FieldsSeen {
  /** The line that names the fields of the first record. */
  readonly first: FieldsLine;
  /** The first later line that names others. */
  readonly other: FieldsLine | null;
}

/** Looks at the comments that a scan passes over for lines that name fields. */
export class FieldsWatch {
  #first: FieldsLine | null = null;
  #other: FieldsLine | null = null;
  readonly #comment = new Uint8Array(LONGEST_COMMENT);
  #length = -1;

  /** A comment begins. */
  begin(): void {
    this.#length = 0;
  }

  /** Bytes that are passed over; none of a comment where none has begun. */
  add(bytes: Uint8Array): void {
    if (this.#length < 0) return;
    const part = bytes.subarray(0, LONGEST_COMMENT - this.#length);
    this.#comment.set(part, this.#length);
    this.#length += part.length;
  }

  /** A line that is passed over ends. @param records  those before it. */
  end(line: number, records: number): void {
    const length = this.#length;
    this.#length = -1;
    if (length < 0 || length === LONGEST_COMMENT) return;
    const names = fieldNames(excerpt(this.#comment.subarray(0, length), length));
    if (!names) return;
    if (records === 0) this.#first = { line, names };
    else if (this.#first && !this.#other && !isSame(this.#first.names, names))
      this.#other = { line, names };
  }

  /** Null where no line before the first record names fields. */
  seen(): FieldsSeen | null {
    return this.#first && { first: this.#first, other: this.#other };
  }
}

export function isSame(names: readonly string[], others: readonly string[]): boolean {
  return names.length === others.length && names.every((name, i) => name === others[i]);
}
