/**
 * Where a falling curve bends most: the k of the point farthest below the straight line from the first point to the last, both
 * axes scaled to [0, 1]; the lowest of equals; 0 when no point is below it.
 * Satopää, Albrecht, Irwin, Raghavan: Finding a "kneedle" in a haystack (ICDCSW 2011), for a curve as it is, not smoothed.
 * @param k       rising
 * @param inertia by position in k; when it is not finite at the first k, there is no knee
 */
export function kneeOf(k: Int32Array, inertia: Float64Array): number {
  const last = k.length - 1;
  const height = inertia[0]! - inertia[last]!;
  if (!(height > 0) || height === Infinity) return 0;
  let knee = 0;
  let most = 1e-12; // Rounding alone is no bend.
  for (let step = 1; step < last; step++) {
    const along = (k[step]! - k[0]!) / (k[last]! - k[0]!);
    const fallen = (inertia[0]! - inertia[step]!) / height;
    if (fallen - along > most) {
      most = fallen - along;
      knee = k[step]!;
    }
  }
  return knee;
}
