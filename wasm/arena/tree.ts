// The adaptive grid: a tree of boxes, each split at the middle of its widest dimension, and only when something looks inside.

import { box_of, box_of_cores } from "./box";
import { farthest } from "./distance";
import {
  LEAF, MIDPOINT_DEPTH, NONE, box_bytes, cores, dims, index, node_bytes, nodes, out_of_memory, points, row_bytes, rows, take_nodes,
} from "./memory";

// Node layout. Children are neighbours in the pool, after their parent.
export const START: usize = 0; //  u32 first position
export const COUNT: usize = 4; //  u32 points
export const LEFT: usize = 8; //   u32 left child, 0 while not split; the right one is the next
export const PARENT: usize = 12; // u32
export const CORES: usize = 16; // u32 core points, once they are known
export const REP: usize = 20; //   u32 a link that all core points share, or NONE
export const FLAGS: usize = 24; // u16 flags
export const DEPTH: usize = 26; // u16
export const LOWEST: usize = 28; // u32 lowest cluster, once they are numbered
export const WIDTH: usize = 32; // f64 squared diagonal
export const BOX: usize = 40; //   f64[dims] lo, f64[dims] hi

export const UNIT: u16 = 1; // ends the first descent: a leaf, or a clique of minPts points. More than LEAF others: all in one place
export const CLIQUE: u16 = 2; // all its points are neighbours of each other
export const TESTED: u16 = 4; // the core test was made

/** Work left in this slice, roughly in distances computed. */
export let fuel: i32 = 0;
export function set_fuel(amount: i32): void { fuel = amount; }
// @ts-ignore: decorator
@inline
export function burn(amount: u32): void { fuel -= <i32>amount; }

/** From here on, boxes hold core points only. */
let cores_known: bool = false;
export function set_cores_known(known: bool): void { cores_known = known; }

// @ts-ignore: decorator
@inline
export function node_at(id: u32): usize { return nodes + <usize>id * node_bytes; }
export function number_of(node: usize): u32 { return <u32>((node - nodes) / node_bytes); }
// @ts-ignore: decorator
@inline
export function get(node: usize, field: usize): u32 { return load<u32>(node + field); }
// @ts-ignore: decorator
@inline
export function lo_of(node: usize): usize { return node + BOX; }
// @ts-ignore: decorator
@inline
export function hi_of(node: usize): usize { return node + BOX + box_bytes; }
// @ts-ignore: decorator
@inline
export function is(node: usize, flag: u16): bool { return (load<u16>(node + FLAGS) & flag) != 0; }
// @ts-ignore: decorator
@inline
export function point_at(position: u32): usize { return points + <usize>position * row_bytes; }

export function make_root(): bool {
  const node = take_nodes(1);
  if (node == 0) return false;
  fill_node(node, 0, rows, 0, 0, NONE, 0);
  return true;
}

function fill_node(node: usize, start: u32, count: u32, parent: u32, depth: u32, rep: u32, lowest: u32): void {
  store<u32>(node + START, start);
  store<u32>(node + COUNT, count);
  store<u32>(node + LEFT, 0);
  store<u32>(node + PARENT, parent);
  store<u32>(node + REP, rep);
  store<u16>(node + FLAGS, 0);
  store<u16>(node + DEPTH, <u16>depth);
  store<u32>(node + LOWEST, lowest);
  if (cores_known) count_cores(node);
  else box_of(start, count, lo_of(node));
  store<f64>(node + WIDTH, farthest(lo_of(node), hi_of(node), lo_of(node), hi_of(node), Infinity));
  burn(count);
}

/** Count the core points of an unsplit node and draw its box around them. */
export function count_cores(node: usize): void {
  const start = get(node, START);
  const count = get(node, COUNT);
  let n: u32 = 0;
  for (let p = start; p < start + count; p++) n += u32(load<u8>(cores + p) == 1);
  store<u32>(node + CORES, n);
  if (n == count) box_of(start, count, lo_of(node));
  else box_of_cores(start, count, lo_of(node));
}

function swap(a: u32, b: u32): void {
  const pa = point_at(a);
  const pb = point_at(b);
  let j: usize = 0;
  for (; j + 16 <= row_bytes; j += 16) {
    const x = v128.load(pa + j);
    v128.store(pa + j, v128.load(pb + j));
    v128.store(pb + j, x);
  }
  if (j < row_bytes) {
    const x = load<f64>(pa + j);
    store<f64>(pa + j, load<f64>(pb + j));
    store<f64>(pb + j, x);
  }
  const ia = index + (<usize>a << 2);
  const ib = index + (<usize>b << 2);
  const i = load<u32>(ia);
  store<u32>(ia, load<u32>(ib));
  store<u32>(ib, i);
  const c = load<u8>(cores + a);
  store<u8>(cores + a, load<u8>(cores + b));
  store<u8>(cores + b, c);
}

/** The integer whose order is that of the floats, and back. */
function ordered(bits: i64): i64 { return bits ^ ((bits >> 63) & 0x7fffffffffffffff); }

/** Where to cut lo…hi, lo < hi: a value v with lo <= v < hi. */
function middle(lo: f64, hi: f64, depth: u32): f64 {
  let mid = lo * 0.5 + hi * 0.5;
  if (depth >= MIDPOINT_DEPTH) {
    const a = ordered(reinterpret<i64>(lo));
    const b = ordered(reinterpret<i64>(hi));
    mid = reinterpret<f64>(ordered((a & b) + ((a ^ b) >> 1)));
  }
  return mid >= lo && mid < hi ? mid : lo;
}

/**
 * Split a node if it has not been and can be. False for a leaf (few points, or all in one place) and when memory ran out.
 */
export function open(node: usize): bool { return get(node, LEFT) != 0 || split(node, LEAF); }

/** Split a node that has not been, if it has more than `leaf` points in more than one place. False also when memory ran out. */
export function split(node: usize, leaf: u32): bool {
  const count = get(node, COUNT);
  if (count <= leaf) return false;
  const lo = lo_of(node);
  const hi = hi_of(node);
  let widest: f64 = 0;
  let axis: usize = 0;
  for (let j: usize = 0; j < box_bytes; j += 8) {
    const width = load<f64>(hi + j) - load<f64>(lo + j);
    if (width > widest) { widest = width; axis = j; }
  }
  if (!(widest > 0) || out_of_memory) return false;
  const depth = <u32>load<u16>(node + DEPTH);
  const cut = middle(load<f64>(lo + axis), load<f64>(hi + axis), depth);
  const start = get(node, START);
  let a = start;
  let b = start + count;
  while (true) {
    while (a < b && load<f64>(point_at(a) + axis) <= cut) a++;
    while (a < b && load<f64>(point_at(b - 1) + axis) > cut) b--;
    if (a >= b) break;
    swap(a++, --b);
  }
  const left = take_nodes(2);
  if (left == 0) return false;
  const id = number_of(node);
  const rep = get(node, REP);
  const lowest = get(node, LOWEST);
  fill_node(left, start, a - start, id, depth + 1, rep, lowest);
  fill_node(left + node_bytes, a, start + count - a, id, depth + 1, rep, lowest);
  store<u32>(node + LEFT, <u32>((left - nodes) / node_bytes));
  return true;
}
