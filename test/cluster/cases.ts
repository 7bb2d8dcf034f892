// Seeded inputs of the kinds that break clustering code: exact ties, duplicates, one place, floats at both ends of their range.

import type { DbscanParams } from '../../src/cluster/contract';

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kinds = [
  'uniform',
  'lattice',
  'duplicates',
  'clusters',
  'huge',
  'tiny',
  'subnormal',
  'geometric',
  'same',
  'exponential',
] as const;
type Kind = (typeof kinds)[number];

export interface Case {
  seed: number;
  kind: Kind;
  points: Float64Array<ArrayBuffer>;
  dims: number;
  eps: number;
  minPts: number;
}

const FEW_DIMS = [1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20];

/**
 * @param mostRows rows are drawn from 1 … mostRows, small ones more often
 * @param dimsFrom numbers of dimensions to draw from
 */
export function makeCase(seed: number, mostRows: number, dimsFrom = FEW_DIMS): Case {
  const random = makeRandom(seed * 7919 + 1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const dims = pick(dimsFrom);
  const rows = 1 + Math.floor(random() * random() * mostRows);
  const kind = pick(kinds);
  const scale = pick([1, 1, 1, 1e-300, 1e-160, 1e150, 1e300]);
  const centres = Float64Array.from({ length: 5 * dims }, random);
  const points = new Float64Array(rows * dims);
  for (let row = 0; row < rows; row++) {
    const centre = Math.floor(random() * 5) * dims;
    for (let j = 0; j < dims; j++)
      points[row * dims + j] = value(kind, scale, random, centres[centre + j]!);
  }
  const unit =
    { huge: 1e300, tiny: 1e-160, subnormal: 5e-324, geometric: 1 }[kind as string] ?? scale;
  const radius = pick([0.05, 0.1, 0.25, 0.3, 0.4, 0.5, Math.SQRT1_2, 0.75, 1, 2, 1e-300, 1e300]);
  const eps = Math.min(1e308, Math.max(5e-324, radius * (random() < 0.9 ? unit : 1)));
  return {
    seed,
    kind,
    points,
    dims,
    eps,
    minPts: pick([1, 2, 2, 3, 4, 5, 8, 10, 20, 60, 100, 5000]),
  };
}

function value(kind: Kind, scale: number, random: () => number, centre: number): number {
  const sign = random() < 0.5 ? -1 : 1; // −0 too
  switch (kind) {
    case 'uniform':
      return random() * scale;
    case 'lattice':
      return sign * (Math.floor(random() * 4) / 4) * scale;
    case 'duplicates':
      return Math.floor(random() * 2) * scale;
    case 'clusters':
      return (centre + (random() - 0.5) * 0.05) * scale;
    case 'huge':
      return (random() - 0.5) * (random() < 0.3 ? 1e300 : 1e308);
    case 'tiny':
      return (random() - 0.5) * 1e-160;
    case 'subnormal':
      return Math.floor(random() * 9 - 4) * 5e-324;
    case 'geometric':
      return sign * 2 ** -Math.floor(random() * 1074);
    case 'same':
      return 3 * scale;
    case 'exponential':
      return -Math.log(1 - random()) * scale;
  }
}

/**
 * Features as sessions have them, min–max scaled: small counts, mostly the same few rows, two columns with long tails.
 * @returns rows × dims
 */
export function makeSessions(rows: number, dims: number, seed = 1): Float64Array<ArrayBuffer> {
  const random = makeRandom(seed);
  const tail = (mean: number): number => Math.floor(-Math.log(1 - random()) * mean);
  const points = new Float64Array(rows * dims);
  for (let row = 0; row < rows; row++) {
    const kind = random();
    for (let j = 0; j < dims; j++) {
      let x = 1 + (kind < 0.7 ? 0 : tail(kind < 0.97 ? 0.7 : 8));
      if (j === dims - 2) x = Math.log(Math.E + tail(kind < 0.7 ? 3600 : 20));
      if (j === dims - 1) x = kind < 0.8 ? 0 : tail(60);
      points[row * dims + j] = x;
    }
  }
  for (let j = 0; j < dims; j++) {
    let low = Infinity;
    let high = -Infinity;
    for (let at = j; at < points.length; at += dims) {
      low = Math.min(low, points[at]!);
      high = Math.max(high, points[at]!);
    }
    const span = high > low ? high - low : 1;
    for (let at = j; at < points.length; at += dims) points[at] = (points[at]! - low) / span;
  }
  return points;
}

/** Uniform points in 16 dimensions: with eps 0.8 hardly a pair is near, yet hardly a box is far. Every pair has to be looked at. */
export function makeHard(rows: number): {
  points: Float64Array<ArrayBuffer>;
  params: DbscanParams;
} {
  return {
    points: Float64Array.from({ length: rows * 16 }, makeRandom(7)),
    params: { dims: 16, eps: 0.8, minPts: 20 },
  };
}
