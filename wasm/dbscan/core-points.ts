// Which points have minPts neighbours? One unit at a time: count inside the unit, then climb, and count in each sibling met,
// nearest boxes first, until every point of the unit has enough or the root is reached.

import { box_clear, box_widen } from "../arena/box";
import { distance, farthest, nearest } from "../arena/distance";
import { clear, depth, pop, push } from "../arena/frontier";
import { LEAF, box_bytes, cores, links, node_bytes, query_box, row_bytes, scratch } from "../arena/memory";
import { CLIQUE, COUNT, LEFT, PARENT, START, burn, get, hi_of, is, lo_of, node_at, number_of, open, point_at } from "../arena/tree";

/** Core flags. An isolated point has no neighbour at all, so nobody need look for its cluster. */
export const CORE: u8 = 1;
export const ISOLATED: u8 = 2;

let eps2: f64 = 0;
let min_pts: u32 = 1;
let active: u32 = 0; // points of the unit still short of minPts: positions in `scratch`, counts in `links`
let boxed: u32 = 0; //  how many of them the query box was drawn around

export function set_core_query(eps_squared: f64, points_needed: u32): void {
  eps2 = eps_squared;
  min_pts = points_needed;
}

// @ts-ignore: decorator
@inline
function position(k: u32): u32 { return load<u32>(scratch + (<usize>k << 2)); }
// @ts-ignore: decorator
@inline
function neighbours(k: u32): u32 { return load<u32>(links + (<usize>k << 2)); }
// @ts-ignore: decorator
@inline
function set_neighbours(k: u32, n: u32): void { store<u32>(links + (<usize>k << 2), n); }

/** Set the core flags of a unit's points. */
export function find_cores(unit: usize): void {
  const start = get(unit, START);
  const count = get(unit, COUNT);
  const clique = is(unit, CLIQUE);
  if (min_pts == 1 || (clique && count >= min_pts)) {
    memory.fill(cores + start, CORE, count);
    return;
  }
  // More than a leaf holds and yet not split: all in one place, so that one point speaks for them.
  active = count > LEAF ? 1 : count;
  for (let k: u32 = 0; k < active; k++) {
    store<u32>(scratch + (<usize>k << 2), start + k);
    set_neighbours(k, clique ? count : 1);
  }
  if (!clique) count_inside(start, count);
  boxed = 0;
  settle();
  let node = unit;
  while (active > 0 && node != node_at(0)) {
    const parent = node_at(get(node, PARENT));
    const left = node_at(get(parent, LEFT));
    count_in(node == left ? left + node_bytes : left);
    node = parent;
  }
  for (let k: u32 = 0; k < active; k++) store<u8>(cores + position(k), neighbours(k) == 1 ? ISOLATED : 0);
  if (count > LEAF) memory.fill(cores + start, load<u8>(cores + start), count);
}

function count_inside(start: u32, count: u32): void {
  burn((count * count) >> 1);
  for (let i: u32 = 1; i < count; i++) {
    const a = point_at(start + i);
    let own: u32 = 0;
    for (let j: u32 = 0; j < i; j++) {
      if (distance(a, point_at(start + j), eps2) > eps2) continue;
      own++;
      set_neighbours(j, neighbours(j) + 1);
    }
    set_neighbours(i, neighbours(i) + own);
  }
}

/** Move the points that have enough out of the active list; draw the query box anew when half of it went. */
function settle(): void {
  let kept: u32 = 0;
  for (let k: u32 = 0; k < active; k++) {
    const p = position(k);
    const n = neighbours(k);
    if (n >= min_pts) {
      store<u8>(cores + p, CORE);
      continue;
    }
    store<u32>(scratch + (<usize>kept << 2), p);
    set_neighbours(kept, n);
    kept++;
  }
  active = kept;
  if (boxed != 0 && active > boxed >> 1) return;
  box_clear(query_box);
  for (let k: u32 = 0; k < active; k++) {
    const at = point_at(position(k));
    box_widen(query_box, at, at);
  }
  boxed = active;
}

// @ts-ignore: decorator
@inline
function gap(node: usize): f64 { return nearest(query_box, query_box + box_bytes, lo_of(node), hi_of(node), eps2); }

/** Count the active points' neighbours below a node. */
function count_in(top: usize): void {
  clear();
  push(number_of(top));
  while (depth > 0 && active > 0) {
    const node = node_at(pop());
    burn(2);
    if (gap(node) > eps2) continue;
    if (farthest(query_box, query_box + box_bytes, lo_of(node), hi_of(node), eps2) <= eps2) {
      const count = get(node, COUNT);
      for (let k: u32 = 0; k < active; k++) set_neighbours(k, neighbours(k) + count);
      settle();
    } else if (open(node)) {
      const left = node_at(get(node, LEFT));
      const right = left + node_bytes;
      const near_left = gap(left);
      const near_right = gap(right);
      if (near_left <= near_right) {
        if (near_right <= eps2) push(number_of(right));
        if (near_left <= eps2) push(number_of(left));
      } else {
        if (near_left <= eps2) push(number_of(left));
        if (near_right <= eps2) push(number_of(right));
      }
    } else {
      count_in_leaf(node);
    }
  }
}

function count_in_leaf(node: usize): void {
  const lo = lo_of(node);
  const hi = hi_of(node);
  const first = point_at(get(node, START));
  const count = get(node, COUNT);
  let enough: bool = false;
  for (let k: u32 = 0; k < active; k++) {
    const a = point_at(position(k));
    burn(1);
    if (nearest(a, a, lo, hi, eps2) > eps2) continue;
    let n = neighbours(k);
    if (farthest(a, a, lo, hi, eps2) <= eps2) {
      n += count;
    } else {
      burn(count);
      let b = first;
      for (let j: u32 = 0; j < count; j++) {
        n += u32(distance(a, b, eps2) <= eps2);
        b += row_bytes;
        if (n >= min_pts) break;
      }
    }
    set_neighbours(k, n);
    if (n >= min_pts) enough = true;
  }
  if (enough) settle();
}
