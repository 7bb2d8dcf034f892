// The minimum spanning tree of mutual reachability by Prim's algorithm over all pairs: O(rows²) time, O(rows) memory, whatever
// the data. Exported to JavaScript. Prim: Shortest connection networks and some generalizations (1957).
//
// Distances are compared after the square root and the lowest row of equally near ones is next, as in scikit-learn's HDBSCAN:
// the same tree, edge by edge, also where there are ties.

import { STATUS_DONE, STATUS_NOT_PREPARED, STATUS_RUNNING } from "../abi";
import { distance } from "../arena/distance";
import { NONE, array, begin_layout, end_layout, rows } from "../arena/memory";
import { burn, fuel, point_at, set_fuel } from "../arena/tree";

let ready: bool = false;
let core: usize = 0; //    f64[rows]: core distance, by row
let near: usize = 0; //    f64[rows]: mutual reachability to the nearest visited row; −1 once visited
let limits: usize = 0; //  f64[rows]: no squared distance above it has a root below `near`
let order: usize = 0; //   u32[rows], by visit
let reaches: usize = 0; // f64[rows], by visit
let visited: u32 = 0;
let current: u32 = 0;

/** Take memory; returns the address to write the points to, 0 when memory is refused. */
export function prim_prepare(row_count: u32, dim_count: u32): usize {
  begin_layout(row_count, dim_count);
  const eight = <u64>row_count << 3;
  core = array(eight);
  near = array(eight);
  limits = array(eight);
  reaches = array(eight);
  order = array(<u64>row_count << 2);
  ready = end_layout();
  return ready ? point_at(0) : 0;
}

/** f64[rows]: core distances, to be written before `prim_begin`. */
export function prim_cores(): usize { return core; }

export function prim_begin(): i32 {
  if (!ready) return STATUS_NOT_PREPARED;
  ready = false;
  for (let j: u32 = 0; j < rows; j++) set(near, j, Infinity);
  for (let j: u32 = 0; j < rows; j++) set(limits, j, Infinity);
  visited = 0;
  current = 0;
  visit(0, Infinity);
  return visited == rows ? STATUS_DONE : STATUS_RUNNING;
}

/** Work off about `budget` distances; STATUS_RUNNING means: call again. */
export function prim_step(budget: i32): i32 {
  if (ready) return STATUS_NOT_PREPARED;
  set_fuel(budget);
  while (visited < rows) {
    if (fuel <= 0) return STATUS_RUNNING;
    burn(rows - visited + (rows >> 3));
    advance();
  }
  return STATUS_DONE;
}

// @ts-ignore: decorator
@inline
function get(array: usize, j: u32): f64 { return load<f64>(array + (<usize>j << 3)); }
// @ts-ignore: decorator
@inline
function set(array: usize, j: u32, value: f64): void { store<f64>(array + (<usize>j << 3), value); }

function visit(row: u32, reach: f64): void {
  store<u32>(order + (<usize>visited << 2), row);
  set(reaches, visited, reach);
  set(near, row, -1);
  visited++;
  current = row;
}

/** Bring the rows not visited yet up to the current one, and visit the nearest. */
function advance(): void {
  const own = get(core, current);
  const a = point_at(current);
  let best: f64 = Infinity;
  let next = NONE;
  for (let j: u32 = 0; j < rows; j++) {
    let reach = get(near, j);
    if (reach < 0) continue;
    const floor = max(own, get(core, j));
    if (floor < reach) {
      const limit = get(limits, j);
      const squared = distance(a, point_at(j), limit);
      if (squared <= limit) {
        const mutual = max(floor, sqrt(squared));
        if (mutual < reach) {
          reach = mutual;
          set(near, j, mutual);
          set(limits, j, mutual * mutual * (1 + 4 * f64.EPSILON));
        }
      }
    }
    if (reach < best || next == NONE) {
      best = reach;
      next = j;
    }
  }
  visit(next, best);
}

/** By visit: u32[rows] the row, f64[rows] its mutual reachability distance to the nearest row visited before it. */
export function prim_order(): usize { return order; }
export function prim_reach(): usize { return reaches; }
export function prim_visited(): u32 { return visited; }
