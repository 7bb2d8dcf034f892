// Passes over the points that seek k-means++ starts (Arthur, Vassilvitskii: k-means++, SODA 2007, with several candidates a
// step, the best of which is taken). The caller draws; these measure. A row is left out when the triangle inequality tells
// that no candidate is nearer than the start it has (Elkan's lemma: d(c, c′) ≥ 2 d(x, c) → d(x, c′) ≥ d(x, c)).

import { KMEANS_BLOCK_ROWS } from "../abi";
import { distance } from "../arena/distance";
import { block_sums, center_of, drifts, labels, lanes, next, point_of, thresholds } from "./layout";
import { measure, set_lane } from "./lanes";
import { row_bytes } from "../arena/memory";

/** Start `cluster` is this row's point. */
export function kmeans_choose(cluster: u32, row: u32): void {
  memory.copy(center_of(cluster), point_of(row), row_bytes);
}

/** Candidate `lane` for start `chosen` is this row's point. Tells how near any candidate is to each start. */
export function kmeans_candidate(lane: u32, row: u32, chosen: u32): void {
  set_lane(lane, point_of(row));
  for (let c: u32 = 0; c < chosen; c++) {
    const gap = distance(center_of(c), point_of(row), Infinity);
    const nearest = drifts + (<usize>c << 3);
    if (lane == 0 || gap < load<f64>(nearest)) store<f64>(nearest, gap);
  }
}

// A quarter, less the rounding of three squared distances.
const QUARTER: f64 = 0.25 * (1 - 1e-12);

// @ts-ignore: decorator
@inline
function out_of_reach(row: u32, have: f64): bool {
  const start = load<u32>(labels + (<usize>row << 2));
  return have <= load<f64>(drifts + (<usize>start << 3)) * QUARTER;
}

/** What the sum of squared distances to the nearest start becomes with each candidate; added to the stretches before. */
export function kmeans_try(from: u32, to: u32, candidates: u32): void {
  const end = (<usize>candidates + 1) & ~1;
  if (from == 0) memory.fill(next, 0, end << 3);
  for (let row = from; row < to; row++) {
    const have = load<f64>(thresholds + (<usize>row << 3));
    const both = f64x2.splat(have);
    if (out_of_reach(row, have)) {
      for (let at: usize = 0; at < end << 3; at += 16) v128.store(next + at, f64x2.add(v128.load(next + at), both));
      continue;
    }
    measure(point_of(row), candidates);
    for (let at: usize = 0; at < end << 3; at += 16)
      v128.store(next + at, f64x2.add(v128.load(next + at), f64x2.pmin(both, v128.load(lanes + at))));
  }
}

export function kmeans_potential(lane: u32): f64 {
  return load<f64>(next + (<usize>lane << 3));
}

/**
 * Start `cluster` is chosen, and its distances to the others are those of candidate 0: squared distances to the nearest start
 * by row, and their sums by blocks of rows. `from` is a multiple of the block.
 */
export function kmeans_near(from: u32, to: u32, cluster: u32): void {
  const center = center_of(cluster);
  for (let first = from; first < to; first += KMEANS_BLOCK_ROWS) {
    const end = min(first + KMEANS_BLOCK_ROWS, to);
    let sum: f64 = 0;
    for (let row = first; row < end; row++) {
      const nearest = thresholds + (<usize>row << 3);
      let have = cluster == 0 ? Infinity : load<f64>(nearest);
      if (cluster == 0 || !out_of_reach(row, have)) {
        const gap = distance(point_of(row), center, Infinity);
        if (gap < have) {
          have = gap;
          store<f64>(nearest, gap);
          store<u32>(labels + (<usize>row << 2), cluster);
        }
      }
      sum += have;
    }
    store<f64>(block_sums + (<usize>(first / KMEANS_BLOCK_ROWS) << 3), sum);
  }
}
