// DBSCAN over the grid. Every pair of near points is met once, cell by cell, and counted; pairs are noted as long as there is room,
// so that linking and labelling need not look for those again. The others are looked for again.

import { CORE, ISOLATED } from "./core-points";
import { PAIR_BYTES, ahead, ahead_end, cell_of, first_beyond, first_from, pairs, pairs_end } from "./grid";
import { NONE, clusters, cores, dims, index, links, rows, scratch } from "../arena/memory";
import { burn, fuel, point_at } from "../arena/tree";
import { find, unite } from "../arena/union-find";

const COUNT: i32 = 0;
const LINK: i32 = 1;
const LABEL: i32 = 2;

let eps2: f64 = 0;
let min_pts: u32 = 1;
let cursor: u32 = 0; // first position of the next cell
let pair: usize = 0; // next to note, or to read
let noted_end: usize = 0;
let noted_cells: u32 = 0; // pairs of the cells before this position are noted
let noting: bool = false;
export let grid_noise: u32 = 0;

// @ts-ignore: decorator
@inline
function word(array: usize, at: u32): u32 { return load<u32>(array + (<usize>at << 2)); }
// @ts-ignore: decorator
@inline
function set_word(array: usize, at: u32, value: u32): void { store<u32>(array + (<usize>at << 2), value); }
// @ts-ignore: decorator
@inline
function is_core(p: u32): bool { return load<u8>(cores + p) == CORE; }
// @ts-ignore: decorator
@inline
function square(a: usize, b: usize, at: usize): f64 {
  const gap = load<f64>(a + at) - load<f64>(b + at);
  return gap * gap;
}

/** Whether two points are neighbours: `distance` without lanes and loops, which do not pay in few dimensions. */
// @ts-ignore: decorator
@inline
function near(a: usize, b: usize): bool {
  let sum = square(a, b, 0);
  if (dims > 1) sum += square(a, b, 8);
  if (dims > 2) sum += square(a, b, 16);
  if (dims > 3) {
    if (sum > eps2) return false;
    sum += square(a, b, 24);
    if (dims > 4) sum += square(a, b, 32);
    if (sum > eps2) return false;
    if (dims > 5) sum += square(a, b, 40);
    if (dims > 6) sum += square(a, b, 48);
    if (dims > 7) sum += square(a, b, 56);
  }
  return sum <= eps2;
}

/** Rows gone through in this phase. */
export function cells_done(): u32 { return cursor; }

export function start_counting(eps_squared: f64, points_needed: u32): void {
  eps2 = eps_squared;
  min_pts = points_needed;
  cursor = 0;
  pair = pairs;
  noting = true;
  for (let p: u32 = 0; p < rows; p++) set_word(scratch, p, 1);
}

/** Count neighbours, each point its own, and set the core flags; true when done. */
export function count_cells(): bool {
  if (!sweep(COUNT)) return false;
  if (noting) {
    noted_end = pair;
    noted_cells = rows;
  }
  for (let p: u32 = 0; p < rows; p++) {
    const n = word(scratch, p);
    store<u8>(cores + p, n >= min_pts ? CORE : n == 1 ? ISOLATED : 0);
    set_word(links, p, p);
  }
  rewind();
  return true;
}

/** Back to the first pair. */
function rewind(): void {
  cursor = 0;
  pair = pairs;
}

/** Unite the core points within eps of each other; true when done. */
export function link_cells(): bool {
  for (; pair < noted_end; pair += PAIR_BYTES) {
    if (fuel <= 0) return false;
    burn(1);
    const p = load<u32>(pair);
    const q = load<u32>(pair, 4);
    if (is_core(p) && is_core(q)) unite(p, q);
  }
  cursor = max(cursor, noted_cells);
  return sweep(LINK);
}

/** After the clusters are numbered: no border point has one yet. */
export function start_labelling(): void {
  rewind();
  for (let p: u32 = 0; p < rows; p++) {
    if (!is_core(p)) set_word(links, p, NONE);
  }
}

/** Give border points the lowest cluster among their core neighbours; true when done. */
export function label_cells(): bool {
  for (; pair < noted_end; pair += PAIR_BYTES) {
    if (fuel <= 0) return false;
    burn(1);
    const p = load<u32>(pair);
    const q = load<u32>(pair, 4);
    if (is_core(p) != is_core(q)) offer(p, q);
  }
  cursor = max(cursor, noted_cells);
  if (!sweep(LABEL)) return false;
  grid_noise = 0;
  for (let p: u32 = 0; p < rows; p++) {
    if (is_core(p)) continue;
    if (word(links, p) == NONE) grid_noise++;
    else set_word(clusters, word(index, p), word(links, p));
  }
  return true;
}

/** One of two neighbours is a core point: its cluster is the other's, if none lower is. */
// @ts-ignore: decorator
@inline
function offer(p: u32, q: u32): void {
  const core = is_core(p) ? p : q;
  const border = is_core(p) ? q : p;
  if (word(links, core) < word(links, border)) set_word(links, border, word(links, core));
}

/** From the cursor on, every cell's points with each other and with those of the cells ahead; true when done. */
function sweep(what: i32): bool {
  while (cursor < rows) {
    if (fuel <= 0) return false;
    const start = cursor;
    const cell = cell_of(start);
    const end = first_beyond(cell, start);
    const before = pair;
    const own_end = first_beyond(cell + 1, end);
    for (let p = start; p < end; p++) run(what, p, p + 1, own_end);
    for (let line = ahead; line < ahead_end; line += 4) {
      const middle = cell + load<u32>(line);
      const from = first_from(middle - 1);
      if (from == rows || cell_of(from) > middle + 1) continue;
      const to = first_beyond(middle + 1, from);
      for (let p = start; p < end; p++) run(what, p, from, to);
    }
    burn(<u32>(ahead_end - ahead) >> 3);
    if (what == COUNT && noting && pair == pairs_end) {
      noting = false; // this cell's pairs perhaps not all
      noted_end = before;
      noted_cells = start;
    }
    cursor = end;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function run(what: i32, p: u32, from: u32, to: u32): void {
  burn(to - from);
  if (what == COUNT) count_run(p, from, to);
  else if (what == LABEL) label_run(p, from, to);
  else if (is_core(p)) link_run(p, from, to);
}

function count_run(p: u32, from: u32, to: u32): void {
  const a = point_at(p);
  let own: u32 = 0;
  for (let q = from; q < to; q++) {
    if (!near(a, point_at(q))) continue;
    own++;
    set_word(scratch, q, word(scratch, q) + 1);
    if (pair == pairs_end) continue;
    store<u32>(pair, p);
    store<u32>(pair, q, 4);
    pair += PAIR_BYTES;
  }
  if (own != 0) set_word(scratch, p, word(scratch, p) + own);
}

function link_run(p: u32, from: u32, to: u32): void {
  const a = point_at(p);
  let root = find(p);
  for (let q = from; q < to; q++) {
    if (!is_core(q) || word(links, q) == root || !near(a, point_at(q))) continue;
    unite(p, q);
    root = find(p);
  }
}

function label_run(p: u32, from: u32, to: u32): void {
  const a = point_at(p);
  const core = is_core(p);
  if (load<u8>(cores + p) == ISOLATED) return;
  for (let q = from; q < to; q++) {
    if (is_core(q) != core && near(a, point_at(q))) offer(p, q);
  }
}
