// What k-means keeps in memory. Centres twice: by rows, for means and shifts, and in blocks of eight side by side, for SIMD.

import { KMEANS_BLOCK_ROWS, KMEANS_LANES } from "../abi";
import { array, begin_layout, dims, end_layout, points, row_bytes, rows } from "../arena/memory";

/** Rows that are sorted out together: short enough to stay in the nearest cache. */
export const DOUBTFUL_ROWS: u32 = 1024;

/** Rows of the copy in f32 that share bounds of their rounding; stretches of rows begin at multiples of it. */
export const COPY_BLOCK_ROWS: u32 = 64;

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
export let winners: usize = 0; // u32[DOUBTFUL_ROWS]: see kmeans-filter.ts
export let filter_centers: usize = 0; // v128[most / 4][8 + 4 × dims]
export let filter_lanes: usize = 0; // v128
export let filter_errors: usize = 0; // f64[dims]
export let has_copy: bool = false; // there was memory for these two, see kmeans-copy.ts:
export let copied: usize = 0; // f32[rows / 4][dims][4]
export let copied_extents: usize = 0; // f32[rows / COPY_BLOCK_ROWS][dims]
export let column_extents: usize = 0; // f64[dims]
export let column_sums: usize = 0; // f64[dims]
export let column_means: usize = 0; // f64[dims]
export let column_squares: usize = 0; // f64[dims]

/** Lay out for `n` rows of `d` features and up to `clusters` clusters: address of the points, or 0 when memory is refused. */
export function kmeans_prepare(n: u32, d: u32, clusters: u32): usize {
  has_copy = lay_out(n, d, clusters, true);
  return has_copy || lay_out(n, d, clusters, false) ? points : 0;
}

function lay_out(n: u32, d: u32, clusters: u32, with_copy: bool): bool {
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
  column_means = array(row);
  column_squares = array(row);
  winners = array(DOUBTFUL_ROWS << 2);
  filter_centers = array((padded >> 2) * (128 + (<u64>d << 6)));
  filter_lanes = array(16);
  filter_errors = array(row);
  if (with_copy) {
    const blocks = (<u64>n + COPY_BLOCK_ROWS - 1) / COPY_BLOCK_ROWS;
    copied = array(blocks * COPY_BLOCK_ROWS * (<u64>d << 2));
    copied_extents = array(blocks * (<u64>d << 2));
  }
  most = clusters;
  k = 0;
  return end_layout();
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
