import type { Knee } from './contract.ts';

/**
 * The knee of an ascending curve: where its flat part ends and it turns upwards.
 *
 * Kneedle (Satopää, Albrecht, Irwin, Raghavan: Finding a "kneedle" in a haystack, 2011) for a convex rising curve: ranks and
 * values are scaled to 0 … 1, and a knee is a point where rank − value is largest. Sensitivity is the paper's 1: the
 * difference must be at least the mean step between two ranks. Where it finds several knees, this is the most pronounced one, so
 * that ripples of a sample do not matter and nothing need be smoothed; equal ones give the first.
 *
 * Only the part above 0 and below ∞ counts: rows that have k exact copies say nothing about how far apart others are, and where
 * they are most of the rows, every knee would be the end of the zeros. `rank` and `share` are of the whole curve nevertheless.
 *
 * @param curve ascending, ≥ 0, no NaN
 * @returns null when fewer than three distances count, when all that count are the same, and when the curve is straight or bends
 * the other way
 */
export function findKnee(curve: Float64Array): Knee | null {
  const first = countUpTo(curve, 0);
  const last = countUpTo(curve, Number.MAX_VALUE) - 1;
  const steps = last - first;
  if (steps < 2) return null;
  const low = curve[first]!;
  const range = curve[last]! - low;
  let rank = -1;
  let best = 0;
  for (let at = first; at <= last; at++) {
    const difference = (at - first) / steps - (curve[at]! - low) / range;
    if (difference > best) {
      best = difference;
      rank = at;
    }
  }
  if (rank < 0 || best < 1 / steps) return null;
  const distance = curve[rank]!;
  const share = countUpTo(curve, distance) / curve.length;
  return { distance, rank, share, method: 'kneedle' };
}

/** How many values of an ascending curve are at most `value`. */
function countUpTo(curve: Float64Array, value: number): number {
  let low = 0;
  let high = curve.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (curve[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
