// Squared distances of one point to many centres: two centres in a SIMD register, up to eight at once. Every lane sums from
// the first dimension to the last, as `distance` does for two points, so both give the same bits.

import { KMEANS_LANES } from "../abi";
import { blocked, lanes } from "./layout";
import { row_bytes } from "../arena/memory";

const LANE_BYTES: usize = KMEANS_LANES << 3;

/** Put a point into a lane. */
export function set_lane(lane: u32, from: usize): void {
  const to = lane_address(lane);
  for (let at: usize = 0; at < row_bytes; at += 8) store<f64>(to + (at << 3), load<f64>(from + at));
}

/** Make a lane infinitely far from everything. */
export function clear_lane(lane: u32): void {
  const to = lane_address(lane);
  for (let at: usize = 0; at < row_bytes; at += 8) store<f64>(to + (at << 3), Infinity);
}

function lane_address(lane: u32): usize {
  return blocked + <usize>(lane / KMEANS_LANES) * (row_bytes << 3) + ((<usize>lane % KMEANS_LANES) << 3);
}

// @ts-ignore: decorator
@inline
function add_square(sum: v128, x: v128, lane: usize): v128 {
  const gap = f64x2.sub(x, v128.load(lane));
  return f64x2.add(sum, f64x2.mul(gap, gap));
}

/** One block: `pairs` is a constant wherever this is inlined. */
// @ts-ignore: decorator
@inline
function measure_block(x: usize, block: usize, to: usize, pairs: u32): void {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const end = x + row_bytes;
  for (; x < end; x += 8) {
    const value = v128.load64_splat(x);
    a = add_square(a, value, block);
    if (pairs > 1) b = add_square(b, value, block + 16);
    if (pairs > 2) c = add_square(c, value, block + 32);
    if (pairs > 3) d = add_square(d, value, block + 48);
    block += LANE_BYTES;
  }
  v128.store(to, a);
  if (pairs > 1) v128.store(to, b, 16);
  if (pairs > 2) v128.store(to, c, 32);
  if (pairs > 3) v128.store(to, d, 48);
}

function measure_full(x: usize, block: usize, to: usize): void {
  measure_block(x, block, to, 4);
}

/** Squared distances of the point at `x` to the first `count` lanes (and one more, if that is odd) into `lanes`. */
// @ts-ignore: decorator
@inline
export function measure(x: usize, count: u32): void {
  let block = blocked;
  let to = lanes;
  for (; count >= 8; count -= 8) {
    measure_full(x, block, to);
    block += row_bytes << 3;
    to += LANE_BYTES;
  }
  if (count > 6) measure_block(x, block, to, 4);
  else if (count > 4) measure_block(x, block, to, 3);
  else if (count > 2) measure_block(x, block, to, 2);
  else if (count > 0) measure_block(x, block, to, 1);
}

/** What `find_nearest` found beside the lane: the least and the second least of the squared distances. */
export let nearest: f64 = 0;
export let second: f64 = 0;

/** Make lanes from `count` on infinitely far: those that share a block with others, and those that share a register. */
export function end_lanes(count: u32): void {
  if (count & 1) clear_lane(count);
  for (; count % KMEANS_LANES != 0; count++) store<f64>(lanes + (<usize>count << 3), Infinity);
}

// @ts-ignore: decorator
@inline
function mask_at(at: usize, wanted: v128): u32 {
  return i64x2.bitmask(f64x2.eq(v128.load(at), wanted));
}

/**
 * The lane of the least squared distance after `measure`, the lowest of equals. Lanes beyond `count` are infinitely far.
 * pmin and pmax are one instruction each; a choice between two f64 by `select` or `min` would be a branch.
 */
// @ts-ignore: decorator
@inline
export function find_nearest(count: u32): u32 {
  const end = lanes + (<usize>count << 3);
  let least = f64x2.splat(Infinity);
  let next = least;
  for (let at = lanes; at < end; at += LANE_BYTES) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const ab = f64x2.pmin(a, b);
    const cd = f64x2.pmin(c, d);
    const four = f64x2.pmin(ab, cd);
    const above = f64x2.pmin(f64x2.pmin(f64x2.pmax(a, b), f64x2.pmax(c, d)), f64x2.pmax(ab, cd));
    next = f64x2.pmin(f64x2.pmin(next, above), f64x2.pmax(least, four));
    least = f64x2.pmin(least, four);
  }
  const crossed = v128.shuffle<f64>(least, least, 1, 0);
  const first = f64x2.pmin(least, crossed);
  const then = f64x2.pmin(next, f64x2.pmax(least, crossed));
  nearest = f64x2.extract_lane(first, 0);
  second = f64x2.extract_lane(f64x2.pmin(then, v128.shuffle<f64>(then, then, 1, 0)), 0);
  for (let at = lanes; at < end; at += LANE_BYTES) {
    const low = mask_at(at, first) | (mask_at(at + 16, first) << 2);
    const mask = low | (mask_at(at + 32, first) << 4) | (mask_at(at + 48, first) << 6);
    if (mask != 0) return <u32>((at - lanes) >> 3) + ctz(mask);
  }
  return 0;
}
