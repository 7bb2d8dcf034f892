/** The last steps of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * A sideways shift in [−1, 1) that depends on the id alone: a session stands at the same place in every
 * panel, after every run and on every computer.
 */
export function jitterOf(id: number): number {
  const high = Math.floor(id / 0x1_0000_0000);
  return mix(mix(id >>> 0) ^ Math.imul(high, 0x9e3779b1) ^ 0x5f0e) / 0x8000_0000 - 1;
}
