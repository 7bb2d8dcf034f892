/**
 * Count distinct rows up to a limit, by hashing; −0 and 0 are the same. Yields between pieces of a few milliseconds.
 * @param points rows × dims
 * @param most   stop there
 */
export function* countDistinct(
  points: Float64Array,
  dims: number,
  most: number,
): Generator<number, number, undefined> {
  const rows = points.length / dims;
  const slots = 2 ** Math.ceil(Math.log2(2 * Math.min(most, rows) + 2));
  const table = new Int32Array(slots).fill(-1);
  const value = new Float64Array(1);
  const words = new Uint32Array(value.buffer);
  let distinct = 0;
  for (let row = 0; row < rows && distinct < most; row++) {
    if (row % 16_384 === 16_383) yield row;
    const start = row * dims;
    let hash = 0;
    for (let at = start; at < start + dims; at++) {
      value[0] = points[at]! + 0;
      hash = Math.imul(hash ^ words[0]!, 0x9e3779b1);
      hash = Math.imul(hash ^ (hash >>> 15) ^ words[1]!, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    let slot = hash & (slots - 1);
    while (table[slot]! >= 0 && !sameRow(points, dims, table[slot]! * dims, start)) {
      slot = (slot + 1) & (slots - 1);
    }
    if (table[slot]! >= 0) continue;
    table[slot] = row;
    distinct++;
  }
  return distinct;
}

function sameRow(points: Float64Array, dims: number, one: number, other: number): boolean {
  for (let j = 0; j < dims; j++) if (points[one + j] !== points[other + j]) return false;
  return true;
}
