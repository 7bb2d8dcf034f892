// Which centre is nearest, in f32, four rows in a register: certain, or to be looked at exactly.
//
// With y = x − means and a centre c₀ for reference, |x − c|² − |x − c₀|² = 2 (c₀ − c) · y + |c − means|² − |c₀ − means|²:
// a product and a sum a dimension. With u = 2^-24, D dimensions, E the greatest |y| of the columns among the block's rows and
// R the greatest |c − means|, conversion of all numbers, D products and D sums make that wrong by less than
// (D + 4) u (Σ 2 E |c₀ − c| + |c − means|² + |c₀ − means|²), and f64's rounding, here and in the exact distances, by less than
// 10^-13 (Σ E² + R²). What underflows is below 2^-140 in all. A centre is certain when the others are farther by more than that twice.

import {
  COPY_BLOCK_ROWS, center_of, column_means, copied, copied_extents, filter_centers, filter_errors, filter_lanes, k, winners,
} from "./layout";
import { scale } from "./copy";
import { dims, row_bytes } from "../arena/memory";

/** Label of a row that is not certain. */
export const UNSURE: u32 = 0xffffffff;

const ROUNDING: f64 = 5.9604644775390625e-8; // 2^-24
const EXACT_ROUNDING: f64 = 1e-12;
const UNDERFLOW: f64 = 1e-36;
const FAR: f64 = 1099511627776; // 2^40: squares and products stay far below the largest f32
const MOST_SCALE: f64 = reinterpret<f64>(<u64>(1023 + 402) << 52); // points so small that the exact distances' squares vanish
const NEVER: f32 = 1e38;

let groups: u32 = 0; // of four centres beside the reference
let base: f64 = 0; // of the error

// @ts-ignore: decorator
@inline
function shifted_at(cluster: u32, at: usize): f64 {
  return (load<f64>(center_of(cluster) + at) - load<f64>(column_means + at)) * scale;
}

function size_of(cluster: u32): f64 {
  let sum: f64 = 0;
  for (let at: usize = 0; at < row_bytes; at += 8) {
    const value = shifted_at(cluster, at);
    sum += value * value;
  }
  return sum;
}

/** Bytes of a group of centres: constants and numbers, then coefficients by dimension, each as a register of four equal lanes. */
// @ts-ignore: decorator
@inline
function group_bytes(): usize {
  return 128 + (<usize>dims << 6);
}

/** Whether an earlier centre is the same to the bit: that one wins every row. */
function repeats(cluster: u32): bool {
  for (let c: u32 = 0; c < cluster; c++) {
    if (memory.compare(center_of(c), center_of(cluster), row_bytes) == 0) return true;
  }
  return false;
}

/** Make the centres ready; false when they are too far away for f32. */
export function set_filter(): bool {
  let reference: u32 = 0;
  let least: f64 = Infinity;
  let most: f64 = 0;
  for (let c: u32 = 0; c < k; c++) {
    const size = size_of(c);
    most = max(most, size);
    if (size < least) {
      least = size;
      reference = c;
    }
  }
  if (!(most < FAR && scale < MOST_SCALE)) return false;
  const rounding = 2 * (<f64>dims + 8) * ROUNDING;
  base = rounding * 2 * most + EXACT_ROUNDING * most + UNDERFLOW;
  memory.fill(filter_errors, 0, row_bytes);
  let lane: u32 = 0;
  for (let c: u32 = 0; c < k; c++) {
    if (c == reference || repeats(c)) continue;
    set_center(lane++, c, <f32>(size_of(c) - least), reference);
    for (let at: usize = 0; at < row_bytes; at += 8) {
      const weight = 2 * abs(shifted_at(reference, at) - shifted_at(c, at)) * rounding;
      if (weight > load<f64>(filter_errors + at)) store<f64>(filter_errors + at, weight);
    }
  }
  groups = (lane + 3) / 4;
  for (; lane < groups * 4; lane++) set_center(lane, reference, NEVER, reference);
  v128.store(filter_lanes, i32x4.splat(reference));
  return true;
}

function set_center(lane: u32, cluster: u32, constant: f32, reference: u32): void {
  let to = filter_centers + <usize>(lane / 4) * group_bytes() + (<usize>(lane % 4) << 4);
  v128.store(to, f32x4.splat(constant));
  v128.store(to, i32x4.splat(cluster), 64);
  to += 128;
  for (let at: usize = 0; at < row_bytes; at += 8) {
    v128.store(to, f32x4.splat(<f32>(2 * (shifted_at(reference, at) - shifted_at(cluster, at)))));
    to += 64;
  }
}

/** By how much the second nearest must be farther in this block of rows. */
function error_of(first: u32): f32 {
  let error = base;
  let extent = copied_extents + <usize>(first / COPY_BLOCK_ROWS) * (<usize>dims << 2);
  for (let at: usize = 0; at < row_bytes; at += 8) {
    const most = <f64>load<f32>(extent);
    error += most * (load<f64>(filter_errors + at) + EXACT_ROUNDING * most);
    extent += 4;
  }
  return <f32>(error * 1.001);
}

/** Nearest centres of the rows from `from`, a multiple of 64, to `to`, into `winners`; up to 63 rows more. */
export function filter(from: u32, to: u32): void {
  const reference = v128.load(filter_lanes);
  const zero = f32x4.splat(0);
  const endless = f32x4.splat(Infinity);
  const step = row_bytes << 1; // of four rows
  let out = winners;
  for (let first = from; first < to; first += COPY_BLOCK_ROWS) {
    const error = f32x4.splat(error_of(first));
    let x = copied + <usize>first * (row_bytes >> 1);
    for (let i: u32 = 0; i < COPY_BLOCK_ROWS; i += 8) {
      let best_a = zero;
      let best_b = zero;
      let next_a = endless;
      let next_b = endless;
      let label_a = reference;
      let label_b = reference;
      let center = filter_centers;
      for (let group: u32 = 0; group < groups; group++) {
        const head = center;
        let a0 = v128.load(head);
        let a1 = v128.load(head, 16);
        let a2 = v128.load(head, 32);
        let a3 = v128.load(head, 48);
        let b0 = a0;
        let b1 = a1;
        let b2 = a2;
        let b3 = a3;
        center += 128;
        const end = x + step;
        for (let at = x; at < end; at += 16) {
          const a = v128.load(at);
          const b = v128.load(at + step);
          const c0 = v128.load(center);
          a0 = f32x4.add(a0, f32x4.mul(a, c0));
          b0 = f32x4.add(b0, f32x4.mul(b, c0));
          const c1 = v128.load(center, 16);
          a1 = f32x4.add(a1, f32x4.mul(a, c1));
          b1 = f32x4.add(b1, f32x4.mul(b, c1));
          const c2 = v128.load(center, 32);
          a2 = f32x4.add(a2, f32x4.mul(a, c2));
          b2 = f32x4.add(b2, f32x4.mul(b, c2));
          const c3 = v128.load(center, 48);
          a3 = f32x4.add(a3, f32x4.mul(a, c3));
          b3 = f32x4.add(b3, f32x4.mul(b, c3));
          center += 64;
        }
        const n0 = v128.load(head, 64);
        const n1 = v128.load(head, 80);
        const n2 = v128.load(head, 96);
        const n3 = v128.load(head, 112);
        label_a = v128.bitselect(n0, label_a, f32x4.lt(a0, best_a));
        next_a = f32x4.pmin(next_a, f32x4.pmax(best_a, a0));
        best_a = f32x4.pmin(best_a, a0);
        label_b = v128.bitselect(n0, label_b, f32x4.lt(b0, best_b));
        next_b = f32x4.pmin(next_b, f32x4.pmax(best_b, b0));
        best_b = f32x4.pmin(best_b, b0);
        label_a = v128.bitselect(n1, label_a, f32x4.lt(a1, best_a));
        next_a = f32x4.pmin(next_a, f32x4.pmax(best_a, a1));
        best_a = f32x4.pmin(best_a, a1);
        label_b = v128.bitselect(n1, label_b, f32x4.lt(b1, best_b));
        next_b = f32x4.pmin(next_b, f32x4.pmax(best_b, b1));
        best_b = f32x4.pmin(best_b, b1);
        label_a = v128.bitselect(n2, label_a, f32x4.lt(a2, best_a));
        next_a = f32x4.pmin(next_a, f32x4.pmax(best_a, a2));
        best_a = f32x4.pmin(best_a, a2);
        label_b = v128.bitselect(n2, label_b, f32x4.lt(b2, best_b));
        next_b = f32x4.pmin(next_b, f32x4.pmax(best_b, b2));
        best_b = f32x4.pmin(best_b, b2);
        label_a = v128.bitselect(n3, label_a, f32x4.lt(a3, best_a));
        next_a = f32x4.pmin(next_a, f32x4.pmax(best_a, a3));
        best_a = f32x4.pmin(best_a, a3);
        label_b = v128.bitselect(n3, label_b, f32x4.lt(b3, best_b));
        next_b = f32x4.pmin(next_b, f32x4.pmax(best_b, b3));
        best_b = f32x4.pmin(best_b, b3);
      }
      // All bits, UNSURE, where the gap is too small.
      v128.store(out, v128.or(label_a, f32x4.le(f32x4.sub(next_a, best_a), error)));
      v128.store(out, v128.or(label_b, f32x4.le(f32x4.sub(next_b, best_b), error)), 16);
      out += 32;
      x += step << 1;
    }
  }
}
