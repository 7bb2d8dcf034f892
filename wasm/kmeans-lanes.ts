// Squared distances of one point to many centres: two centres in a SIMD register, up to eight at once. Every lane sums from
// the first dimension to the last, as `distance` does for two points, so both give the same bits.

import { KMEANS_LANES } from "./abi";
import { blocked, lanes } from "./kmeans-layout";
import { row_bytes } from "./memory";

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

/** Squared distances of the point at `x` to the first `count` lanes (and one more, if that is odd) into `lanes`. */
// @ts-ignore: decorator
@inline
export function measure(x: usize, count: u32): void {
  let block = blocked;
  let to = lanes;
  for (; count >= 7; count -= min<u32>(count, 8)) {
    measure_block(x, block, to, 4);
    block += row_bytes << 3;
    to += LANE_BYTES;
  }
  if (count > 4) measure_block(x, block, to, 3);
  else if (count > 2) measure_block(x, block, to, 2);
  else if (count > 0) measure_block(x, block, to, 1);
}
