/** Parameters of DBSCAN to compare: every eps with every minPts. Both ascending, without repetition. */
export interface ParameterGrid {
  eps: number[];
  minPts: number[];
}

const MIN_PTS = [2, 3, 5, 8, 10, 15, 20, 30];
/** Beyond this, the chosen minPts brings its half and its double along: the list alone would not surround it. */
const LARGE_MIN_PTS = 20;
/** Where a curve begins with all but equal points, the least eps is this share of the greatest. */
const LEAST_SHARE = 1e-3;

/**
 * Which parameters a sweep should try, from a k-distance curve: radii in equal ratios from near the curve's beginning (its 5 %
 * quantile) to twice its knee, widened to reach from half to double the chosen eps. The chosen pair is always on the grid, as it
 * is; the other radii are rounded to three digits.
 *
 * @param curve distances to the k-th nearest neighbour, ascending; zeros (duplicates) and infinite ones are passed over, none is fine
 * @param chosen the present parameters of DBSCAN: eps > 0 and finite, minPts a whole number ≥ 1
 * @param epsCount radii wanted, ≥ 2; fewer come only where numbers are too close to 0 to be told apart
 */
export function proposeGrid(
  curve: Float64Array,
  chosen: { eps: number; minPts: number },
  epsCount = 24,
): ParameterGrid {
  const { eps, minPts } = chosen;
  const positive = curve.filter((distance) => distance > 0 && distance < Infinity);
  const start = positive[Math.floor(positive.length * 0.05)] ?? eps;
  const high = Math.min(Number.MAX_VALUE, Math.max(2 * kneeOf(positive), 2 * eps));
  const low = Math.max(Number.MIN_VALUE, Math.min(Math.max(start, high * LEAST_SHARE), eps / 2));

  const radii = Array.from({ length: epsCount }, (_, i) => {
    const share = i / (epsCount - 1);
    return rounded(Math.exp(Math.log(low) * (1 - share) + Math.log(high) * share));
  });
  const off = radii.map((radius) => Math.abs(Math.log(radius / eps)));
  radii[off.indexOf(Math.min(...off))] = eps;
  const around = minPts > LARGE_MIN_PTS ? [Math.ceil(minPts / 2), minPts * 2] : [];
  return { eps: ascending(radii), minPts: ascending([...MIN_PTS, ...around, minPts]) };
}

/**
 * The value where an ascending curve bends up: farthest below the line from its first to its last point. 0 without any.
 * Satopää, Albrecht, Irwin, Raghavan: Finding a "kneedle" in a haystack (ICDCS workshops, 2011), without smoothing.
 */
function kneeOf(curve: Float64Array): number {
  const first = curve[0] ?? 0;
  const span = (curve.at(-1) ?? 0) - first;
  let knee = first;
  let deepest = 0;
  for (let i = 0; i < curve.length; i++) {
    const depth = i / (curve.length - 1) - (curve[i]! - first) / span;
    if (depth > deepest) {
      deepest = depth;
      knee = curve[i]!;
    }
  }
  return knee;
}

/** To three digits, but never to 0 or ∞. */
function rounded(value: number): number {
  const short = Number(value.toPrecision(3));
  return short > 0 && short < Infinity
    ? short
    : Math.max(Number.MIN_VALUE, Math.min(Number.MAX_VALUE, value));
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
