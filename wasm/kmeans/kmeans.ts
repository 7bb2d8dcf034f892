// k-means by Lloyd's iteration (Least squares quantization in PCM, 1982), without most of its distances: a point's cluster
// is looked at again only when its centre and another one may have changed places (Hamerly: Making k-means even faster,
// SDM 2010). Instead of two bounds a row that every iteration rewrites, a row keeps one number that is never touched: the
// margin by which its centre was nearest, plus how far the cluster's margin had been used up by then (`gone`). The cluster of
// a row cannot have changed while that `threshold` is above what is gone now.
//
// All squared distances are direct differences, summed from the first dimension to the last; of equal ones the lowest
// cluster wins. The margins allow for their rounding, so the result is that of looking at every distance every time.

import { KMEANS_BLOCK_ROWS } from "../abi";
import { distance } from "../arena/distance";
import {
  block_sums, center_of, counts, doubtful, DOUBTFUL_ROWS, drifts, gone, gone_lower, has_copy, high, k, labels, lanes, low, lowers, most, next, point_of,
  set_k, thresholds, winners,
} from "./layout";
import { copy_rows } from "./copy";
import { filter, set_filter, UNSURE } from "./filter";
import { clear_lane, end_lanes, find_nearest, measure, nearest, second, set_lane } from "./lanes";
import { join, leave, set_grids, sum_at, transfer } from "./sums";
import { row_bytes, rows } from "../arena/memory";

export {
  kmeans_block_sums, kmeans_centers, kmeans_counts, kmeans_distances, kmeans_labels, kmeans_prepare,
} from "./layout";
export {
  kmeans_clear_columns, kmeans_column_extents, kmeans_column_squares, kmeans_columns, kmeans_deviations, kmeans_means, kmeans_scale,
} from "./columns";
export { kmeans_candidate, kmeans_choose, kmeans_near, kmeans_potential, kmeans_try } from "./starts";

// A distance is wrong by less than 10^-14 of itself (66 roundings in its square), or, where squares underflow, by 10^-160.
const SLACK: f64 = 1e-13;
const LEAST: f64 = 1e-150;
const UP: f64 = 1 + 2.220446049250313e-16;
const DOWN: f64 = 1 - 2.220446049250313e-16;

/** From so many clusters on, the distance to a row's own centre is tried before those to all. */
const OWN_FIRST: u32 = 6;

let fresh: bool = false; // no row has a label yet
let unmeasured: bool = false; // thresholds and lower bounds mean nothing
let filtering: bool = false; // this pass
let too_unsure: bool = false; // f32 decides too little in this run
let changed_rows: u32 = 0; // in the pass so far
let unsure_rows: u32 = 0;

/**
 * While more than one row in so many changes its cluster, margins are soon used up, and a pass of the filter over all rows
 * is cheaper than looking for the rows in doubt. Measuring all margins costs as much as some passes of the filter, so it is
 * put off until fewer rows changed in so many passes, and the margins are kept until many more change.
 */
const SETTLED: u32 = 1024;
const SETTLED_PASSES: u32 = 6;
const UNSETTLED: u32 = 128;
let settled: u32 = 0; // passes

/** Begin a run of `clusters` clusters: no row has one yet. */
export function kmeans_begin(clusters: u32): void {
  set_k(clusters);
  set_grids();
  const table = <usize>clusters * row_bytes;
  memory.fill(high, 0, table);
  memory.fill(low, 0, table);
  memory.fill(counts, 0, (<usize>most + 1) << 2);
  memory.fill(gone, 0, (<usize>most + 1) << 3);
  memory.fill(gone_lower, 0, (<usize>most + 1) << 3);
  fresh = true;
  unmeasured = true;
  unsure_rows = 0;
  too_unsure = false;
}

/** The centres are in `kmeans_centers()`: make them ready for measuring. */
export function kmeans_set_centers(): void {
  for (let cluster: u32 = 0; cluster < k; cluster++) set_lane(cluster, center_of(cluster));
  end_lanes(k);
}

/** Let every row be looked at in the next pass. */
export function kmeans_forget(): void {
  unmeasured = true;
}

/** Give every row of a stretch its nearest centre: how many rows changed their cluster. Stretches begin at multiples of 64. */
export function kmeans_assign(from: u32, to: u32): u32 {
  if (from == 0) begin_pass();
  let changed: u32 = 0;
  for (let first = from; first < to; first += DOUBTFUL_ROWS) {
    const end = first + DOUBTFUL_ROWS < to ? first + DOUBTFUL_ROWS : to;
    changed += filtering ? assign_filtered(first, end) : assign_doubtful(first, end);
  }
  changed_rows += changed;
  if (to == rows) {
    fresh = false;
    unmeasured = filtering;
  }
  return changed;
}

function begin_pass(): void {
  if (unmeasured) {
    settled = fresh || changed_rows > rows / SETTLED ? 0 : settled + 1;
    if (unsure_rows > rows / 8) too_unsure = true;
  } else if (changed_rows > rows / UNSETTLED) settled = 0;
  filtering = has_copy && settled < SETTLED_PASSES && !too_unsure && set_filter();
  changed_rows = 0;
  unsure_rows = 0;
}

function assign_doubtful(from: u32, to: u32): u32 {
  let changed: u32 = 0;
  if (unmeasured) {
    for (let row = from; row < to; row++) changed += assign(row);
    return changed;
  }
  const listed = doubtful_rows(from, to);
  if (listed < to - from) touch(listed);
  const count = still_doubtful(listed);
  for (let i: u32 = 0; i < count; i++) changed += assign(load<u32>(doubtful + (<usize>i << 2)));
  return changed;
}

/** The same by the filter. What it cannot tell is looked at exactly. */
function assign_filtered(from: u32, to: u32): u32 {
  copy_rows(to);
  filter(from, to);
  let changed: u32 = 0;
  const listed = filtered_rows(from, to);
  if (listed < to - from) {
    if (listed > (to - from) / SCATTERED) touch_all(from, to);
    else touch(listed);
  }
  // All leave before any joins: sums that are read right after others were written would hold the processor up.
  if (!fresh) {
    for (let i: u32 = 0; i < listed; i++) {
      const row = load<u32>(doubtful + (<usize>i << 2));
      if (winner_of(row - from) != UNSURE) leave(row, load<u32>(labels + (<usize>row << 2)));
    }
  }
  for (let i: u32 = 0; i < listed; i++) {
    const row = load<u32>(doubtful + (<usize>i << 2));
    const cluster = winner_of(row - from);
    if (cluster == UNSURE) {
      unsure_rows++;
      changed += assign(row);
    } else {
      join(row, cluster);
      store<u32>(labels + (<usize>row << 2), cluster);
      changed++;
    }
  }
  return changed;
}

// @ts-ignore: decorator
@inline
function winner_of(place: u32): u32 {
  return load<u32>(winners + (<usize>place << 2));
}

/** List the rows of another label than the filter's: how many. */
function filtered_rows(from: u32, to: u32): u32 {
  let at = doubtful;
  const found = winners - (<usize>from << 2);
  for (let row = from; row < to; row += 4) {
    const same = i32x4.bitmask(i32x4.eq(v128.load(found + (<usize>row << 2)), v128.load(labels + (<usize>row << 2))));
    const all: u32 = fresh ? 15 : ~same & 15;
    if (all == 0) continue;
    for (let lane: u32 = 0; lane < 4; lane++) {
      if ((all >> lane) & 1 && row + lane < to) {
        store<u32>(at, row + lane);
        at += 4;
      }
    }
  }
  return <u32>((at - doubtful) >> 2);
}

/** Fewer than one row in so many are touched one by one. */
const SCATTERED: u32 = 8;

let touched: f64 = 0;

/**
 * Load a byte of every cache line of the listed rows. Scattered rows are not foreseen by the processor; loads that nothing
 * waits for overlap, and the rows are there when they are looked at: three times as fast.
 */
function touch(count: u32): void {
  let sum: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const x = point_of(load<u32>(doubtful + (<usize>i << 2)));
    for (let at: usize = 0; at < row_bytes; at += 64) sum += load<f64>(x + at);
    sum += load<f64>(x + row_bytes - 8);
  }
  touched = sum;
}

/** Load a byte of every cache line of many rows: in order, which the processor foresees. */
function touch_all(from: u32, to: u32): void {
  let sum: f64 = 0;
  const end = point_of(to);
  for (let x = point_of(from); x < end; x += 64) sum += load<f64>(x);
  touched = sum;
}

/** List the rows whose threshold is used up: how many. Without a branch, since which ones they are cannot be foretold. */
function doubtful_rows(from: u32, to: u32): u32 {
  let at = doubtful;
  for (let row = from; row < to; row++) {
    const own = load<u32>(labels + (<usize>row << 2));
    const sure = load<f64>(thresholds + (<usize>row << 3)) > load<f64>(gone + (<usize>own << 3));
    store<u32>(at, row);
    at += <usize>(!sure) << 2;
  }
  return <u32>((at - doubtful) >> 2);
}

/** Keep of the list the rows to which another centre may be nearer than their own really is: how many. */
function still_doubtful(count: u32): u32 {
  if (k < OWN_FIRST) return count;
  let at = doubtful;
  for (let i: u32 = 0; i < count; i++) {
    const row = load<u32>(doubtful + (<usize>i << 2));
    const own = load<u32>(labels + (<usize>row << 2));
    store<u32>(at, row);
    const margin = load<f64>(lowers + (<usize>row << 3)) - load<f64>(gone_lower + (<usize>own << 3));
    const left = (margin - sqrt(own_distance(row)) * (1 + SLACK) - LEAST) * DOWN;
    const threshold = (left + load<f64>(gone + (<usize>own << 3))) * DOWN;
    // A threshold that is no better than what is gone does no harm.
    store<f64>(thresholds + (<usize>row << 3), threshold);
    at += <usize>(!(left > 0)) << 2;
  }
  return <u32>((at - doubtful) >> 2);
}

/** Look at all centres: 1 if the row changes its cluster, else 0. */
// @ts-ignore: decorator
@inline
function assign(row: u32): u32 {
  const own = fresh ? most : load<u32>(labels + (<usize>row << 2));
  measure(point_of(row), k);
  const cluster = find_nearest(k);
  if (cluster != own) {
    if (fresh) join(row, cluster);
    else transfer(row, own, cluster);
    store<u32>(labels + (<usize>row << 2), cluster);
  }
  const safe = sqrt(second) * (1 - SLACK);
  const margin = safe - sqrt(nearest) * (1 + SLACK) - LEAST;
  // Without a margin the threshold is no better than what is gone.
  store<f64>(thresholds + (<usize>row << 3), (margin + load<f64>(gone + (<usize>cluster << 3))) * DOWN);
  if (k >= OWN_FIRST) store<f64>(lowers + (<usize>row << 3), (safe + load<f64>(gone_lower + (<usize>cluster << 3))) * DOWN);
  return <u32>(cluster != own);
}

/** How many clusters are empty. */
export function kmeans_empty_count(): u32 {
  let empty: u32 = 0;
  for (let c: u32 = 0; c < k; c++) if (load<u32>(counts + (<usize>c << 2)) == 0) empty++;
  return empty;
}

/**
 * Squared distance of every row to its own centre, into `kmeans_distances()`, and the greatest of every block of rows into
 * `kmeans_block_sums()`; afterwards the thresholds must be forgotten. `from` is a multiple of the block.
 */
export function kmeans_own_distances(from: u32, to: u32): void {
  for (let first = from; first < to; first += KMEANS_BLOCK_ROWS) {
    const end = min(first + KMEANS_BLOCK_ROWS, to);
    let greatest: f64 = 0;
    for (let row = first; row < end; row++) {
      const gap = own_distance(row);
      store<f64>(thresholds + (<usize>row << 3), gap);
      if (gap > greatest) greatest = gap;
    }
    store<f64>(block_sums + (<usize>(first / KMEANS_BLOCK_ROWS) << 3), greatest);
  }
}

// @ts-ignore: decorator
@inline
function own_distance(row: u32): f64 {
  return distance(point_of(row), center_of(load<u32>(labels + (<usize>row << 2))), Infinity);
}

/** Count a row in another cluster's sums than before; its label stays. */
export function kmeans_relocate(row: u32, from: u32, to: u32): void {
  transfer(row, from, to);
}

/**
 * Move the centres to the means; an empty cluster's goes to that of the largest.
 * Returns the sum of the squared shifts.
 */
export function kmeans_update(): f64 {
  let largest: u32 = 0;
  for (let c: u32 = 0; c < k; c++) {
    const count = load<u32>(counts + (<usize>c << 2));
    if (count > load<u32>(counts + (<usize>largest << 2))) largest = c;
    for (let at: usize = 0; at < row_bytes; at += 8)
      store<f64>(next + <usize>c * row_bytes + at, sum_at(c, at) / <f64>count);
  }
  let total: f64 = 0;
  let most_drift: f64 = 0;
  let second_drift: f64 = 0;
  for (let c: u32 = 0; c < k; c++) {
    const here = load<u32>(counts + (<usize>c << 2)) != 0 ? c : largest;
    const moved = next + <usize>here * row_bytes;
    const shift = distance(center_of(c), moved, Infinity);
    total += shift;
    // Nothing has drifted where the bits are the same; else never less than the slack for squares that underflow.
    const still = memory.compare(center_of(c), moved, row_bytes) == 0;
    const drift = still ? 0 : sqrt(shift) * (1 + SLACK) + LEAST;
    store<f64>(drifts + (<usize>c << 3), drift);
    if (drift > most_drift) {
      second_drift = most_drift;
      most_drift = drift;
    } else if (drift > second_drift) second_drift = drift;
    memory.copy(center_of(c), moved, row_bytes);
  }
  for (let c: u32 = 0; c < k; c++) {
    const drift = load<f64>(drifts + (<usize>c << 3));
    const others = drift == most_drift ? second_drift : most_drift;
    const both = gone + (<usize>c << 3);
    const lower = gone_lower + (<usize>c << 3);
    if (drift + others > 0) store<f64>(both, (load<f64>(both) + (drift + others) * UP) * UP);
    if (others > 0) store<f64>(lower, (load<f64>(lower) + others) * UP);
  }
  kmeans_set_centers();
  return total;
}

let inertia: f64 = 0;
let silhouette: f64 = 0;

/** Squared distances to the rows' own centres, added to those of the stretches before; from 0 on anew. */
export function kmeans_inertia(from: u32, to: u32): f64 {
  if (from == 0) inertia = 0;
  for (let row = from; row < to; row++) inertia += own_distance(row);
  return inertia;
}

/**
 * Simplified silhouettes, summed like the inertia. Rows that are alone in their cluster count 0. Leaves empty clusters
 * infinitely far away.
 */
export function kmeans_silhouette(from: u32, to: u32): f64 {
  if (from == 0) {
    silhouette = 0;
    for (let c: u32 = 0; c < k; c++) if (load<u32>(counts + (<usize>c << 2)) == 0) clear_lane(c);
  }
  for (let row = from; row < to; row++) {
    const own = load<u32>(labels + (<usize>row << 2));
    if (load<u32>(counts + (<usize>own << 2)) < 2) continue;
    measure(point_of(row), k);
    find_nearest(k);
    const a = load<f64>(lanes + (<usize>own << 3));
    // The own centre is the nearest one, but after an empty cluster got a row at the very end.
    if (a > nearest) silhouette += sqrt(nearest / a) - 1;
    else if (second > 0) silhouette += 1 - sqrt(a / second);
  }
  return silhouette;
}
