// Points of one leaf that ask together for their k nearest. Their own leaf answers first; then the walk climbs, and goes down into
// each sibling that it meets, nearest boxes first, wherever something nearer than the group's worst bound may be.
//
// The queries lie in pairs, dimension by dimension, one query a lane: each lane sums its squares from the first dimension to the
// last, as `distance` does.

import { box_clear, box_widen } from "../arena/box";
import { nearest } from "../arena/distance";
import { clear, depth, pop, push } from "../arena/frontier";
import { KNN_LEAF_POINTS, KNN_LISTS } from "../abi";
import { array, box_bytes, cores, dims, node_bytes, out_of_memory, query_box, row_bytes } from "../arena/memory";
import { clear_lists, keep, set_lists } from "./nearest-lists";
import { COUNT, LEFT, PARENT, START, burn, fuel, get, hi_of, lo_of, node_at, number_of, point_at, split } from "../arena/tree";

/** Squared distance to the k-th nearest, the point itself counted: f64[rows] by position. */
export let squared: usize = 0;

let pairs: usize = 0; //  f64[2 × dims] for every two queries
let bounds: usize = 0; // f64[queries]: the largest of each list
let lists: usize = 0;

let k: u32 = 1;
let most: u32 = 1; //  queries of a group at the most
let queries: u32 = 0;
let asked: usize = 0; // u32[queries]: their positions
let worst: f64 = 0; // the largest bound
let climbed: usize = 0; // the node whose points have all been seen or ruled out

/** Between `begin_layout` and `end_layout`: memory for groups that ask for their k-th neighbours, 1 ≤ k ≤ rows. */
export function group_arrays(row_count: u32, neighbours: u32): void {
  k = neighbours;
  most = <u32>KNN_LISTS / k;
  if (most > <u32>KNN_LEAF_POINTS) most = KNN_LEAF_POINTS;
  if (most == 0) most = 1;
  const even = <u64>(most + 1) & ~1;
  squared = array(<u64>row_count << 3);
  pairs = array(even * <u64>dims << 3);
  bounds = array(even << 3);
  asked = array(even << 2);
  lists = array((<u64>most * <u64>k) << 3);
}

/** Split a node into leaves of this method's size. False for a leaf, and when memory ran out. */
export function open_fine(node: usize): bool { return get(node, LEFT) != 0 || split(node, KNN_LEAF_POINTS); }

/** Whether all points below a node are in one place. */
export function in_one_place(node: usize): bool {
  const lo = lo_of(node);
  const hi = hi_of(node);
  for (let j: usize = 0; j < box_bytes; j += 8) {
    if (load<f64>(lo + j) != load<f64>(hi + j)) return false;
  }
  return true;
}

/**
 * Begin with the wanted points of a leaf from position `from` on; what is in one place asks once.
 * @returns the position to go on from; the end of the leaf when nothing is left. No group was begun if `group_size()` is 0
 */
export function begin_group(leaf: usize, from: u32): u32 {
  const start = get(leaf, START);
  const end = start + get(leaf, COUNT);
  const place = in_one_place(leaf);
  queries = 0;
  if (place && end - start >= k) {
    memory.fill(squared + (<usize>start << 3), 0, <usize>(end - start) << 3);
    return end;
  }
  let p = from;
  for (; p < end && queries < most; p++) {
    if (load<u8>(cores + p) == 0) continue;
    store<u32>(asked + (<usize>queries << 2), p);
    queries++;
    if (place) {
      p = end;
      break;
    }
  }
  if (queries == 0) return end;
  set_lists(lists, k);
  clear_lists(queries);
  box_clear(query_box);
  for (let q: u32 = 0; q < queries; q++) {
    const at = point_at(load<u32>(asked + (<usize>q << 2)));
    box_widen(query_box, at, at);
    store<f64>(bounds + (<usize>q << 3), Infinity);
    fill_lane(q, at);
  }
  if ((queries & 1) != 0) {
    // An odd one asks twice; the bound of the second is never undercut.
    fill_lane(queries, point_at(load<u32>(asked + (<usize>(queries - 1) << 2))));
    store<f64>(bounds + (<usize>queries << 3), -1);
  }
  worst = Infinity;
  climbed = leaf;
  clear();
  look_in(leaf, all_pairs());
  return p;
}

export function group_size(): u32 { return queries; }

function fill_lane(q: u32, at: usize): void {
  const lane = pairs + <usize>(q >> 1) * (row_bytes << 1) + (<usize>(q & 1) << 3);
  for (let j: usize = 0; j < row_bytes; j += 8) store<f64>(lane + (j << 1), load<f64>(at + j));
}

// @ts-ignore: decorator
@inline
function gap(node: usize): f64 { return nearest(query_box, query_box + box_bytes, lo_of(node), hi_of(node), worst); }

/** Go on asking; true when the group has its answers, false when the fuel is spent or memory ran out. */
export function ask_some(): bool {
  while (true) {
    while (depth > 0) {
      if (fuel <= 0) return false;
      const mask = pop();
      const node = node_at(pop());
      const near = who_may(node, mask);
      if (near == 0) continue;
      if (!open_fine(node)) {
        if (out_of_memory) return false;
        look_in(node, near);
        continue;
      }
      const left = node_at(get(node, LEFT));
      const right = left + node_bytes;
      const near_left = gap(left);
      const near_right = gap(right);
      burn(2);
      if (near_left <= near_right) {
        if (near_right < worst) push_with(right, near);
        if (near_left < worst) push_with(left, near);
      } else {
        if (near_left < worst) push_with(left, near);
        if (near_right < worst) push_with(right, near);
      }
    }
    if (worst == 0 || climbed == node_at(0)) break;
    const parent = node_at(get(climbed, PARENT));
    const left = node_at(get(parent, LEFT));
    const sibling = climbed == left ? left + node_bytes : left;
    if (gap(sibling) < worst) push_with(sibling, all_pairs());
    climbed = parent;
  }
  return true;
}

function all_pairs(): u32 { return <u32>((<u64>1 << ((queries + 1) >> 1)) - 1); }

// @ts-ignore: decorator
@inline
function push_with(node: usize, mask: u32): void {
  push(number_of(node));
  push(mask);
}

/** Which of the pairs may have something nearer than their bounds below a node. */
function who_may(node: usize, mask: u32): u32 {
  const lo = lo_of(node);
  const hi = hi_of(node);
  let near: u32 = 0;
  while (mask != 0) {
    const i = ctz(mask);
    mask &= mask - 1;
    burn(1);
    const bound = v128.load(bounds + (<usize>i << 4));
    if (v128.any_true(f64x2.lt(two_gaps(pairs + <usize>i * (row_bytes << 1), lo, hi, bound), bound))) near |= 1 << i;
  }
  return near;
}

/** Write down what the group of a leaf found. */
export function end_group(leaf: usize): void {
  if (queries == 1 && in_one_place(leaf)) {
    const start = get(leaf, START);
    const end = start + get(leaf, COUNT);
    for (let p = start; p < end; p++) store<f64>(squared + (<usize>p << 3), load<f64>(bounds));
    return;
  }
  for (let q: u32 = 0; q < queries; q++) {
    const p = load<u32>(asked + (<usize>q << 2));
    store<f64>(squared + (<usize>p << 3), load<f64>(bounds + (<usize>q << 3)));
  }
}

// @ts-ignore: decorator
@inline
function square(pair: usize, at: usize): v128 {
  const gap = f64x2.sub(v128.load(pair), v128.load64_splat(at));
  return f64x2.mul(gap, gap);
}

/** Squared distances of two queries to the point at `b`; partial sums once both are no longer below their bounds. */
// @ts-ignore: decorator
@inline
function two_distances(pair: usize, b: usize, bound: v128): v128 {
  let sum = f64x2.splat(0);
  let left = dims;
  while (left >= 4) {
    sum = f64x2.add(sum, square(pair, b));
    sum = f64x2.add(sum, square(pair + 16, b + 8));
    sum = f64x2.add(sum, square(pair + 32, b + 16));
    sum = f64x2.add(sum, square(pair + 48, b + 24));
    left -= 4;
    if (left == 0 || (left >= 8 && !v128.any_true(f64x2.lt(sum, bound)))) return sum;
    pair += 64;
    b += 32;
  }
  while (left > 0) {
    sum = f64x2.add(sum, square(pair, b));
    left--;
    pair += 16;
    b += 8;
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function gap_square(pair: usize, lo: usize, hi: usize): v128 {
  const x = v128.load(pair);
  const outside = f64x2.pmax(f64x2.sub(v128.load64_splat(lo), x), f64x2.sub(x, v128.load64_splat(hi)));
  const gap = f64x2.pmax(f64x2.splat(0), outside);
  return f64x2.mul(gap, gap);
}

/** At most the squared distances of two queries to any point of a box; partial sums once both are no longer below their bounds. */
// @ts-ignore: decorator
@inline
function two_gaps(pair: usize, lo: usize, hi: usize, bound: v128): v128 {
  let sum = f64x2.splat(0);
  let left = dims;
  while (left >= 4) {
    sum = f64x2.add(sum, gap_square(pair, lo, hi));
    sum = f64x2.add(sum, gap_square(pair + 16, lo + 8, hi + 8));
    sum = f64x2.add(sum, gap_square(pair + 32, lo + 16, hi + 16));
    sum = f64x2.add(sum, gap_square(pair + 48, lo + 24, hi + 24));
    left -= 4;
    if (left == 0 || !v128.any_true(f64x2.lt(sum, bound))) return sum;
    pair += 64;
    lo += 32;
    hi += 32;
  }
  while (left > 0) {
    sum = f64x2.add(sum, gap_square(pair, lo, hi));
    left--;
    pair += 16;
    lo += 8;
    hi += 8;
  }
  return sum;
}

/** Show every query the points of a leaf. */
function look_in(leaf: usize, mask: u32): void {
  const count = get(leaf, COUNT);
  const first = point_at(get(leaf, START));
  // One point speaks for all that are in its place.
  const times: u32 = in_one_place(leaf) ? count : 1;
  const end = first + (times > 1 ? row_bytes : <usize>count * row_bytes);
  while (mask != 0) {
    const q = ctz(mask) << 1;
    mask &= mask - 1;
    const pair = pairs + <usize>q * row_bytes;
    const at = bounds + (<usize>q << 3);
    let bound = v128.load(at);
    burn(count << 1);
    for (let b = first; b < end; b += row_bytes) {
      const sum = two_distances(pair, b, bound);
      if (!v128.any_true(f64x2.lt(sum, bound))) continue;
      const one = f64x2.extract_lane(sum, 0);
      const two = f64x2.extract_lane(sum, 1);
      for (let n: u32 = 0; n < times && one < load<f64>(at); n++) store<f64>(at, keep(q, one));
      for (let n: u32 = 0; n < times && two < load<f64>(at, 8); n++) store<f64>(at, keep(q + 1, two), 8);
      bound = v128.load(at);
    }
  }
  worst = 0;
  for (let q: u32 = 0; q < queries; q++) {
    const bound = load<f64>(bounds + (<usize>q << 3));
    if (bound > worst) worst = bound;
  }
}
