import { expect } from 'vitest';

/** The module, with a maximum put into its memory section (id 5: one memory, flags, initial pages). */
export function withMostPages(wasm: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  let at = 8;
  for (;;) {
    const id = wasm[at]!;
    let size = 0;
    let start = at + 1;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[start++]!;
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (id === 5) {
      expect([...wasm.subarray(start, start + 2)]).toEqual([1, 0]);
      const initial = wasm.subarray(start + 2, start + size);
      return Uint8Array.from([
        ...wasm.subarray(0, at),
        5,
        size + 1,
        1,
        1,
        ...initial,
        pages,
        ...wasm.subarray(start + size),
      ]);
    }
    at = start + size;
  }
}
