/**
 * Seeded random numbers. Only operations that IEEE 754 and ECMAScript fix to the last bit are used (no `Math.log`,
 * `exp` or `pow`, whose last digit is the engine's choice), so a seed gives the same numbers in every browser.
 */
export interface Random {
  /** 0 ≤ x < 1, 53 random bits. */
  uniform(): number;
  /** Whole number, low ≤ x < high. */
  integer(low: number, high: number): number;
  normal(mean: number, deviation: number): number;
  /** e to the power of a normal number: `logMean` and `logDeviation` are those of the logarithm. */
  lognormal(logMean: number, logDeviation: number): number;
  exponential(mean: number): number;
  /** Trials up to and including the first success, ≥ 1, as numpy counts; 0 < probability < 1. */
  geometric(probability: number): number;
  /** Index drawn with the weights of a {@link cumulativeWeights} table. */
  weighted(cumulative: Float64Array): number;
  /** 0 … count − 1 in random order. */
  permutation(count: number): Uint32Array;
}

/**
 * A generator of its own for every pair of seed and stream.
 * @param seed    any safe integer.
 * @param stream  0 … 2³² − 1: independent sequences under one seed.
 * sfc32: Chris Doty-Humphrey, PractRand. Normal numbers: Marsaglia's polar method (SIAM Review 6, 1964).
 */
export function makeRandom(seed: number, stream = 0): Random {
  const nextWord = makeWords(seed, stream);
  let spareNormal: number | undefined;

  const uniform = (): number =>
    ((nextWord() >>> 5) * 67108864 + (nextWord() >>> 6)) / 9007199254740992;

  const standardNormal = (): number => {
    if (spareNormal !== undefined) {
      const spare = spareNormal;
      spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const stretch = Math.sqrt((-2 * naturalLog(square)) / square);
      spareNormal = y * stretch;
      return x * stretch;
    }
  };

  const integer = (low: number, high: number): number => low + Math.floor(uniform() * (high - low));
  const normal = (mean: number, deviation: number): number => mean + deviation * standardNormal();

  return {
    uniform,
    integer,
    normal,
    lognormal: (logMean, logDeviation) => exponentialOf(normal(logMean, logDeviation)),
    exponential: (mean) => -mean * naturalLog(1 - uniform()),
    geometric: (probability) =>
      1 + Math.floor(naturalLog(1 - uniform()) / naturalLog(1 - probability)),
    weighted: (cumulative) => firstAbove(cumulative, uniform() * (cumulative.at(-1) ?? 0)),
    permutation(count) {
      const order = Uint32Array.from({ length: count }, (_, index) => index);
      for (let last = count - 1; last > 0; last--) {
        const other = integer(0, last + 1);
        const kept = order[last] ?? 0;
        order[last] = order[other] ?? 0;
        order[other] = kept;
      }
      return order;
    },
  };
}

/** Running sums of weights ≥ 0, for {@link Random.weighted}. */
export function cumulativeWeights(weights: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (weight) => (sum += weight));
}

/** Cumulative weights of ranks 1 … count, the weight of rank r being r^−exponent. */
export function zipfWeights(count: number, exponent: number): Float64Array {
  return cumulativeWeights(
    Array.from({ length: count }, (_, index) => exponentialOf(-exponent * naturalLog(index + 1))),
  );
}

/** One-to-one scrambling of 32 bits, as an unsigned number. Chris Wellons, hash-prospector, `lowbias32`. */
export function mix32(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The upper half of a safe integer, sign included; the lower half is `seed | 0`. */
export function highWord(seed: number): number {
  return Math.floor(seed / 4294967296) | 0;
}

function makeWords(seed: number, stream: number): () => number {
  let a = seed | 0;
  let b = highWord(seed);
  let c = stream | 0;
  let counter = 1;
  const next = (): number => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word;
  };
  for (let round = 0; round < 20; round++) next();
  return next;
}

function firstAbove(cumulative: Float64Array, target: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] ?? 0) > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

const LN2 = 0.6931471805599453;

/** ln of a positive finite number: halved into [√½, √2], then 2·artanh((m − 1) / (m + 1)) as a series. */
function naturalLog(value: number): number {
  let mantissa = value;
  let halvings = 0;
  for (; mantissa > Math.SQRT2; halvings++) mantissa /= 2;
  for (; mantissa < Math.SQRT1_2; halvings--) mantissa *= 2;
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let odd = 23; odd >= 1; odd -= 2) sum = sum * square + 1 / odd;
  return halvings * LN2 + 2 * ratio * sum;
}

/** e to a power between −700 and 700: reduced to |x| ≤ ln 2 / 2, then Taylor's series. */
function exponentialOf(power: number): number {
  const doublings = Math.round(power / LN2);
  const rest = power - doublings * LN2;
  let sum = 1;
  for (let term = 15; term >= 1; term--) sum = 1 + (sum * rest) / term;
  const factor = doublings < 0 ? 0.5 : 2;
  for (let step = Math.abs(doublings); step > 0; step--) sum *= factor;
  return sum;
}
