// The shortest edge from each component outwards, sought leaf by leaf: the points of a leaf that may have a shorter one than their
// component's best so far look in their own leaf, then climb, and look into each sibling that is near enough and not all of
// their own component.
//
// What a point found stays true as components grow: while the point at the other end lies outside, that edge is its shortest;
// after that the length is a lower bound.

import { box_clear, box_widen } from "./box";
import { distance, nearest } from "./distance";
import { clear, depth, pop, push } from "./frontier";
import { KNN_LEAF_POINTS } from "./abi";
import { NONE, array, box_bytes, node_bytes, query_box } from "./memory";
import { COUNT, LEFT, PARENT, REP, START, WIDTH, burn, get, hi_of, lo_of, node_at, number_of, point_at } from "./tree";

export let core: usize = 0; //        f64[rows]: squared core distance, by position like all below
export let component: usize = 0; //   u32[rows]: as the round began
export let best_length: usize = 0; // f64[rows], by component: its shortest edge outwards so far
export let best_point: usize = 0; //  u32[rows]: the end inside
export let best_near: usize = 0; //   u32[rows]: the end outside, or NONE

let found: usize = 0; //  u32[rows]: the end of a point's own shortest edge outwards, or NONE
let least: usize = 0; //  f64[rows]: its length, or a lower bound of it
let asking: usize = 0; // u32[leaf]: positions that search together
let bounds: usize = 0; // f64[leaf]: each finds only what is shorter
let queries: u32 = 0;
let worst: f64 = 0; //    the largest bound
let least_core: f64 = 0; // of those that ask
let shared: u32 = NONE; // their component, when it is one

/** Between `begin_layout` and `end_layout`. */
export function search_arrays(rows: u32): void {
  const four = <u64>rows << 2;
  const eight = <u64>rows << 3;
  core = array(eight);
  component = array(four);
  best_length = array(eight);
  best_point = array(four);
  best_near = array(four);
  found = array(four);
  least = array(eight);
  asking = array(<u64>KNN_LEAF_POINTS << 2);
  bounds = array(<u64>KNN_LEAF_POINTS << 3);
}

// @ts-ignore: decorator
@inline
function number(array: usize, p: u32): u32 { return load<u32>(array + (<usize>p << 2)); }
// @ts-ignore: decorator
@inline
function length(array: usize, p: u32): f64 { return load<f64>(array + (<usize>p << 3)); }

/** Nothing is known about point p yet. */
export function forget(p: u32): void {
  store<u32>(found + (<usize>p << 2), NONE);
  store<f64>(least + (<usize>p << 3), 0);
}

/** A component has no edge outwards yet. */
export function set_best_none(c: u32): void {
  store<f64>(best_length + (<usize>c << 3), Infinity);
  store<u32>(best_near + (<usize>c << 2), NONE);
}

function offer(c: u32, p: u32, q: u32, weight: f64): void {
  if (weight >= length(best_length, c)) return;
  store<f64>(best_length + (<usize>c << 3), weight);
  store<u32>(best_point + (<usize>c << 2), p);
  store<u32>(best_near + (<usize>c << 2), q);
}

/** Recall a point's edge of an earlier round if it still leads outwards. */
export function settle(p: u32): void {
  const q = number(found, p);
  if (q == NONE) return;
  const c = number(component, p);
  if (number(component, q) == c) store<u32>(found + (<usize>p << 2), NONE);
  else offer(c, p, q, length(least, p));
}

/** Let the points of a leaf search. */
export function search_from(leaf: usize): void {
  ask(leaf);
  if (queries == 0) return;
  clear();
  look_in(leaf, true);
  let climbed = leaf;
  while (worst > least_core && climbed != node_at(0)) {
    const parent = node_at(get(climbed, PARENT));
    const left = node_at(get(parent, LEFT));
    push(number_of(climbed == left ? left + node_bytes : left));
    climbed = parent;
    descend();
  }
  for (let k: u32 = 0; k < queries; k++) {
    const p = number(asking, k);
    store<f64>(least + (<usize>p << 3), length(bounds, k));
  }
}

/** Gather those points of a leaf that may have a shorter edge than their component's best. */
function ask(leaf: usize): void {
  const start = get(leaf, START);
  const end = start + get(leaf, COUNT);
  queries = 0;
  least_core = Infinity;
  worst = 0;
  for (let p = start; p < end; p++) {
    if (number(found, p) != NONE) continue;
    const c = number(component, p);
    const bound = length(best_length, c);
    const floor = length(core, p);
    if (max(length(least, p), floor) >= bound) continue;
    if (queries == 0) {
      box_clear(query_box);
      shared = c;
    } else if (shared != c) {
      shared = NONE;
    }
    box_widen(query_box, point_at(p), point_at(p));
    store<u32>(asking + (<usize>queries << 2), p);
    store<f64>(bounds + (<usize>queries << 3), bound);
    least_core = min(least_core, floor);
    worst = max(worst, bound);
    queries++;
  }
}

/** A lower bound of any edge from those that ask into a node; ∞ when there is none. */
// @ts-ignore: decorator
@inline
function gap(node: usize): f64 {
  if (shared != NONE && get(node, REP) == shared) return Infinity;
  const floor = load<f64>(node + WIDTH);
  if (floor >= worst) return Infinity;
  return max(floor, nearest(query_box, query_box + box_bytes, lo_of(node), hi_of(node), worst));
}

function descend(): void {
  while (depth > 0) {
    const node = node_at(pop());
    burn(2);
    if (gap(node) >= worst) continue;
    if (get(node, LEFT) == 0) {
      look_in(node, false);
      continue;
    }
    const left = node_at(get(node, LEFT));
    const right = left + node_bytes;
    const near_left = gap(left);
    const near_right = gap(right);
    if (near_left <= near_right) {
      if (near_right < worst) push(number_of(right));
      if (near_left < worst) push(number_of(left));
    } else {
      if (near_left < worst) push(number_of(left));
      if (near_right < worst) push(number_of(right));
    }
  }
}

/** Show everyone that asks the points of a leaf. */
function look_in(leaf: usize, own: bool): void {
  const start = get(leaf, START);
  const end = start + get(leaf, COUNT);
  const rep = get(leaf, REP);
  worst = 0;
  for (let k: u32 = 0; k < queries; k++) {
    const p = number(asking, k);
    const c = number(component, p);
    const at = bounds + (<usize>k << 3);
    let bound = load<f64>(at);
    const best = length(best_length, c);
    if (best < bound) {
      bound = best;
      store<u32>(found + (<usize>p << 2), NONE);
    }
    const floor = length(core, p);
    if (bound > floor && rep != c) {
      const a = point_at(p);
      burn(1);
      if (own || nearest(a, a, lo_of(leaf), hi_of(leaf), bound) < bound) {
        burn(end - start);
        for (let q = start; q < end; q++) {
          if (number(component, q) == c) continue;
          const least_possible = max(floor, length(core, q));
          if (least_possible >= bound) continue;
          const weight = max(least_possible, distance(a, point_at(q), bound));
          if (weight >= bound) continue;
          bound = weight;
          store<u32>(found + (<usize>p << 2), q);
          offer(c, p, q, weight);
          offer(number(component, q), q, p, weight);
          if (bound <= floor) break;
        }
      }
    }
    store<f64>(at, bound);
    if (bound > floor) worst = max(worst, bound);
  }
}
