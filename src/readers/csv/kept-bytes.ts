import { joined } from './bytes.ts';

/**
 * The bytes of a slice while it grows. Bytes to keep are moved to the front of the chunk they came in, and at its end to the
 * slice: clean input with plain line feeds is copied once and costs nothing per record.
 *
 * A position in the slice counts the bytes in `#out`, then `chunk[0, #kept)`, then `chunk[#from, …)`.
 */
export class KeptBytes {
  #out = new Uint8Array(0);
  #outLength = 0;
  #chunk = new Uint8Array(0);
  #kept = 0;
  #from = 0;
  /** Position in the slice where the present record starts. */
  #start = 0;
  /** What the slice before took: to grow step by step takes twice the memory, and each page of it has to be cleared. */
  #likely = 0;

  /** Bytes of whole records in the slice. */
  get wholeRecords(): number {
    return this.#start;
  }

  /** Bytes that were moved to the slice of a record that is not whole yet. */
  get unfinished(): number {
    return this.#outLength - this.#start;
  }

  begin(chunk: Uint8Array<ArrayBuffer>): void {
    this.#chunk = chunk;
    this.#kept = 0;
    this.#from = 0;
  }

  /** Leaves out some bytes of the chunk. */
  drop(from: number, to: number): void {
    this.keepUpTo(from);
    this.#from = to;
  }

  /** Keeps the bytes of the chunk before `to` that are not kept yet. */
  keepUpTo(to: number): void {
    if (this.#kept !== this.#from) this.#chunk.copyWithin(this.#kept, this.#from, to);
    this.#kept += to - this.#from;
    this.#from = to;
  }

  /** Goes on after some bytes of the chunk that are in no record. */
  skipTo(to: number): void {
    this.#from = to;
  }

  /** Takes back the last byte that was kept. */
  takeBack(): void {
    if (this.#kept > 0) this.#kept -= 1;
    else this.#outLength -= 1;
  }

  /** The present record ends before `to`, and the next one starts. @returns its bytes. */
  endRecord(to: number): number {
    const end = this.#outLength + this.#kept + (to - this.#from);
    const bytes = end - this.#start;
    this.#start = end;
    return bytes;
  }

  /** The bytes of the present record that were kept. */
  record(): Uint8Array {
    const [before, after] = this.recordParts();
    return before.length === 0 ? after : joined(before, after);
  }

  /** The same without a copy: what is in the slice already, and what is in the chunk. */
  recordParts(): [before: Uint8Array, after: Uint8Array] {
    const before = this.#out.subarray(Math.min(this.#start, this.#outLength), this.#outLength);
    const after = this.#chunk.subarray(Math.max(0, this.#start - this.#outLength), this.#kept);
    return [before, after];
  }

  /** Forgets the present record, as far as it was kept. */
  rewind(): void {
    if (this.#start >= this.#outLength) this.#kept = this.#start - this.#outLength;
    else {
      this.#outLength = this.#start;
      this.#kept = 0;
    }
  }

  /** Forgets what of the present record was moved to the slice. */
  rewindSlice(): void {
    this.#outLength = this.#start;
  }

  /** Moves what was kept of the chunk to the slice. @param expected  bytes that the slice is likely to take. */
  moveKept(expected: number): void {
    this.append(this.#chunk.subarray(0, this.#kept), expected);
    this.#kept = 0;
  }

  append(bytes: Uint8Array, expected: number): void {
    const needed = this.#outLength + bytes.length;
    if (needed > this.#out.length) {
      const likely = Math.max(this.#likely, Math.min(2 * needed, expected));
      const larger = new Uint8Array(Math.max(needed, likely));
      larger.set(this.#out.subarray(0, this.#outLength));
      this.#out = larger;
    }
    this.#out.set(bytes, this.#outLength);
    this.#outLength = needed;
  }

  /** The bytes of the slice, which is empty afterwards. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#out.subarray(0, this.#outLength);
    this.#likely = this.#outLength + (this.#outLength >> 4);
    this.#out = new Uint8Array(0);
    this.#outLength = 0;
    this.#start = 0;
    return bytes;
  }
}
