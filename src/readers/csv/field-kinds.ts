import { OTHER_VALUE } from './plain-values.ts';

/** What the values of each field were: of the present record, and of all good records of a slice. */
export class FieldKinds {
  /** Of the present record, by field; a kind as in `plain-values.ts`. The last place is for fields too many. */
  readonly record: Uint8Array;
  /** Of the slice so far, by field: the kinds of all values, a bit each. */
  readonly slice: Uint8Array;

  constructor(fields: number) {
    this.record = new Uint8Array(fields + 1);
    this.slice = new Uint8Array(fields + 1);
    this.slice[fields] = OTHER_VALUE;
  }

  /** The present record is good; it has so many fields of its own. */
  accept(fields: number): void {
    const { record, slice } = this;
    for (let i = 0; i < fields; i += 1) slice[i] = (slice[i] as number) | (record[i] as number);
  }

  /** The kinds of the slice, which ends here. */
  take(): Uint8Array {
    const fields = this.slice.length - 1;
    const kinds = this.slice.slice(0, fields);
    this.slice.fill(0, 0, fields);
    return kinds;
  }
}
