// What is asked of the columns before a run: extents, means, squared deviations. Every column is summed from the first row to the
// last, two columns a register and eight in registers at once; stretches of rows are short enough to stay in the cache.

import { column_extents, column_means, column_squares, column_sums, point_of } from "./layout";
import { begin_copy } from "./copy";
import { row_bytes, rows } from "../arena/memory";

const CACHED_ROWS: u32 = 256;

/** f64[dims]: greatest absolute values, squared deviations. */
export function kmeans_column_extents(): usize {
  return column_extents;
}

export function kmeans_column_squares(): usize {
  return column_squares;
}

/** Zero what the next pass gathers. */
export function kmeans_clear_columns(): void {
  memory.fill(column_extents, 0, row_bytes);
  memory.fill(column_sums, 0, row_bytes);
}

/** Greatest absolute value and sum of every column. */
export function kmeans_columns(from: u32, to: u32): void {
  for (let first = from; first < to; first += CACHED_ROWS) {
    const end = first + CACHED_ROWS < to ? first + CACHED_ROWS : to;
    let at: usize = 0;
    for (; at + 64 <= row_bytes; at += 64) {
      measure_columns(first, end, at, 2);
      measure_columns(first, end, at + 32, 2);
    }
    for (; at + 16 <= row_bytes; at += 16) measure_columns(first, end, at, 1);
    if (at < row_bytes) measure_last(first, end, at);
  }
}

/** `pairs` of columns, a constant wherever this is inlined. */
// @ts-ignore: decorator
@inline
function measure_columns(from: u32, to: u32, at: usize, pairs: u32): void {
  let sum = v128.load(column_sums + at);
  let most = v128.load(column_extents + at);
  let other_sum = sum;
  let other_most = most;
  if (pairs > 1) {
    other_sum = v128.load(column_sums + at, 16);
    other_most = v128.load(column_extents + at, 16);
  }
  const end = point_of(to) + at;
  for (let x = point_of(from) + at; x < end; x += row_bytes) {
    const value = v128.load(x);
    sum = f64x2.add(sum, value);
    most = f64x2.pmax(most, f64x2.abs(value));
    if (pairs > 1) {
      const other = v128.load(x, 16);
      other_sum = f64x2.add(other_sum, other);
      other_most = f64x2.pmax(other_most, f64x2.abs(other));
    }
  }
  v128.store(column_sums + at, sum);
  v128.store(column_extents + at, most);
  if (pairs > 1) {
    v128.store(column_sums + at, other_sum, 16);
    v128.store(column_extents + at, other_most, 16);
  }
}

function measure_last(from: u32, to: u32, at: usize): void {
  let sum = load<f64>(column_sums + at);
  let most = load<f64>(column_extents + at);
  for (let row = from; row < to; row++) {
    const value = load<f64>(point_of(row) + at);
    sum += value;
    if (abs(value) > most) most = abs(value);
  }
  store<f64>(column_sums + at, sum);
  store<f64>(column_extents + at, most);
}

/** Means of the columns, once all rows are counted. */
export function kmeans_means(): void {
  for (let at: usize = 0; at < row_bytes; at += 8) store<f64>(column_means + at, load<f64>(column_sums + at) / <f64>rows);
  begin_copy();
}

/** Squared deviations from the columns' means. */
export function kmeans_deviations(from: u32, to: u32): void {
  if (from == 0) memory.fill(column_squares, 0, row_bytes);
  for (let first = from; first < to; first += CACHED_ROWS) {
    const end = first + CACHED_ROWS < to ? first + CACHED_ROWS : to;
    let at: usize = 0;
    for (; at + 16 <= row_bytes; at += 16) {
      const mean = v128.load(column_means + at);
      let sum = v128.load(column_squares + at);
      for (let row = first; row < end; row++) {
        const gap = f64x2.sub(v128.load(point_of(row) + at), mean);
        sum = f64x2.add(sum, f64x2.mul(gap, gap));
      }
      v128.store(column_squares + at, sum);
    }
    if (at < row_bytes) {
      const mean = load<f64>(column_means + at);
      let sum = load<f64>(column_squares + at);
      for (let row = first; row < end; row++) {
        const gap = load<f64>(point_of(row) + at) - mean;
        sum += gap * gap;
      }
      store<f64>(column_squares + at, sum);
    }
  }
}

/** Multiply the points; a power of two loses nothing but what becomes subnormal. */
export function kmeans_scale(from: u32, to: u32, factor: f64): void {
  const end = point_of(to);
  for (let at = point_of(from); at < end; at += 8) store<f64>(at, load<f64>(at) * factor);
}
