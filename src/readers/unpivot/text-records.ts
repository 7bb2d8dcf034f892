import type { TextLayout, TextSlice } from '../scanner.ts';

const QUOTE = 34;
const LF = 10;

/** The fields of one record of a text slice: bytes from `starts[i]` to `ends[i]`, without quotes. */
export interface FieldSpans {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 0 plain, 1 null, 2 quotes inside that are doubled. */
  readonly kinds: Uint8Array;
}

export const NULL_FIELD = 1;
export const DOUBLED_FIELD = 2;

/** Goes through the records of a slice; the spans are the same object for each of them. */
export function* recordsOfSlice(
  { bytes, records }: TextSlice,
  { delimiter, width }: TextLayout,
): Generator<FieldSpans, void> {
  const separator = delimiter.charCodeAt(0);
  const starts = new Int32Array(width);
  const ends = new Int32Array(width);
  const kinds = new Uint8Array(width);
  const spans = { starts, ends, kinds };
  let at = 0;
  for (let record = 0; record < records; record += 1) {
    for (let field = 0; field < width; field += 1) {
      const start = at;
      if (bytes[at] === QUOTE) {
        let doubled = 0;
        at += 1;
        for (;;) {
          while (at < bytes.length && bytes[at] !== QUOTE) at += 1;
          if (bytes[at + 1] !== QUOTE) break;
          doubled = DOUBLED_FIELD;
          at += 2;
        }
        starts[field] = start + 1;
        ends[field] = at;
        kinds[field] = doubled;
        at += 1;
      } else {
        while (at < bytes.length && bytes[at] !== separator && bytes[at] !== LF) at += 1;
        starts[field] = start;
        ends[field] = at;
        kinds[field] = at === start ? NULL_FIELD : 0;
      }
      at += 1;
    }
    yield spans;
  }
}
