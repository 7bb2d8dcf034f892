// DBSCAN in slices: index → core points → links → labels. Exported to JavaScript.
// Ester, Kriegel, Sander, Xu: A density-based algorithm for discovering clusters (KDD 1996).

import { box_clear, box_widen } from "../arena/box";
import { farthest } from "../arena/distance";
import {
  ABI_VERSION, PHASE_CORE, PHASE_DONE, PHASE_INDEX, PHASE_LABEL, PHASE_LINK, STATUS_DONE, STATUS_NOT_PREPARED, STATUS_OUT_OF_MEMORY,
  STATUS_RUNNING,
} from "../abi";
import { brute_clusters, brute_noise, brute_phase, brute_share, start_brute, step_brute } from "./brute";
import { find_cores, set_core_query } from "./core-points";
import { clear, depth, pop, push } from "../arena/frontier";
import { cluster_count, label_borders, number_clusters, number_points } from "./label-points";
import { crowded, plan_grid, sort_some } from "./grid";
import { cells_done, count_cells, grid_noise, label_cells, link_cells, start_counting, start_labelling } from "./grid-dbscan";
import { link_some, linked, start_linking } from "./link-cores";
import { LEAF, NONE, box_bytes, clusters, core_rows, index, lay_out, links, node_bytes, node_count, nodes, out_of_memory, points, rows } from "../arena/memory";
import {
  brute_is_better, count_unit, dbscan_prefer, free_to_choose, links_are_dear, measure_unit, most_places, sample_at, sample_unit, samples, start_measuring,
  tree_is_better,
} from "./path";
import { set_needed } from "./places";
import {
  CLIQUE, CORES, COUNT, FLAGS, LEFT, REP, START, TESTED, UNIT, WIDTH, count_cores, fuel, get, hi_of, is, lo_of, make_root, node_at, open,
  set_cores_known, set_fuel,
} from "../arena/tree";

let phase: i32 = PHASE_DONE;
let ready: bool = false;
let eps2: f64 = 0;
let needed: u32 = 1; // minPts
let done: u64 = 0;
let total: u64 = 0;
let inner: u64 = 0; // rows of all nodes of the first descent, a row counted once a level: what linking has to go through
let units_end: u32 = 0; // nodes of the first descent are those below this number
let cursor: u32 = 0;
let noise: u32 = 0;
let sampling: bool = false; // the core test runs on a sample, to choose between tree and brute force
let brute: bool = false; // brute force was chosen
let link_fuel: f64 = 0; // burnt by the tree for links
let done_before: u64 = 0; // when it was
let gridded: bool = false; // the grid does it, not the tree

export { dbscan_prefer };

export function abi_version(): i32 { return ABI_VERSION; }

/** Take memory for rows × dims; returns the address to write the points to, 0 when memory is refused. Earlier results are gone. */
export function dbscan_prepare(row_count: u32, dim_count: u32): usize {
  phase = PHASE_DONE;
  ready = lay_out(row_count, dim_count);
  return ready ? points : 0;
}

/** Begin with the points that were written: squared radius, neighbours needed. */
export function dbscan_begin(eps_squared: f64, min_pts: u32): i32 {
  if (!ready) return STATUS_NOT_PREPARED;
  ready = false;
  eps2 = eps_squared;
  needed = min_pts;
  set_core_query(eps2, min_pts);
  set_cores_known(false);
  set_fuel(0);
  for (let i: u32 = 0; i < rows; i++) store<u32>(index + (<usize>i << 2), i);
  noise = 0;
  inner = 0;
  brute = false;
  set_needed(min_pts);
  start_measuring();
  enter(PHASE_INDEX, rows);
  clear();
  if (rows == 0) {
    phase = PHASE_DONE;
    return STATUS_DONE;
  }
  if (!make_root()) return STATUS_OUT_OF_MEMORY;
  push(0);
  gridded = free_to_choose() && plan_grid(lo_of(node_at(0)), hi_of(node_at(0)), eps2);
  return STATUS_RUNNING;
}

function enter(next: i32, amount: u64): void {
  phase = next;
  done = 0;
  total = amount;
  cursor = 0;
}

/** Work off about `budget` distances' worth; STATUS_RUNNING means: call again. */
export function dbscan_step(budget: i32): i32 {
  if (ready) return STATUS_NOT_PREPARED;
  set_fuel(budget);
  while (fuel > 0 && phase != PHASE_DONE && !out_of_memory) {
    if (gridded) step_grid();
    else if (brute) step_brutally();
    else if (phase == PHASE_INDEX) step_index();
    else if (phase == PHASE_CORE) step_cores();
    else if (phase == PHASE_LINK) step_links();
    else step_labels();
  }
  if (out_of_memory) return STATUS_OUT_OF_MEMORY;
  return phase == PHASE_DONE ? STATUS_DONE : STATUS_RUNNING;
}

function step_index(): void {
  while (depth > 0) {
    if (fuel <= 0) return;
    const node = node_at(pop());
    const count = get(node, COUNT);
    const clique = load<f64>(node + WIDTH) <= eps2;
    if (get(node, REP) == NONE) {
      inner += count;
      if (clique) store<u32>(node + REP, get(node, START)); // its children inherit it
    }
    if (count > LEAF && !(clique && count >= needed) && open(node)) {
      push(get(node, LEFT) + 1);
      push(get(node, LEFT));
    } else {
      store<u16>(node + FLAGS, clique ? UNIT | CLIQUE : UNIT);
      count_unit(node);
      done += count;
    }
    if (out_of_memory) return;
  }
  units_end = node_count;
  enter(PHASE_CORE, rows);
  sampling = true;
}

function test_unit(unit: usize): void {
  const before = fuel;
  find_cores(unit);
  measure_unit(before - fuel);
  store<u16>(unit + FLAGS, load<u16>(unit + FLAGS) | TESTED);
  done += get(unit, COUNT);
}

/** Core-test a unit here and there, until brute force is chosen; true when the sample is whole. */
function step_sample(): bool {
  for (; cursor < samples() && !tree_is_better; cursor++) {
    if (fuel <= 0 || out_of_memory || choose_brute()) return false;
    let id = sample_at(cursor, units_end);
    const end = units_end;
    while (id < end && (!is(node_at(id), UNIT) || is(node_at(id), TESTED))) id++;
    if (id == end) continue;
    sample_unit(node_at(id), eps2);
    test_unit(node_at(id));
  }
  cursor = 0;
  sampling = false;
  return !choose_brute();
}

function step_cores(): void {
  if (sampling && !step_sample()) return;
  for (; cursor < units_end; cursor++) {
    if (out_of_memory) return;
    if (fuel <= 0) {
      choose_brute(); // the sample may have been too kind
      return;
    }
    const unit = node_at(cursor);
    if (is(unit, UNIT) && !is(unit, TESTED)) test_unit(unit);
  }
  settle_cores();
  for (let p: u32 = 0; p < rows; p++) store<u32>(links + (<usize>p << 2), p);
  start_linking(eps2);
  link_fuel = 0;
  enter(PHASE_LINK, inner);
}

function choose_brute(): bool {
  return brute_is_better() && start_brutally();
}

function start_brutally(): bool {
  brute = start_brute(eps2, most_places(), units_end);
  done_before = done;
  return brute;
}

function step_brutally(): void {
  const finished = step_brute();
  if (brute_phase() > phase) {
    enter(brute_phase(), rows);
    done_before = 0;
  }
  done = max(done, done_before + <u64>(<f64>(total - done_before) * brute_share()));
  if (!finished) return;
  noise = brute_noise;
  phase = PHASE_DONE;
}

/** Count every node's core points and draw its box around those only, children first. */
function settle_cores(): void {
  set_cores_known(true);
  for (let id = node_count; id > 0; id--) {
    const node = node_at(id - 1);
    if (get(node, LEFT) == 0) {
      count_cores(node);
    } else {
      const left = node_at(get(node, LEFT));
      const right = left + node_bytes;
      store<u32>(node + CORES, get(left, CORES) + get(right, CORES));
      if (get(node, CORES) == get(node, COUNT)) continue;
      box_clear(lo_of(node));
      if (get(left, CORES) != 0) box_widen(lo_of(node), lo_of(left), hi_of(left));
      if (get(right, CORES) != 0) box_widen(lo_of(node), lo_of(right), hi_of(right));
    }
    store<f64>(node + WIDTH, farthest(lo_of(node), hi_of(node), lo_of(node), hi_of(node), Infinity));
  }
}

function step_links(): void {
  const before = fuel;
  const finished = link_some();
  done = linked;
  if (!finished) {
    link_fuel += <f64>(before - fuel);
    if (links_are_dear(link_fuel)) start_brutally();
    return;
  }
  number_clusters(eps2, units_end);
  enter(PHASE_LABEL, rows);
}

function step_labels(): void {
  for (; cursor < units_end; cursor++) {
    if (fuel <= 0 || out_of_memory) return;
    const unit = node_at(cursor);
    if (!is(unit, UNIT)) continue;
    noise += label_borders(unit);
    done += get(unit, COUNT);
  }
  phase = PHASE_DONE;
}

function step_grid(): void {
  if (phase == PHASE_INDEX) {
    if (!sort_some()) return;
    if (crowded) {
      gridded = false; // the root is still on the stack
      return;
    }
    start_counting(eps2, needed);
    enter(PHASE_CORE, rows);
    return;
  }
  const finished = phase == PHASE_CORE ? count_cells() : phase == PHASE_LINK ? link_cells() : label_cells();
  done = cells_done();
  if (!finished) return;
  if (phase == PHASE_CORE) {
    enter(PHASE_LINK, rows);
  } else if (phase == PHASE_LINK) {
    number_points();
    start_labelling();
    enter(PHASE_LABEL, rows);
  } else {
    noise = grid_noise;
    phase = PHASE_DONE;
  }
}

export function progress_phase(): i32 { return phase; }
export function progress_done(): f64 { return <f64>done; }
export function progress_total(): f64 { return <f64>total; }
/** i32[rows]: cluster of each row. */
export function result_clusters(): usize { return clusters; }
/** u8[rows]: 1 for core points. */
export function result_cores(): usize { return core_rows; }
export function result_cluster_count(): u32 { return brute ? brute_clusters : cluster_count; }
export function result_noise_count(): u32 { return noise; }
