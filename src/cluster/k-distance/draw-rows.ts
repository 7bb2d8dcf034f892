/**
 * Draw rows without repetition, every set of `count` rows equally likely.
 * Selection sampling (Fan, Muller, Rezucha 1962; Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S) on mulberry32.
 *
 * @param rows how many there are
 * @param count how many to draw, ≤ rows
 * @param seed a whole number; the same seed draws the same rows
 * @returns the drawn rows, ascending
 */
export function drawRows(rows: number, count: number, seed: number): Int32Array<ArrayBuffer> {
  const drawn = new Int32Array(count);
  let state = seed >>> 0;
  let taken = 0;
  for (let row = 0; taken < count; row++) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const random = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    if (random * (rows - row) < count - taken) drawn[taken++] = row;
  }
  return drawn;
}
