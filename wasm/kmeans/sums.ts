// Sums of the points of every cluster that do not depend on the order of addition, so that a point may leave one cluster
// and join another and the sums are, to the last bit, those of adding everything anew. Every coordinate is cut into a
// multiple of a coarse grid and a multiple of a fine one, both so coarse that no sum of them is ever rounded (Demmel,
// Nguyen: Fast reproducible floating-point summation, ARITH 2013). With n rows and a column's greatest value M, what is
// below about M · n² · 2^-103 of a coordinate is dropped: far less than one rounding of M.

import { column_extents, counts, high, high_grid, low, low_grid, point_of } from "./layout";
import { row_bytes, rows } from "../arena/memory";

/** Power of two ≥ value, for a normal value. */
function ceiling(value: f64): f64 {
  return reinterpret<f64>((reinterpret<u64>(value) & 0x7ff0000000000000) + 0x0010000000000000);
}

/** Choose the grids by the columns' extents. Adding 1.5 · 2^52 units and taking them away rounds to whole units. */
export function set_grids(): void {
  const count = ceiling(<f64>rows + 1);
  for (let at: usize = 0; at < row_bytes; at += 8) {
    const extent = ceiling(max(load<f64>(column_extents + at), reinterpret<f64>(<u64>(1023 - 600) << 52)));
    const unit = extent * count * reinterpret<f64>(<u64>(1023 - 52) << 52);
    const fine = unit * count * reinterpret<f64>(<u64>(1023 - 53) << 52);
    store<f64>(high_grid + at, unit * 6755399441055744);
    store<f64>(low_grid + at, fine * 6755399441055744);
  }
}

/** Add one coordinate pair to sums, or take it from them: constants wherever this is inlined. */
// @ts-ignore: decorator
@inline
function add_pair(at: usize, coarse: v128, rest: v128, up: usize, down: usize, joins: bool): void {
  const high_sum = v128.load(up + at);
  const low_sum = v128.load(down + at);
  v128.store(up + at, joins ? f64x2.add(high_sum, coarse) : f64x2.sub(high_sum, coarse));
  v128.store(down + at, joins ? f64x2.add(low_sum, rest) : f64x2.sub(low_sum, rest));
}

// @ts-ignore: decorator
@inline
function add_one(at: usize, coarse: f64, rest: f64, up: usize, down: usize): void {
  store<f64>(up + at, load<f64>(up + at) + coarse);
  store<f64>(down + at, load<f64>(down + at) + rest);
}

/** Take a point out of one cluster's sums, if `leaves`, and into another's, if `joins`. */
// @ts-ignore: decorator
@inline
function change(row: u32, from: u32, to: u32, leaves: bool, joins: bool): void {
  const x = point_of(row);
  const offset_from = <usize>from * row_bytes;
  const offset_to = <usize>to * row_bytes;
  let at: usize = 0;
  for (; at + 8 < row_bytes; at += 16) {
    const value = v128.load(x + at);
    const grid = v128.load(high_grid + at);
    const fine = v128.load(low_grid + at);
    const coarse = f64x2.sub(f64x2.add(value, grid), grid);
    const rest = f64x2.sub(f64x2.add(f64x2.sub(value, coarse), fine), fine);
    if (leaves) add_pair(at, coarse, rest, high + offset_from, low + offset_from, false);
    if (joins) add_pair(at, coarse, rest, high + offset_to, low + offset_to, true);
  }
  if (at < row_bytes) {
    const value = load<f64>(x + at);
    const grid = load<f64>(high_grid + at);
    const fine = load<f64>(low_grid + at);
    const coarse = value + grid - grid;
    const rest = value - coarse + fine - fine;
    if (leaves) add_one(at, -coarse, -rest, high + offset_from, low + offset_from);
    if (joins) add_one(at, coarse, rest, high + offset_to, low + offset_to);
  }
  if (leaves) count(from, -1);
  if (joins) count(to, 1);
}

function count(cluster: u32, rows: u32): void {
  const at = counts + (<usize>cluster << 2);
  store<u32>(at, load<u32>(at) + rows);
}

/** Take a point into a cluster's sums. */
export function join(row: u32, cluster: u32): void {
  change(row, 0, cluster, false, true);
}

/** Take it out again. */
export function leave(row: u32, cluster: u32): void {
  change(row, cluster, 0, true, false);
}

/** Take it from one to another. */
export function transfer(row: u32, from: u32, to: u32): void {
  change(row, from, to, true, true);
}

/** Coordinate of a cluster's sum. */
// @ts-ignore: decorator
@inline
export function sum_at(cluster: u32, at: usize): f64 {
  const offset = <usize>cluster * row_bytes + at;
  return load<f64>(high + offset) + load<f64>(low + offset);
}
