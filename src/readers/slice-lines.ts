import type { TextSlice, TypedSlice } from './scanner.ts';

/** Where the lines of a slice begin, as {@link TextSlice.lineBreaks}. */
export function lineBreaksOf(slice: TextSlice | TypedSlice): Uint32Array {
  if (slice.kind === 'text') return slice.lineBreaks;
  return slice.wide?.lineBreaks ?? Uint32Array.of(0, slice.firstRecord);
}

/** @returns a function from a record of the slice to its line; records must be asked for in ascending order. */
export function makeLineIndex(lineBreaks: Uint32Array): (record: number) => number {
  let at = 0;
  return (record) => {
    while ((lineBreaks[at + 2] ?? Infinity) <= record) at += 2;
    return (lineBreaks[at + 1] ?? 1) + record - (lineBreaks[at] ?? 0);
  };
}
