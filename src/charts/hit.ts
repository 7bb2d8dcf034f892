/**
 * The mark nearest to a point, within a radius; −1 when none is. Of marks equally near the one drawn last
 * (the highest index) wins, because it is the one seen.
 */
export function nearestMark(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: number,
  y: number,
  radius: number,
): number {
  let best = -1;
  let bestSquare = radius * radius;
  for (let i = 0; i < xs.length; i++) {
    const dx = (xs[i] ?? NaN) - x;
    const dy = (ys[i] ?? NaN) - y;
    const square = dx * dx + dy * dy;
    if (square <= bestSquare) {
      best = i;
      bestSquare = square;
    }
  }
  return best;
}

/** Index of the bin whose [lo, hi) holds the value; the last bin holds its upper end too. −1 outside. */
export function binAt(bins: readonly { lo: number; hi: number }[], value: number): number {
  return bins.findIndex(
    (bin, i) => value >= bin.lo && (value < bin.hi || (i === bins.length - 1 && value <= bin.hi)),
  );
}
