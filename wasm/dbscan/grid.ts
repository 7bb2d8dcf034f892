// A plain grid, for few dimensions and few neighbours: cells a little wider than eps, and the points sorted by cell. What is
// near a point lies in its cell or one beside it, and cells beside each other in the last dimension lie together in memory.
// Cells may leave out the last dimensions.
// Chosen by a sample; where it would have to look at many points for each, the adaptive tree does better.

import { clusters, dims, index, points, reserve, row_bytes, rows, scratch } from "../arena/memory";
import { burn, point_at } from "../arena/tree";

/** Beyond so many dimensions the tree is faster. */
const MOST_DIMS: u32 = 8;
/** Fewer rows than so many for each neighbouring line are not worth the sample. */
const ROWS_PER_LINE: u32 = 8;
/** Cost in one dimension beyond which the tree is faster (measured); it doubles with every dimension. */
const COST_LIMIT: u32 = 16;
/** Sides are so much longer than eps that the rounding of a cell's number (relative 2⁻⁵¹, numbers below 2³¹) never matters. */
const SLACK: f64 = 1 + 1.0 / 1024;
/** A cell is worked off in one go, each point with each: with more points than this, the tree does it after all. */
const MOST_IN_CELL: u32 = 2048;
const RADIX_BITS: u32 = 11;
/** Rows of a piece of the sort: some milliseconds. */
const PIECE_ROWS: u32 = 1 << 18;
// Stages of the sort, in order; counting and scattering take turns.
const NUMBER: i32 = 0;
const COUNT: i32 = 1;
const SCATTER: i32 = 2;
const MOVE: i32 = 3;
const BRING_BACK: i32 = 4;
const TABLE: i32 = 5;

/** Room for pairs of neighbours, once the points are sorted. */
export let pairs: usize = 0;
export let pairs_end: usize = 0;
export const PAIR_BYTES: usize = 8;
/** u32[rows + 1]: the cell of each position, ascending; then a number no cell has. */
export let cells: usize = 0;
/** u32: how far the cells of a neighbouring line lie ahead; a line runs along the last dimension. */
export let ahead: usize = 0;
export let ahead_end: usize = 0;
let firsts: usize = 0; // u32: first position of each 2^shift cells
let shift: u32 = 0;
/** Once sorted: a cell holds too many points. */
export let crowded: bool = false;
let last_cell: u32 = 0;
let histogram: usize = 0;
let bits: u32 = 0; // of cell numbers
let to_sort: u32 = 0; // of them
let source: usize = 0; // of the present pass
let target: usize = 0;
let stage: i32 = 0; // of the sort
let sorted: u32 = 0; // rows done in it
let corner: usize = 0; // f64[dims]: the lowest of all points
let bucket: u32 = 0; // of the table, the next
let side: f64 = 0;
let inverse: f64 = 0; // 1 / side
let axes: u32 = 0; // dimensions that make cells, the first ones

const strides: usize = memory.data(4 * 8); // u32 of each axis
const agreeing: usize = memory.data(4 * 9); // u32: sampled pairs near in just the first so many dimensions

// @ts-ignore: decorator
@inline
function word(array: usize, at: u32): u32 { return load<u32>(array + (<usize>at << 2)); }
// @ts-ignore: decorator
@inline
function set_word(array: usize, at: u32, value: u32): void { store<u32>(array + (<usize>at << 2), value); }
// @ts-ignore: decorator
@inline
export function cell_of(position: u32): u32 { return word(cells, position); }

/** The number of cells in dimension j when the corners of all points are at `lo` and `hi`: reckoned as `number_cells` does, so that none lies beyond. */
function cells_along(lo: usize, hi: usize, j: u32): f64 {
  const at = <usize>j << 3;
  return Math.floor((load<f64>(hi + at) - load<f64>(lo + at)) * inverse) + 1;
}

/**
 * Choose the cells, if a grid is worth it. Then `sort_some` until it is done.
 * @returns false when the tree is to be used
 */
export function plan_grid(lo: usize, hi: usize, eps2: f64): bool {
  if (dims > MOST_DIMS || rows < lines_of(dims) * ROWS_PER_LINE || !(eps2 > 1e-200 && eps2 < 1e200)) return false;
  side = Math.sqrt(eps2) * SLACK;
  inverse = 1 / side;
  if (!choose_axes()) return false;
  // An empty cell behind the last of every dimension: stepping over the edge meets nobody.
  let total: f64 = 1;
  for (let j: u32 = 0; j < axes; j++) total *= cells_along(lo, hi, j) + 1;
  if (!(total < 2e9)) return false;

  let stride: u32 = 1;
  for (let j = axes; j > 0; j--) {
    set_word(strides, j - 1, stride);
    stride *= <u32>(cells_along(lo, hi, j - 1) + 1);
  }
  bits = 32 - clz(stride);
  shift = 0;
  while (stride >> shift > rows << 3) shift++;
  const lines = lines_of(axes);
  const slots = <usize>stride >> shift;
  const four = <usize>rows << 2;
  const room = <usize>rows * max(row_bytes, <usize>PAIR_BYTES * 3);
  pairs = reserve(room + four + 4 + (<usize>lines << 2) + ((slots + 2) << 2) + (4 << RADIX_BITS));
  if (pairs == 0) return false;
  pairs_end = pairs + room;
  cells = pairs_end;
  ahead = cells + four + 4;
  ahead_end = ahead;
  firsts = ahead + (<usize>lines << 2);
  histogram = firsts + ((slots + 2) << 2);
  for (let line: u32 = 0; line < lines; line++) add_line(line);
  to_sort = bits;
  // Numbers and rows, two words each, go to and fro between `pairs` and the two arrays of clusters and scratch, and end in those.
  const even = ((bits + RADIX_BITS - 1) / RADIX_BITS & 1) == 0;
  source = even ? clusters : pairs;
  target = even ? pairs : clusters;
  corner = lo;
  stage = NUMBER;
  sorted = 0;
  return true;
}

/**
 * Choose how many dimensions make cells, from a sample: the more of them, the fewer points to look at and the more lines.
 * @returns false when even the best number is worse than the tree
 */
function choose_axes(): bool {
  const wide = 1.5 * side;
  const sample = <u32>Math.sqrt(<f64>rows * 2); // about as many pairs as rows: as many hits as points to look at for one
  let seed: u32 = 1;
  for (let k: u32 = 0; k < sample; k++) {
    seed = seed * 1664525 + 1013904223;
    set_word(scratch, k, <u32>((<u64>seed * rows) >> 32));
  }
  const limit = COST_LIMIT << dims;
  memory.fill(agreeing, 0, 4 * (MOST_DIMS + 1));
  for (let k: u32 = 1; k < sample; k++) {
    const a = point_at(word(scratch, k));
    for (let i: u32 = 0; i < k; i++) {
      const b = point_at(word(scratch, i));
      let at: usize = 0;
      while (at < row_bytes && Math.abs(load<f64>(a + at) - load<f64>(b + at)) < wide) at += 8;
      set_word(agreeing, <u32>(at >> 3), word(agreeing, <u32>(at >> 3)) + 1);
    }
    if (cost(1, word(agreeing, dims)) > limit) return false;
  }
  let best = limit;
  let hits: u32 = 0;
  axes = 0;
  for (let k = dims; k > 0; k--) {
    hits += word(agreeing, k);
    const lines = lines_of(k);
    if (cost(lines, hits) > best) continue;
    best = cost(lines, hits);
    axes = k;
  }
  return axes > 0;
}

/** Lines of cells around a point, its own included. */
function lines_of(k: u32): u32 {
  let lines: u32 = 1;
  for (let j: u32 = 1; j < k; j++) lines *= 3;
  return lines;
}

/** About nanoseconds for a point. */
// @ts-ignore: decorator
@inline
function cost(lines: u32, candidates: u32): u32 { return lines * 2 + ((candidates * 3) >> 2); }

/** The k-th of the 3^(axes − 1) neighbouring lines, if it lies ahead of the cell's own. */
function add_line(k: u32): void {
  let offset: i32 = 0;
  for (let j = axes - 1; j > 0; j--) {
    offset += (<i32>(k % 3) - 1) * <i32>word(strides, j - 1);
    k /= 3;
  }
  if (offset <= 0) return;
  store<u32>(ahead_end, <u32>offset);
  ahead_end += 4;
}

/**
 * A piece of the sort: cells are numbered; a radix sort by cell, each pass counting and then moving; the points are put into order and
 * brought back; the table is made. True when all is done.
 */
export function sort_some(): bool {
  const from = sorted;
  const to = min(rows, from + PIECE_ROWS);
  burn(to - from);
  if (stage == NUMBER) number_cells(from, to);
  else if (stage == COUNT) count_digits(from, to);
  else if (stage == SCATTER) scatter(from, to);
  else if (stage == MOVE) move_points(from, to);
  else if (stage == BRING_BACK) memory.copy(point_at(from), pairs + <usize>from * row_bytes, <usize>(to - from) * row_bytes);
  else make_table(from, to);
  sorted = to;
  if (to < rows) return false;
  sorted = 0;
  if (stage == TABLE) return true;
  if (stage == SCATTER) {
    const swap = source;
    source = target;
    target = swap;
    to_sort -= min(to_sort, RADIX_BITS);
    stage = to_sort > 0 ? COUNT : MOVE;
  } else {
    if (stage == COUNT) sum_counts();
    stage++;
  }
  if (stage == COUNT) memory.fill(histogram, 0, 4 << RADIX_BITS);
  return false;
}

/** To each position its cell and itself. */
function number_cells(from: u32, end: u32): void {
  let a = point_at(from);
  let to = source + (<usize>from << 3);
  for (let p = from; p < end; p++) {
    let cell: u32 = 0;
    for (let at: usize = 0; at < <usize>axes << 3; at += 8) {
      cell += <u32><i32>((load<f64>(a + at) - load<f64>(corner + at)) * inverse) * load<u32>(strides + (at >> 1));
    }
    store<u32>(to, cell);
    store<u32>(to, p, 4);
    to += 8;
    a += row_bytes;
  }
}

/** Where the digit of an entry that this pass sorts by is counted. */
// @ts-ignore: decorator
@inline
function slot_of(entry: usize): usize {
  const mask: u32 = (1 << RADIX_BITS) - 1;
  return histogram + (<usize>((load<u32>(entry) >> (bits - to_sort)) & mask) << 2);
}

function count_digits(from: u32, end: u32): void {
  const last = source + (<usize>end << 3);
  for (let at = source + (<usize>from << 3); at < last; at += 8) {
    const slot = slot_of(at);
    store<u32>(slot, load<u32>(slot) + 1);
  }
}

/** Counts become first places. */
function sum_counts(): void {
  let sum: u32 = 0;
  for (let k: u32 = 0; k < 1 << RADIX_BITS; k++) {
    const n = word(histogram, k);
    set_word(histogram, k, sum);
    sum += n;
  }
}

function scatter(from: u32, end: u32): void {
  const last = source + (<usize>end << 3);
  for (let at = source + (<usize>from << 3); at < last; at += 8) {
    const slot = slot_of(at);
    const place = load<u32>(slot);
    store<u32>(slot, place + 1);
    store<u64>(target + (<usize>place << 3), load<u64>(at));
  }
}

/** Put the points into the order of the sorted cells. */
function move_points(first: u32, end: u32): void {
  let from = clusters + (<usize>first << 3);
  let to = pairs + <usize>first * row_bytes;
  for (let p = first; p < end; p++) {
    set_word(cells, p, load<u32>(from));
    const row = load<u32>(from, 4);
    from += 8;
    set_word(index, p, row);
    const a = point_at(row);
    for (let at: usize = 0; at < row_bytes; at += 8) store<f64>(to + at, load<f64>(a + at));
    to += row_bytes;
  }
}

function make_table(from: u32, end: u32): void {
  if (from == 0) {
    last_cell = cell_of(rows - 1);
    set_word(cells, rows, 0xffffffff);
    bucket = 0;
    crowded = false;
  }
  for (let p = from; p < end; p++) {
    for (const own = cell_of(p) >> shift; bucket <= own; bucket++) set_word(firsts, bucket, p);
    crowded = crowded || (p >= MOST_IN_CELL && cell_of(p) == cell_of(p - MOST_IN_CELL));
  }
}

/** First position whose cell is `cell` or a later one. */
// @ts-ignore: decorator
@inline
export function first_from(cell: u32): u32 {
  if (cell > last_cell) return rows;
  let p = word(firsts, cell >> shift);
  while (cell_of(p) < cell) p++;
  return p;
}

/** First position beyond a cell, from a position not beyond it. */
// @ts-ignore: decorator
@inline
export function first_beyond(cell: u32, p: u32): u32 {
  while (cell_of(p) <= cell) p++;
  return p;
}
