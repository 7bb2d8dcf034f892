// The shortest edge from each component outwards, sought leaf by leaf: the points of a leaf that may have a shorter one than their
// component's best so far look in their own leaf, then climb, and look into each sibling that is near enough and not all of
// their own component.
//
// What a point found stays true as components grow: while the point at the other end lies outside, that edge is its shortest;
// after that the length is a lower bound.
//
// Of equally long edges the one of the lower row comes first, then that of the higher row. All edges of a length are mostly those of one
// point whose core distance it is: then the tree has its edge to the lowest row of each side, which is where Prim's algorithm enters.
// Only of edges of length 0 or ∞ the first one found will do: there may be rows × rows of them, where squares vanish or overflow.
//
// The largest component does not search: the others' edges lead to it in time, and its own, from the many points of a dense
// core to whatever is far away, would be the dearest to find.

import { box_clear, box_widen } from "../arena/box";
import { distance, nearest } from "../arena/distance";
import { clear, depth, pop, push } from "../arena/frontier";
import { KNN_LEAF_POINTS } from "../abi";
import { NONE, array, box_bytes, index, node_bytes, query_box } from "../arena/memory";
import { COUNT, LEFT, PARENT, REP, START, WIDTH, burn, get, hi_of, lo_of, node_at, number_of, point_at } from "../arena/tree";

export let core: usize = 0; //        f64[rows]: squared core distance, by position like all below
export let component: usize = 0; //   u32[rows]: as the round began
export let best_length: usize = 0; // f64[rows], by component: its shortest edge outwards so far
export let best_point: usize = 0; //  u32[rows]: the end inside
export let best_near: usize = 0; //   u32[rows]: the end outside, or NONE

let found: usize = 0; //  u32[rows]: the end of a point's own shortest edge outwards, or NONE
let least: usize = 0; //  f64[rows]: its length, or a lower bound of it
let asking: usize = 0; // u32[leaf]: positions that search together
let bounds: usize = 0; // f64[leaf]: each finds nothing longer
let queries: u32 = 0;
let worst: f64 = 0; //    the largest bound
let shared: u32 = NONE; // their component, when it is one
export let idle: u32 = NONE; // the component that does not search

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

// @ts-ignore: decorator
@inline
function row(p: u32): u32 { return number(index, p); }

/** Whether the edge p–q comes before a–b of the same length. */
function is_before(p: u32, q: u32, a: u32, b: u32): bool {
  const low = min(row(p), row(q));
  const other = min(row(a), row(b));
  return low < other || (low == other && max(row(p), row(q)) < max(row(a), row(b)));
}

function offer(c: u32, p: u32, q: u32, weight: f64): void {
  const best = length(best_length, c);
  if (weight > best) return;
  if (weight == best) {
    const near = number(best_near, c);
    if (near != NONE && !is_before(p, q, number(best_point, c), near)) return;
  }
  store<f64>(best_length + (<usize>c << 3), weight);
  store<u32>(best_point + (<usize>c << 2), p);
  store<u32>(best_near + (<usize>c << 2), q);
}

/** Find the largest component, the first of equal ones, if it is more than one point. */
export function choose_idle(rows: u32): void {
  for (let p: u32 = 0; p < rows; p++) store<u32>(best_point + (<usize>p << 2), 0); // sizes, until a best is offered
  let most: u32 = 1;
  idle = NONE;
  for (let p: u32 = 0; p < rows; p++) {
    const c = number(component, p);
    const size = number(best_point, c) + 1;
    store<u32>(best_point + (<usize>c << 2), size);
    if (size > most || (size == most && size > 1 && c < idle)) {
      most = size;
      idle = c;
    }
  }
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
  while (worst > 0 && climbed != node_at(0)) {
    const parent = node_at(get(climbed, PARENT));
    const left = node_at(get(parent, LEFT));
    const sibling = climbed == left ? left + node_bytes : left;
    push_node(sibling, gap(sibling));
    climbed = parent;
    descend();
  }
  for (let k: u32 = 0; k < queries; k++) {
    const p = number(asking, k);
    store<f64>(least + (<usize>p << 3), length(bounds, k));
  }
}

/** What an edge of a component must not exceed: once it has one of length ∞, only a finite one is of use. */
// @ts-ignore: decorator
@inline
function bound_of(c: u32): f64 {
  return number(best_near, c) == NONE ? Infinity : min(length(best_length, c), f64.MAX_VALUE);
}

/** Gather those points of a leaf that may have a shorter edge than their component's best. */
function ask(leaf: usize): void {
  const start = get(leaf, START);
  const end = start + get(leaf, COUNT);
  queries = 0;
  worst = 0;
  for (let p = start; p < end; p++) {
    if (number(found, p) != NONE) continue;
    const c = number(component, p);
    if (c == idle) continue;
    const bound = bound_of(c);
    if (bound == 0 || max(length(least, p), length(core, p)) > bound) continue;
    if (queries == 0) {
      box_clear(query_box);
      shared = c;
    } else if (shared != c) {
      shared = NONE;
    }
    box_widen(query_box, point_at(p), point_at(p));
    store<u32>(asking + (<usize>queries << 2), p);
    store<f64>(bounds + (<usize>queries << 3), bound);
    worst = max(worst, bound);
    queries++;
  }
}

const CLOSED: f64 = -1;

/** A lower bound of any edge from those that ask into a node; CLOSED when there is none short enough. */
// @ts-ignore: decorator
@inline
function gap(node: usize): f64 {
  if (shared != NONE && get(node, REP) == shared) return CLOSED;
  const floor = load<f64>(node + WIDTH);
  if (floor > worst) return CLOSED;
  const near = nearest(query_box, query_box + box_bytes, lo_of(node), hi_of(node), worst);
  return near > worst ? CLOSED : max(floor, near);
}

/** A node goes on the stack with its gap, so that it need not be measured again: three entries. */
function push_node(node: usize, near: f64): void {
  if (near == CLOSED) return;
  const bits = reinterpret<u64>(near);
  push(<u32>bits);
  push(<u32>(bits >> 32));
  push(number_of(node));
}

function descend(): void {
  while (depth > 0) {
    const node = node_at(pop());
    const high = <u64>pop();
    const near = reinterpret<f64>((high << 32) | <u64>pop());
    burn(2);
    if (near > worst) continue;
    if (get(node, LEFT) == 0) {
      look_in(node, false);
      continue;
    }
    const left = node_at(get(node, LEFT));
    const right = left + node_bytes;
    const near_left = gap(left);
    const near_right = gap(right);
    if (near_left <= near_right) {
      push_node(right, near_right);
      push_node(left, near_left);
    } else {
      push_node(left, near_left);
      push_node(right, near_right);
    }
  }
}

/** Show everyone that asks the points of a leaf. */
function look_in(leaf: usize, own: bool): void {
  const start = get(leaf, START);
  const end = start + get(leaf, COUNT);
  const rep = get(leaf, REP);
  const least_core = load<f64>(leaf + WIDTH);
  worst = CLOSED;
  for (let k: u32 = 0; k < queries; k++) {
    const p = number(asking, k);
    const c = number(component, p);
    const at = bounds + (<usize>k << 3);
    let bound = load<f64>(at);
    const best = bound_of(c);
    if (best < bound) {
      bound = best;
      store<u32>(found + (<usize>p << 2), NONE);
    }
    const floor = max(length(core, p), least_core);
    if (rep != c && floor <= bound && bound > 0) {
      const a = point_at(p);
      burn(1);
      if (own || nearest(a, a, lo_of(leaf), hi_of(leaf), bound) <= bound) {
        burn(end - start);
        bound = look_at(p, c, start, end, floor, bound);
      }
    }
    store<f64>(at, bound);
    if (bound > 0) worst = max(worst, bound);
  }
}

/** Show a point those from `start` to `end`; returns its new bound. */
// @ts-ignore: decorator
@inline
function look_at(p: u32, c: u32, start: u32, end: u32, floor: f64, bound: f64): f64 {
  const a = point_at(p);
  for (let q = start; q < end; q++) {
    if (number(component, q) == c) continue;
    const possible = max(floor, length(core, q));
    if (possible > bound) continue;
    const weight = max(possible, distance(a, point_at(q), bound));
    if (weight > bound) continue;
    const other = number(found, p);
    if (weight == bound && other != NONE && row(q) > row(other)) continue;
    offer(c, p, q, weight);
    offer(number(component, q), q, p, weight);
    bound = min(weight, f64.MAX_VALUE);
    if (weight == Infinity) continue;
    store<u32>(found + (<usize>p << 2), q);
    if (weight == 0) break;
  }
  return bound;
}
