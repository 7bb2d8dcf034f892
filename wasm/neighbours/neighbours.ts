// The distance of every wanted point to its k-th nearest, in slices: index → query. Exported to JavaScript.

import { KNN_PHASE_INDEX, KNN_PHASE_QUERY, STATUS_DONE, STATUS_NOT_PREPARED, STATUS_OUT_OF_MEMORY, STATUS_RUNNING } from "../abi";
import { clear, depth, pop, push } from "../arena/frontier";
import { begin_layout, cores, end_layout, index, node_count, out_of_memory, points, rows, tree_arrays } from "../arena/memory";
import { ask_some, begin_group, end_group, group_arrays, group_size, open_fine, squared } from "./query-group";
import { COUNT, FLAGS, LEFT, START, UNIT, burn, fuel, get, is, make_root, node_at, set_cores_known, set_fuel } from "../arena/tree";

const IDLE: i32 = -1;

let phase: i32 = IDLE;
let ready: bool = false;
let done: u32 = 0;
let total: u32 = 0;
let units_end: u32 = 0; // leaves that ask are among the nodes below this number
let cursor: u32 = 0; //    the node that asks
let from: u32 = 0; //      the position in it that is next
let asking: bool = false;

/** Between `begin_layout` and `end_layout`: everything that the walk needs for the k-th neighbours, 1 ≤ k ≤ rows. */
export function neighbour_arrays(k: u32): void {
  tree_arrays();
  group_arrays(rows, k);
}

/** Take memory for rows × dims and 1 ≤ k ≤ rows; returns the address to write the points to, 0 when memory is refused. */
export function knn_prepare(row_count: u32, dim_count: u32, k: u32): usize {
  phase = IDLE;
  begin_layout(row_count, dim_count);
  neighbour_arrays(k);
  ready = end_layout();
  if (!ready) return 0;
  memory.fill(cores, 1, rows);
  return points;
}

/** u8[rows], all 1 after `knn_prepare`: 0 for a row whose distance is not wanted. To be written before `knn_begin`. */
export function knn_wanted(): usize { return cores; }

/** Begin with the points that were written. */
export function knn_begin(): i32 {
  if (!ready) return STATUS_NOT_PREPARED;
  ready = false;
  return begin_neighbours() ? STATUS_RUNNING : STATUS_OUT_OF_MEMORY;
}

/** Work off about `budget` distances' worth; STATUS_RUNNING means: call again. */
export function knn_step(budget: i32): i32 {
  if (ready) return STATUS_NOT_PREPARED;
  set_fuel(budget);
  if (neighbours_some()) return STATUS_DONE;
  return out_of_memory ? STATUS_OUT_OF_MEMORY : STATUS_RUNNING;
}

/** Begin on points, wanted flags (`cores`) and arrays that are there. False when memory is refused. */
export function begin_neighbours(): bool {
  set_cores_known(false);
  set_fuel(0);
  for (let i: u32 = 0; i < rows; i++) store<u32>(index + (<usize>i << 2), i);
  phase = KNN_PHASE_INDEX;
  done = 0;
  total = rows;
  asking = false;
  clear();
  if (!make_root()) return false;
  push(0);
  return true;
}

/** Go on while there is fuel. True when `squared` holds the answers; false also when memory ran out. */
export function neighbours_some(): bool {
  if (phase == KNN_PHASE_INDEX && !index_some()) return false;
  if (phase == KNN_PHASE_QUERY && !query_some()) return false;
  return true;
}

function wanted_below(node: usize): u32 {
  const start = cores + get(node, START);
  const end = start + get(node, COUNT);
  let n: u32 = 0;
  for (let p = start; p < end; p++) n += load<u8>(p);
  return n;
}

/** Split whatever holds wanted points. */
function index_some(): bool {
  while (depth > 0) {
    if (fuel <= 0 || out_of_memory) return false;
    const node = node_at(pop());
    const wanted = wanted_below(node);
    burn(1);
    if (wanted != 0 && open_fine(node)) {
      push(get(node, LEFT) + 1);
      push(get(node, LEFT));
    } else {
      if (wanted != 0) store<u16>(node + FLAGS, UNIT);
      done += get(node, COUNT);
    }
  }
  if (out_of_memory) return false;
  phase = KNN_PHASE_QUERY;
  units_end = node_count;
  done = 0;
  total = wanted_below(node_at(0));
  cursor = 0;
  from = 0;
  return true;
}

function query_some(): bool {
  for (; cursor < units_end; cursor++) {
    const node = node_at(cursor);
    if (!is(node, UNIT)) continue;
    const end = get(node, START) + get(node, COUNT);
    if (!asking) from = get(node, START);
    while (from < end || asking) {
      if (fuel <= 0 || out_of_memory) return false;
      if (!asking) {
        from = begin_group(node, from);
        asking = group_size() > 0;
        if (!asking) break;
      }
      if (!ask_some()) return false;
      end_group(node);
      asking = false;
    }
    done += wanted_below(node);
  }
  phase = IDLE;
  return true;
}

export function knn_phase(): i32 { return phase; }
export function knn_done(): f64 { return <f64>done; }
export function knn_total(): f64 { return <f64>total; }

/** f64[rows] by position: squared distance to the k-th nearest, the point itself counted, where it was wanted. */
export function knn_squared(): usize { return squared; }

/** u32[rows]: position → row. */
export function knn_index(): usize { return index; }
