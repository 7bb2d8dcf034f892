// What brute force works on: distinct points ("places") in the order of the tree, with the rows at each, in blocks with boxes.
// Everything lies behind the node pool, which must not grow meanwhile.

import { box_widen, box_clear } from "../arena/box";
import { CLIQUE, COUNT, START, TESTED, burn, get, hi_of, is, lo_of, node_at, point_at } from "../arena/tree";
import { BLOCK } from "./pair-filter";
import { LEAF, NONE, box_bytes, cores, index, links, row_bytes, rows, scratch } from "../arena/memory";
import { find, unite } from "../arena/union-find";

export let places: u32 = 0;
let needed: u32 = 1;
let first: usize = 0; //  u32[rows]: position of a place's first point
let weight: usize = 0; // u32[rows]: points there
let count: usize = 0; //  u32[rows]: points within eps so far; minPts or more: a core place
let label: usize = 0; //  u32[rows]: lowest row of a root, then cluster, or NONE
let boxes: usize = 0; //  f64[2 × dims] a block
let shared: usize = 0; // u32[blocks]: a root of the one component that all places of a block are known to share, or NONE
let few: usize = 0; //    u8[blocks]: whether the block has core places (1), others (2)

/** Blocks for so many places. */
export function blocks_of(n: u32): u32 { return (n + BLOCK - 1) / BLOCK; }

/** Bytes for so many places. */
export function place_bytes(n: u32): u64 {
  const blocks = <u64>blocks_of(n);
  return (<u64>n << 4) + blocks * ((<u64>box_bytes << 1) + 16) + 64;
}

/** Begin with none of at most `n` places; `at` is 16-aligned, place_bytes. */
export function set_places(at: usize, n: u32): void {
  const blocks = <usize>blocks_of(n);
  const four = <usize>n << 2;
  places = 0;
  boxes = at;
  first = boxes + blocks * (box_bytes << 1);
  weight = first + four;
  count = weight + four;
  label = count + four;
  shared = label + four;
  few = shared + (blocks << 2);
  memory.fill(label, 0xff, four);
  memory.fill(shared, 0xff, blocks << 2);
}

// @ts-ignore: decorator
@inline
function word(array: usize, at: u32): u32 { return load<u32>(array + (<usize>at << 2)); }
// @ts-ignore: decorator
@inline
function set_word(array: usize, at: u32, value: u32): void { store<u32>(array + (<usize>at << 2), value); }

// @ts-ignore: decorator
@inline
export function is_core(k: u32): bool { return word(count, k) >= needed; }
// @ts-ignore: decorator
@inline
export function add_near(a: u32, b: u32): void {
  set_word(count, a, word(count, a) + word(weight, b));
  set_word(count, b, word(count, b) + word(weight, a));
}
// @ts-ignore: decorator
@inline
export function place_at(k: u32): usize { return point_at(word(first, k)); }
// @ts-ignore: decorator
@inline
export function label_of(k: u32): u32 { return word(label, k); }
// @ts-ignore: decorator
@inline
export function set_label(k: u32, value: u32): void { set_word(label, k, value); }
// @ts-ignore: decorator
@inline
export function box_at(block: u32): usize { return boxes + <usize>block * (box_bytes << 1); }

/** Whether all points of a unit of more than a leaf's size are in one place: else it is a clique. */
function one_place(unit: usize): bool {
  if (!is(unit, CLIQUE) || get(unit, COUNT) < needed) return true;
  for (let j: usize = 0; j < box_bytes; j += 8) {
    if (load<f64>(lo_of(unit) + j) != load<f64>(hi_of(unit) + j)) return false;
  }
  return true;
}

function equal(a: usize, b: usize): bool {
  for (let j: usize = 0; j < row_bytes; j += 8) {
    if (load<f64>(a + j) != load<f64>(b + j)) return false;
  }
  return true;
}

/** The place among those from `from` on where a point is, or NONE. */
function known(from: u32, point: usize): u32 {
  for (let k = from; k < places; k++) {
    if (equal(place_at(k), point)) return k;
  }
  return NONE;
}

/** Distinct points of a unit, as far as they will be told apart: a large clique is taken as it is. */
export function places_in(unit: usize): u32 {
  const size = get(unit, COUNT);
  if (size > LEAF) return one_place(unit) ? 1 : size;
  const start = get(unit, START);
  burn((size * size) >> 2);
  let distinct: u32 = 0;
  for (let p = start; p < start + size; p++) {
    let q = start;
    while (q < p && !equal(point_at(q), point_at(p))) q++;
    distinct += u32(q == p);
  }
  return distinct;
}

/** To be called first of all. */
export function set_needed(min_pts: u32): void { needed = min_pts; }

/** Append a unit's places. The core test of the tree is taken over where it was made. */
export function add_places(unit: usize): void {
  const start = get(unit, START);
  const size = get(unit, COUNT);
  const all_core = is(unit, CLIQUE) && size >= needed;
  const tested = is(unit, TESTED);
  const heap = size > LEAF && one_place(unit);
  const from = places;
  burn(size <= LEAF ? (size * size) >> 2 : size);
  for (let p = start; p < start + size; p++) {
    let k = heap && p > start ? from : size > LEAF ? NONE : known(from, point_at(p));
    if (k == NONE) {
      k = places++;
      set_word(first, k, p);
      set_word(weight, k, 0);
      set_word(links, k, k);
      if (k % BLOCK == 0) box_clear(box_at(k / BLOCK));
      box_widen(box_at(k / BLOCK), point_at(p), point_at(p));
    }
    set_word(weight, k, word(weight, k) + 1);
    set_word(scratch, p, k);
  }
  for (let k = from; k < places; k++) {
    const core = all_core || (tested && load<u8>(cores + word(first, k)) == 1);
    set_word(count, k, core ? max(needed, word(weight, k)) : word(weight, k));
    if (all_core) unite(from, k);
  }
}

/** A root that all places of a block share, all of them core; or NONE if that is not known to be so. */
export function component_of(block: u32): u32 {
  const root = word(shared, block);
  if (root != NONE) return find(root);
  const start = block * BLOCK;
  const end = min(start + BLOCK, places);
  if (!is_core(start) || !is_core(end - 1)) return NONE;
  const one = find(start);
  for (let k = start + 1; k < end; k++) {
    if (!is_core(k) || find(k) != one) return NONE;
  }
  set_word(shared, block, one);
  return one;
}

/** All counts are known: note which blocks have core places, and which have others. */
export function settle_blocks(): void {
  memory.fill(few, 0, blocks_of(places));
  for (let k: u32 = 0; k < places; k++) {
    const at = few + k / BLOCK;
    store<u8>(at, load<u8>(at) | (is_core(k) ? 1 : 2));
  }
}

/** Whether two blocks have a core place each; and whether one has core places where the other has others. */
export function both_have_cores(a: u32, b: u32): bool { return (load<u8>(few + a) & load<u8>(few + b) & 1) != 0; }
export function may_border(a: u32, b: u32): bool { return ((load<u8>(few + a) | load<u8>(few + b)) & 3) == 3; }

/** Number the clusters by lowest core row; `table` is u32[rows] and is overwritten. Returns how many there are. */
export function number_places(table: usize): u32 {
  memory.fill(table, 0xff, <usize>rows << 2);
  for (let p: u32 = 0; p < rows; p++) {
    const k = word(scratch, p);
    if (!is_core(k)) continue;
    const root = find(k);
    set_label(root, min(label_of(root), word(index, p)));
  }
  for (let k: u32 = 0; k < places; k++) {
    if (label_of(k) != NONE) set_word(table, label_of(k), k);
  }
  let clusters: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    if (word(table, row) != NONE) set_label(word(table, row), clusters++);
  }
  for (let k: u32 = 0; k < places; k++) {
    if (is_core(k)) set_label(k, label_of(find(k)));
  }
  return clusters;
}

/** Labels and core flags by row; returns the rows that are noise. */
export function spread_labels(clusters: usize, core_rows: usize): u32 {
  let noise: u32 = 0;
  for (let p: u32 = 0; p < rows; p++) {
    const k = word(scratch, p);
    const row = word(index, p);
    set_word(clusters, row, label_of(k));
    store<u8>(core_rows + row, u8(is_core(k)));
    noise += u32(label_of(k) == NONE);
  }
  return noise;
}
