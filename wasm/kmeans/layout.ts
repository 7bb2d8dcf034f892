// What k-means keeps in memory. Centres twice: by rows, for means and shifts, and in blocks of eight side by side, for SIMD.

import { KMEANS_BLOCK_ROWS, KMEANS_LANES } from "../abi";
import { array, begin_layout, dims, end_layout, points, row_bytes, rows } from "../arena/memory";

/** Rows that are sorted out together: short enough to stay in the nearest cache. */
export const DOUBTFUL_ROWS: u32 = 1024;

export let most: u32 = 0; // clusters laid out for
export let k: u32 = 0; // clusters of this run

export let labels: usize = 0; // u32[rows]; `most` is none yet
export let thresholds: usize = 0; // f64[rows]: see kmeans.ts; squared distance to the nearest start while starts are sought
export let lowers: usize = 0; // f64[rows]: see kmeans.ts
export let block_sums: usize = 0; // f64[rows / KMEANS_BLOCK_ROWS], while starts are sought
export let centers: usize = 0; // f64[most × dims]
export let next: usize = 0; // f64[most × dims]
export let blocked: usize = 0; // f64[most / 8][dims][8]
export let lanes: usize = 0; // f64[most, rounded up to 8]: squared distances of one point
export let counts: usize = 0; // u32[most]
export let high: usize = 0; // f64[most × dims]: see sums.ts
export let low: usize = 0; // f64[most × dims]
export let high_grid: usize = 0; // f64[dims]
export let low_grid: usize = 0; // f64[dims]
export let drifts: usize = 0; // f64[most]
export let gone: usize = 0; // f64[most + 1]: see kmeans.ts
export let gone_lower: usize = 0; // f64[most + 1]
export let doubtful: usize = 0; // u32[DOUBTFUL_ROWS]: see kmeans.ts
export let column_extents: usize = 0; // f64[dims]
export let column_sums: usize = 0; // f64[dims]
export let column_squares: usize = 0; // f64[dims]

/** Lay out for `n` rows of `d` features and up to `clusters` clusters: address of the points, or 0 when memory is refused. */
export function kmeans_prepare(n: u32, d: u32, clusters: u32): usize {
  const row = <u64>d << 3;
  const table = <u64>clusters * row;
  const padded = (<u64>clusters + KMEANS_LANES - 1) & ~(<u64>KMEANS_LANES - 1);
  begin_layout(n, d);
  labels = array(<u64>n << 2);
  thresholds = array(<u64>n << 3);
  lowers = array(<u64>n << 3);
  block_sums = array((<u64>n / KMEANS_BLOCK_ROWS + 1) << 3);
  centers = array(table);
  next = array(table);
  high = array(table);
  low = array(table);
  blocked = array(padded * row);
  lanes = array(padded << 3);
  counts = array((<u64>clusters + 1) << 2);
  drifts = array(<u64>clusters << 3);
  gone = array((<u64>clusters + 1) << 3);
  gone_lower = array((<u64>clusters + 1) << 3);
  doubtful = array(DOUBTFUL_ROWS << 2);
  high_grid = array(row);
  low_grid = array(row);
  column_extents = array(row);
  column_sums = array(row);
  column_squares = array(row);
  most = clusters;
  k = 0;
  return end_layout() ? points : 0;
}

export function set_k(clusters: u32): void {
  k = clusters;
}

// @ts-ignore: decorator
@inline
export function point_of(row: u32): usize {
  return points + <usize>row * row_bytes;
}

// @ts-ignore: decorator
@inline
export function center_of(cluster: u32): usize {
  return centers + <usize>cluster * row_bytes;
}

export function kmeans_labels(): usize {
  return labels;
}

export function kmeans_centers(): usize {
  return centers;
}

export function kmeans_counts(): usize {
  return counts;
}

/** Squared distances by row, after `kmeans_near` or `kmeans_own_distances`. */
export function kmeans_distances(): usize {
  return thresholds;
}

export function kmeans_block_sums(): usize {
  return block_sums;
}

/** f64[dims]: greatest absolute values, squared deviations. */
export function kmeans_column_extents(): usize {
  return column_extents;
}

export function kmeans_column_squares(): usize {
  return column_squares;
}

/** Zero what the two passes below gather. */
export function kmeans_clear_columns(): void {
  memory.fill(column_extents, 0, row_bytes);
  memory.fill(column_sums, 0, row_bytes);
  memory.fill(column_squares, 0, row_bytes);
}

/** Greatest absolute value and sum of every column. */
export function kmeans_columns(from: u32, to: u32): void {
  for (let row = from; row < to; row++) {
    const x = point_of(row);
    for (let at: usize = 0; at < row_bytes; at += 8) {
      const value = load<f64>(x + at);
      const size = abs(value);
      if (size > load<f64>(column_extents + at)) store<f64>(column_extents + at, size);
      store<f64>(column_sums + at, load<f64>(column_sums + at) + value);
    }
  }
}

/** Squared deviations from the columns' means; makes means of the sums at 0. */
export function kmeans_deviations(from: u32, to: u32): void {
  if (from == 0)
    for (let at = column_sums; at < column_sums + row_bytes; at += 8) store<f64>(at, load<f64>(at) / <f64>rows);
  for (let row = from; row < to; row++) {
    const x = point_of(row);
    for (let at: usize = 0; at < row_bytes; at += 8) {
      const gap = load<f64>(x + at) - load<f64>(column_sums + at);
      store<f64>(column_squares + at, load<f64>(column_squares + at) + gap * gap);
    }
  }
}

/** Multiply the points; a power of two loses nothing but what becomes subnormal. */
export function kmeans_scale(from: u32, to: u32, factor: f64): void {
  const end = point_of(to);
  for (let at = point_of(from); at < end; at += 8) store<f64>(at, load<f64>(at) * factor);
}
