// The minimum spanning tree of mutual reachability by Borůvka's algorithm over the tree of boxes, in slices: index → rounds.
// Exported to JavaScript. March, Ram, Gray: Fast Euclidean minimum spanning tree (KDD 2010); McInnes, Healy: Accelerated
// hierarchical density based clustering (2017).
//
// In each round every component but the largest takes its shortest edge outwards. All lengths are squared.

import { BORUVKA_PHASE_INDEX, BORUVKA_PHASE_ROUNDS, KNN_LEAF_POINTS, STATUS_DONE, STATUS_NOT_PREPARED, STATUS_OUT_OF_MEMORY, STATUS_RUNNING } from "../abi";
import { clear, depth, pop, push } from "../arena/frontier";
import { NONE, array, begin_layout, end_layout, index, link_array, links, node_bytes, node_count, out_of_memory, points, rows, tree_arrays } from "../arena/memory";
import { best_length, best_near, best_point, choose_idle, component, core, forget, idle, search_arrays, search_from, set_best_none, settle } from "./outward";
import { COUNT, LEFT, REP, START, WIDTH, burn, fuel, get, make_root, node_at, set_cores_known, set_fuel, split } from "../arena/tree";
import { find, unite } from "../arena/union-find";

let phase: i32 = BORUVKA_PHASE_INDEX;
let ready: bool = false;
let from: usize = 0; //    u32[rows]: the edges' ends, by row
let to: usize = 0;
let lengths: usize = 0; // f64[rows]: squared
let edges: u32 = 0;
let cursor: u32 = 0; //    the node that searches next
let spent: f64 = 0; //     fuel so far

/** Take memory; returns the address to write the points to, 0 when memory is refused. */
export function boruvka_prepare(row_count: u32, dim_count: u32): usize {
  begin_layout(row_count, dim_count);
  tree_arrays();
  link_array();
  search_arrays(row_count);
  from = array(<u64>row_count << 2);
  to = array(<u64>row_count << 2);
  lengths = array(<u64>row_count << 3);
  ready = end_layout();
  return ready ? points : 0;
}

/** f64[rows]: squared core distances by row, to be written before `boruvka_begin`. */
export function boruvka_cores(): usize { return lengths; }

export function boruvka_begin(): i32 {
  if (!ready) return STATUS_NOT_PREPARED;
  ready = false;
  set_cores_known(false);
  set_fuel(0);
  phase = BORUVKA_PHASE_INDEX;
  edges = 0;
  spent = 0;
  for (let i: u32 = 0; i < rows; i++) {
    store<u32>(index + (<usize>i << 2), i);
    store<u32>(links + (<usize>i << 2), i);
    forget(i);
  }
  clear();
  if (!make_root()) return STATUS_OUT_OF_MEMORY;
  push(0);
  return STATUS_RUNNING;
}

/** Work off about `budget` distances' worth; STATUS_RUNNING means: call again. */
export function boruvka_step(budget: i32): i32 {
  if (ready) return STATUS_NOT_PREPARED;
  set_fuel(budget);
  while (fuel > 0 && !out_of_memory) {
    if (phase == BORUVKA_PHASE_INDEX) index_some();
    else if (edges + 1 >= rows) return STATUS_DONE;
    else search_some();
  }
  spent += <f64>budget - <f64>fuel;
  return out_of_memory ? STATUS_OUT_OF_MEMORY : STATUS_RUNNING;
}

function index_some(): void {
  while (depth > 0) {
    if (fuel <= 0 || out_of_memory) return;
    const node = node_at(pop());
    burn(1);
    if (!split(node, KNN_LEAF_POINTS)) continue;
    push(get(node, LEFT) + 1);
    push(get(node, LEFT));
  }
  if (out_of_memory) return;
  for (let p: u32 = 0; p < rows; p++) {
    const row = load<u32>(index + (<usize>p << 2));
    store<f64>(core + (<usize>p << 3), load<f64>(lengths + (<usize>row << 3)));
  }
  bound_cores();
  phase = BORUVKA_PHASE_ROUNDS;
  start_round();
}

/** The least core distance below each node, in place of its width. */
function bound_cores(): void {
  for (let id = node_count; id > 0; id--) {
    const node = node_at(id - 1);
    let least: f64 = Infinity;
    if (get(node, LEFT) == 0) {
      const start = get(node, START);
      for (let p = start; p < start + get(node, COUNT); p++) least = min(least, load<f64>(core + (<usize>p << 3)));
    } else {
      const left = node_at(get(node, LEFT));
      least = min(load<f64>(left + WIDTH), load<f64>(left + node_bytes + WIDTH));
    }
    store<f64>(node + WIDTH, least);
  }
}

/** Number the components, tell each node whether it lies in one, and recall what earlier rounds found. */
function start_round(): void {
  burn(rows >> 2);
  for (let p: u32 = 0; p < rows; p++) {
    store<u32>(component + (<usize>p << 2), find(p));
    set_best_none(p);
  }
  for (let id = node_count; id > 0; id--) {
    const node = node_at(id - 1);
    store<u32>(node + REP, component_of(node));
  }
  choose_idle(rows);
  for (let p: u32 = 0; p < rows; p++) settle(p);
  cursor = 0;
}

/** The component that all points below a node share, or NONE. */
function component_of(node: usize): u32 {
  if (get(node, LEFT) != 0) {
    const left = node_at(get(node, LEFT));
    const one = get(left, REP);
    return one == get(left + node_bytes, REP) ? one : NONE;
  }
  const start = get(node, START);
  const one = load<u32>(component + (<usize>start << 2));
  for (let p = start + 1; p < start + get(node, COUNT); p++) {
    if (load<u32>(component + (<usize>p << 2)) != one) return NONE;
  }
  return one;
}

function search_some(): void {
  for (; cursor < node_count; cursor++) {
    if (fuel <= 0) return;
    const node = node_at(cursor);
    if (get(node, LEFT) == 0) search_from(node);
  }
  take_edges();
  if (edges + 1 < rows) start_round();
}

/** Take the shortest edge outwards of every component that searched; where two chose the same edge, it is there already. */
function take_edges(): void {
  for (let p: u32 = 0; p < rows; p++) {
    if (p == idle || load<u32>(component + (<usize>p << 2)) != p) continue;
    take(load<u32>(best_point + (<usize>p << 2)), load<u32>(best_near + (<usize>p << 2)), load<f64>(best_length + (<usize>p << 3)));
  }
}

function take(p: u32, q: u32, length: f64): void {
  if (find(p) == find(q)) return;
  unite(p, q);
  store<u32>(from + (<usize>edges << 2), load<u32>(index + (<usize>p << 2)));
  store<u32>(to + (<usize>edges << 2), load<u32>(index + (<usize>q << 2)));
  store<f64>(lengths + (<usize>edges << 3), length);
  edges++;
}

export function boruvka_phase(): i32 { return phase; }
export function boruvka_edges(): u32 { return edges; }

/** Work done so far, in distances. */
export function boruvka_spent(): f64 { return spent; }

/** Edges, rows − 1 of each: u32 and u32 the rows at their ends, f64 their squared mutual reachability distances. */
export function boruvka_from(): usize { return from; }
export function boruvka_to(): usize { return to; }
export function boruvka_lengths(): usize { return lengths; }
