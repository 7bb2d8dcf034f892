/** How values are laid along an axis. */
export type ScaleKind = 'linear' | 'log';

/** A scale from values to 0…1 and back. */
export interface Scale {
  readonly kind: ScaleKind;
  readonly lo: number;
  readonly hi: number;
  /** A log scale whose domain reaches zero or below is linear from here to zero; otherwise null. */
  readonly linearBelow: number | null;
  /** Place of a value, 0 at `lo` and 1 at `hi`; values outside land outside. */
  toUnit(value: number): number;
  fromUnit(unit: number): number;
}

/** Smallest and largest finite value, and the smallest size that is not zero. */
export interface Extent {
  lo: number;
  hi: number;
  smallest: number;
}

/** Extent of the finite values; null when there are none. */
export function extentOf(values: Iterable<number>): Extent | null {
  let lo = Infinity;
  let hi = -Infinity;
  let smallest = Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < lo) lo = value;
    if (value > hi) hi = value;
    const size = Math.abs(value);
    if (size > 0 && size < smallest) smallest = size;
  }
  return lo > hi ? null : { lo, hi, smallest };
}

interface Bend {
  bend(value: number): number;
  unbend(bent: number): number;
}

const STRAIGHT: Bend = { bend: (value) => value, unbend: (bent) => bent };
const LOG: Bend = {
  bend: (value) => Math.log10(Math.max(value, Number.MIN_VALUE)),
  unbend: (bent) => 10 ** bent,
};

/** Logarithmic on both sides of zero, linear within ±from: no value is undefined on it. */
function symmetricLog(from: number): Bend {
  return {
    bend: (value) => Math.sign(value) * Math.log10(1 + Math.abs(value) / from),
    unbend: (bent) => Math.sign(bent) * (10 ** Math.abs(bent) - 1) * from,
  };
}

/**
 * A scale over an extent. A single value is given room on both sides.
 * Log with zero or negative values is symmetric log; its linear part ends at the smallest size seen,
 * but spans at most six decades.
 */
export function makeScale(kind: ScaleKind, extent: Extent): Scale {
  let { lo, hi } = extent;
  const positive = lo > 0;
  if (lo === hi) {
    const half = kind === 'log' && positive ? 0 : Math.abs(lo) / 2 || 0.5;
    lo = half === 0 ? lo / 2 : lo - half;
    hi = half === 0 ? hi * 2 : hi + half;
  }
  let bend = STRAIGHT;
  let linearBelow: number | null = null;
  if (kind === 'log' && positive) bend = LOG;
  else if (kind === 'log') {
    const largest = Math.max(Math.abs(lo), Math.abs(hi));
    const smallest = Number.isFinite(extent.smallest) ? extent.smallest : largest;
    linearBelow = Math.max(smallest, largest / 1e6);
    bend = symmetricLog(linearBelow);
  }
  const start = bend.bend(lo);
  const length = bend.bend(hi) - start;
  return {
    kind,
    lo,
    hi,
    linearBelow,
    toUnit: (value) => (bend.bend(value) - start) / length,
    fromUnit: (unit) => bend.unbend(start + unit * length),
  };
}

/** Height of a bar of `count` on a log axis with 1 as base, in decades above the base line. */
export function logBarHeight(count: number, stub: number): number {
  return count < 1 ? 0 : Math.log10(count) + stub;
}
