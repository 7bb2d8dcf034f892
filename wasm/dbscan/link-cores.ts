// Which core points are connected? Pairs of nodes are walked together, nearest first; a pair is dropped when its boxes are
// too far apart, or when all core points of both are one component already.

import { distance, farthest, nearest } from "../arena/distance";
import { clear, depth, pop, push } from "../arena/frontier";
import { LEAF, NONE, cores, node_bytes } from "../arena/memory";
import { CORES, COUNT, LEFT, REP, START, UNIT, WIDTH, burn, fuel, get, hi_of, is, lo_of, node_at, number_of, open, point_at } from "../arena/tree";
import { find, unite } from "../arena/union-find";

let eps2: f64 = 0;
export let linked: u64 = 0; // rows of the nodes whose inner links are complete, a row counted once a level

export function start_linking(eps_squared: f64): void {
  eps2 = eps_squared;
  linked = 0;
  clear();
  push(0);
  push(0);
}

/** Work until the fuel is gone; true when all is linked. Pairs on the stack: (a, a) look inside a; (a, NONE) a is done. */
export function link_some(): bool {
  while (depth > 0) {
    if (fuel <= 0) return false;
    burn(2);
    const b = pop();
    const a = pop();
    if (b == a) link_inside(a);
    else if (b == NONE) finish(a);
    else link_across(node_at(a), node_at(b));
  }
  return true;
}

function finish(a: u32): void {
  const node = node_at(a);
  refresh(node);
  linked += get(node, COUNT);
}

/** The component that all core points of a node share, or NONE if that is not known to be so. */
// @ts-ignore: decorator
@inline
function component(node: usize): u32 {
  const rep = get(node, REP);
  return rep == NONE ? refresh(node) : find(rep);
}

/** Look once whether a node's parts have become one component. */
function refresh(node: usize): u32 {
  const known = get(node, REP);
  if (known != NONE) return find(known);
  let root: u32 = NONE;
  if (get(node, LEFT) != 0) {
    const left = node_at(get(node, LEFT));
    const right = left + node_bytes;
    const one = get(left, CORES) == 0 ? right : left;
    const two = get(right, CORES) == 0 ? left : right;
    if (get(one, REP) == NONE || get(two, REP) == NONE) return NONE;
    root = find(get(one, REP));
    if (find(get(two, REP)) != root) return NONE;
  } else {
    const start = get(node, START);
    for (let p = start; p < start + get(node, COUNT); p++) {
      if (load<u8>(cores + p) != 1) continue;
      const other = find(p);
      if (root != NONE && other != root) return NONE;
      root = other;
    }
  }
  store<u32>(node + REP, root);
  return root;
}

function link_inside(a: u32): void {
  const node = node_at(a);
  if (get(node, CORES) == 0 || get(node, REP) != NONE) {
    linked += get(node, COUNT);
    return;
  }
  if (is(node, UNIT)) {
    link_leaf(node);
    finish(a);
    return;
  }
  const left = get(node, LEFT);
  push(a); push(NONE);
  push_pair(left, left + 1);
  push(left + 1); push(left + 1);
  push(left); push(left);
}

function push_pair(a: u32, b: u32): void {
  const one = node_at(a);
  const two = node_at(b);
  if (get(one, CORES) == 0 || get(two, CORES) == 0) return;
  if (gap(one, two) > eps2) return;
  push(a);
  push(b);
}

// @ts-ignore: decorator
@inline
function gap(a: usize, b: usize): f64 { return nearest(lo_of(a), hi_of(a), lo_of(b), hi_of(b), eps2); }

function link_across(a: usize, b: usize): void {
  const root_a = component(a);
  const root_b = component(b);
  if (root_a != NONE && root_b != NONE) {
    if (root_a == root_b) return;
    if (farthest(lo_of(a), hi_of(a), lo_of(b), hi_of(b), eps2) <= eps2) {
      unite(root_a, root_b);
      return;
    }
  }
  // Open the wider one, or the other if it is a leaf.
  if (load<f64>(a + WIDTH) < load<f64>(b + WIDTH)) {
    const t = a;
    a = b;
    b = t;
  }
  if (!open(a)) {
    if (!open(b)) {
      link_leaves(a, b);
      return;
    }
    const t = a;
    a = b;
    b = t;
  }
  const left = get(a, LEFT);
  const one = node_at(left);
  const two = one + node_bytes;
  const other = number_of(b);
  const near_one = get(one, CORES) == 0 ? Infinity : gap(one, b);
  const near_two = get(two, CORES) == 0 ? Infinity : gap(two, b);
  if (near_one <= near_two) {
    push_if(left + 1, other, near_two, two);
    push_if(left, other, near_one, one);
  } else {
    push_if(left, other, near_one, one);
    push_if(left + 1, other, near_two, two);
  }
}

// eps2 may be Infinity, so "no core points" needs its own test.
// @ts-ignore: decorator
@inline
function push_if(a: u32, b: u32, near: f64, node: usize): void {
  if (near > eps2 || get(node, CORES) == 0) return;
  push(a);
  push(b);
}

/** Link the core points of one leaf that is not a clique. */
function link_leaf(node: usize): void {
  const start = get(node, START);
  const end = start + get(node, COUNT);
  burn(((end - start) * (end - start)) >> 1);
  for (let p = start; p < end; p++) {
    if (load<u8>(cores + p) != 1) continue;
    let root = find(p);
    for (let q = start; q < p; q++) {
      if (load<u8>(cores + q) != 1 || find(q) == root) continue;
      if (distance(point_at(p), point_at(q), eps2) > eps2) continue;
      unite(p, q);
      root = find(p);
    }
  }
}

/** Link the core points of two leaves; one success is enough when each leaf is one component. */
function link_leaves(a: usize, b: usize): void {
  const rep_a = get(a, REP);
  const rep_b = get(b, REP);
  const start_a = get(a, START);
  const start_b = get(b, START);
  const end_a = start_a + get(a, COUNT);
  const end_b = start_b + get(b, COUNT);
  let tried: u32 = 0;
  for (let p = start_a; p < end_a; p++) {
    if (load<u8>(cores + p) != 1) continue;
    if (tried++ > 0 && end_a - start_a > LEAF) return; // not split although large: the core points are in one place
    const x = point_at(p);
    burn(1);
    if (nearest(x, x, lo_of(b), hi_of(b), eps2) > eps2) continue;
    burn(end_b - start_b);
    const one = rep_a == NONE ? p : rep_a;
    let root = find(one);
    if (rep_b != NONE && find(rep_b) == root) {
      if (rep_a != NONE) return;
      continue;
    }
    for (let q = start_b; q < end_b; q++) {
      if (load<u8>(cores + q) != 1) continue;
      const two = rep_b == NONE ? q : rep_b;
      if (rep_b == NONE && find(q) == root) continue;
      if (distance(x, point_at(q), eps2) > eps2) continue;
      unite(one, two);
      if (rep_b != NONE) break;
      root = find(one);
    }
    if (rep_a != NONE && rep_b != NONE && find(rep_a) == find(rep_b)) return;
  }
}
