// Squared distances, and bounds on them. Squares are summed from the first dimension to the last, always: rounding is
// monotone, so a bound computed in that same order is never contradicted by a point inside the box. No FMA, no relaxed SIMD.

import { box_bytes, dims } from "./memory";

// @ts-ignore: decorator
@inline
function add_both(sum: f64, squares: v128): f64 {
  return sum + f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
}

// @ts-ignore: decorator
@inline
function squares_at(a: usize, b: usize): v128 {
  const gap = f64x2.sub(v128.load(a), v128.load(b));
  return f64x2.mul(gap, gap);
}

/** Squared distance of two points; stops early with a partial sum that already exceeds `limit`. */
// @ts-ignore: decorator
@inline
export function distance(a: usize, b: usize, limit: f64): f64 {
  let sum: f64 = 0;
  let left = dims;
  while (left >= 8) {
    const s0 = squares_at(a, b);
    const s1 = squares_at(a + 16, b + 16);
    const s2 = squares_at(a + 32, b + 32);
    const s3 = squares_at(a + 48, b + 48);
    sum = add_both(add_both(add_both(add_both(sum, s0), s1), s2), s3);
    left -= 8;
    if (left == 0 || sum > limit) return sum;
    a += 64;
    b += 64;
  }
  while (left >= 2) {
    sum = add_both(sum, squares_at(a, b));
    left -= 2;
    a += 16;
    b += 16;
  }
  if (left != 0) {
    const gap = load<f64>(a) - load<f64>(b);
    sum += gap * gap;
  }
  return sum;
}

// pmax(a, b) is a < b ? b : a, one instruction; the slower f64x2.max differs in NaN (there is none) and −0 (equal when squared).
// @ts-ignore: decorator
@inline
function nearest_squares(lo_a: usize, hi_a: usize, lo_b: usize, hi_b: usize): v128 {
  const below = f64x2.sub(v128.load(lo_a), v128.load(hi_b));
  const above = f64x2.sub(v128.load(lo_b), v128.load(hi_a));
  const gap = f64x2.pmax(f64x2.splat(0), f64x2.pmax(below, above));
  return f64x2.mul(gap, gap);
}

// @ts-ignore: decorator
@inline
function farthest_squares(lo_a: usize, hi_a: usize, lo_b: usize, hi_b: usize): v128 {
  const gap = f64x2.pmax(f64x2.sub(v128.load(hi_a), v128.load(lo_b)), f64x2.sub(v128.load(hi_b), v128.load(lo_a)));
  return f64x2.mul(gap, gap);
}

/** At most the squared distance of any two points of two boxes (lo, hi corners; a point is a box with lo = hi). */
export function nearest(lo_a: usize, hi_a: usize, lo_b: usize, hi_b: usize, limit: f64): f64 {
  let sum: f64 = 0;
  let at: usize = 0;
  const pairs = box_bytes & ~15;
  for (; at < pairs; at += 16) {
    sum = add_both(sum, nearest_squares(lo_a + at, hi_a + at, lo_b + at, hi_b + at));
    if (sum > limit) return sum;
  }
  if (at < box_bytes) {
    const below = load<f64>(lo_a + at) - load<f64>(hi_b + at);
    const above = load<f64>(lo_b + at) - load<f64>(hi_a + at);
    const gap = below > 0 ? below : above > 0 ? above : 0;
    sum += gap * gap;
  }
  return sum;
}

/** At least the squared distance of any two points of two boxes. */
export function farthest(lo_a: usize, hi_a: usize, lo_b: usize, hi_b: usize, limit: f64): f64 {
  let sum: f64 = 0;
  let at: usize = 0;
  const pairs = box_bytes & ~15;
  for (; at < pairs; at += 16) {
    sum = add_both(sum, farthest_squares(lo_a + at, hi_a + at, lo_b + at, hi_b + at));
    if (sum > limit) return sum;
  }
  if (at < box_bytes) {
    const one = load<f64>(hi_a + at) - load<f64>(lo_b + at);
    const two = load<f64>(hi_b + at) - load<f64>(lo_a + at);
    const gap = one > two ? one : two;
    sum += gap * gap;
  }
  return sum;
}
