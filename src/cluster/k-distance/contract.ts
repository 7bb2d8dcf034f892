/** Which neighbour to measure to, for which rows. */
export interface KDistanceParams {
  /** Features of a point, 1 … 64. */
  dims: number;
  /** Neighbours counted, the point itself first: 1 … rows. Take minPts, and a row is a core point at eps where its distance is ≤ eps. */
  k: number;
  /** Measure only that many rows, drawn at random without repetition, each against all rows. At most rows: all, if more or left out. */
  sample?: number;
  /** Seed of the draw, a whole number from 0 to 2³² − 1; 0 if left out. */
  seed?: number;
}

/** Where a curve of distances turns upwards. */
export interface Knee {
  /** The distance there: a candidate for eps. */
  distance: number;
  /** Position on the curve, counted from 0. */
  rank: number;
  /** Share of the measured rows with at most that distance, 0 … 1. */
  share: number;
  method: 'kneedle';
}

export interface KDistanceResult {
  /** Distance to the k-th nearest row, by measured row; ∞ where its square is beyond the range of floats, 0 where below it. */
  distances: Float64Array;
  /** The measured rows, ascending; null when all were. */
  rows: Int32Array | null;
  /** The distances, ascending. */
  curve: Float64Array;
  /** Null where the curve has no knee: see `findKnee`. */
  knee: Knee | null;
}
