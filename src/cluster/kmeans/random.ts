/**
 * Uniform numbers, 0 ≤ x < 1, 53 random bits.
 * @param seed   any safe integer
 * @param stream whole number ≥ 0: independent sequences under one seed
 * sfc32: Chris Doty-Humphrey, PractRand. Integer arithmetic only, so a seed gives the same numbers in every engine.
 */
export function makeUniform(seed: number, stream: number): () => number {
  let a = seed | 0;
  let b = Math.floor(seed / 4294967296) | 0;
  let c = stream | 0;
  let counter = 1;
  const nextWord = (): number => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word;
  };
  for (let round = 0; round < 20; round++) nextWord();
  return () => ((nextWord() >>> 5) * 67108864 + (nextWord() >>> 6)) / 9007199254740992;
}
