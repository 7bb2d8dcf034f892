// Every place against every other, a block of them at a time: for data in so many dimensions that boxes do not prune.
// One pass counts neighbours, links what is core already and keeps the other near pairs; links and labels come out of those.
// Only when there are too many of them are the pairs looked for again, once for the links and once for the border points.

import { PHASE_CORE, PHASE_LABEL, PHASE_LINK } from "../abi";
import { distance, nearest } from "../arena/distance";
import { behind_nodes, box_bytes, clusters, core_rows, reach_to, row_bytes, rows } from "../arena/memory";
import { add_pair, complete, pair_at, pair_count, set_list } from "./near-pairs";
import { BLOCK, SURE, candidate, close_filter, filter_bytes, find_candidates, put_padding, put_place, set_filter } from "./pair-filter";
import {
  add_near, add_places, blocks_of, both_have_cores, box_at, component_of, is_core, label_of, may_border, number_places, place_at,
  place_bytes, places, set_label, set_places, settle_blocks, spread_labels,
} from "./places";
import { UNIT, burn, fuel, hi_of, is, lo_of, node_at } from "../arena/tree";
import { find, unite } from "../arena/union-find";

// The steps, in order.
const GATHER: i32 = 0;
const FILTER: i32 = 1;
const COUNT_PAIRS: i32 = 2;
const LINK_LISTED: i32 = 3;
const BORDER_LISTED: i32 = 4;
const LINK_PAIRS: i32 = 5; // these two only when the list is not complete
const BORDER_PAIRS: i32 = 6;
const FINISH: i32 = 7;

let step: i32 = GATHER;
let eps2: f64 = 0;
let units_end: u32 = 0;
let cursor: u32 = 0;
let blocks: u32 = 0;
let block_a: u32 = 0;
let block_b: u32 = 0;
let centre: usize = 0; // f64[dims]
let filter_at: usize = 0;
let pairs_done: u64 = 0; // of blocks
export let brute_clusters: u32 = 0;
export let brute_noise: u32 = 0;

// In fuel, that is, distances of the tree: measured, and much the same from 8 to 64 dimensions. README.md has the table.
const GAP_COST: u32 = 2; // of comparing the boxes of two blocks
const PAIRS_COST: u32 = 48; // of the 1024 pairs of two blocks

/** What so many places will cost, in fuel, when this share of the blocks' pairs has boxes within eps. */
export function brute_cost(n: f64, share: f64): f64 {
  const side = n / BLOCK + 1;
  return side * (side + 1) * 0.5 * (GAP_COST + PAIRS_COST * share);
}

/** Begin, with at most `most` places in the units below `end`. False when there is no memory for it; nothing is changed then. */
export function start_brute(eps_squared: f64, most: u32, end: u32): bool {
  const padded = blocks_of(most) * BLOCK;
  const at = behind_nodes();
  const filter = at + ((place_bytes(most) + 15) & ~15);
  const middle = filter + filter_bytes(padded);
  const list = middle + <u64>row_bytes;
  if (!reach_to(list)) return false;
  eps2 = eps_squared;
  units_end = end;
  set_places(<usize>at, most);
  filter_at = <usize>filter;
  centre = <usize>middle;
  memory.fill(centre, 0, row_bytes);
  step = GATHER;
  cursor = 0;
  return true;
}

/** Work until the fuel is gone; true when all is labelled. */
export function step_brute(): bool {
  while (fuel > 0) {
    if (step == GATHER) gather();
    else if (step == FILTER) quantise();
    else if (step == FINISH) {
      brute_noise = spread_labels(clusters, core_rows);
      return true;
    } else if (step == LINK_LISTED || step == BORDER_LISTED ? replay() : scan()) advance();
  }
  return false;
}

function gather(): void {
  for (; cursor < units_end; cursor++) {
    if (fuel <= 0) return;
    const unit = node_at(cursor);
    if (is(unit, UNIT)) add_places(unit);
  }
  find_centre();
  const root = node_at(0);
  let radius: f64 = 0;
  for (let j: usize = 0; j < box_bytes; j += 8) {
    const middle = load<f64>(centre + j);
    radius = max(radius, max(load<f64>(hi_of(root) + j) - middle, middle - load<f64>(lo_of(root) + j)));
  }
  blocks = blocks_of(places);
  set_filter(filter_at, blocks * BLOCK, eps2, radius);
  step = FILTER;
  cursor = 0;
}

/** The mean of the points, which a few outliers do not move far; any other centre would be right, too. */
function find_centre(): void {
  const share = 1 / <f64>places;
  for (let k: u32 = 0; k < places; k++) {
    const point = place_at(k);
    for (let j: usize = 0; j < row_bytes; j += 8) store<f64>(centre + j, load<f64>(centre + j) + load<f64>(point + j) * share);
  }
}

function quantise(): void {
  for (; cursor < places; cursor++) {
    if (fuel <= 0) return;
    burn(4);
    put_place(cursor, place_at(cursor), centre);
  }
  for (let k = places; k < blocks * BLOCK; k++) put_padding(k);
  close_filter();
  set_list(centre + row_bytes);
  begin_scan(COUNT_PAIRS);
}

function begin_scan(next: i32): void {
  step = next;
  block_a = 0;
  block_b = 0;
  pairs_done = 0;
}

/** Go on when a scan or a replay is done. */
function advance(): void {
  cursor = 0;
  if (step == COUNT_PAIRS) {
    settle_blocks();
    if (complete) step = LINK_LISTED;
    else begin_scan(LINK_PAIRS);
  } else if (step == LINK_LISTED) {
    brute_clusters = number_places(clusters);
    step = BORDER_LISTED;
  } else if (step == LINK_PAIRS) {
    brute_clusters = number_places(clusters);
    begin_scan(BORDER_PAIRS);
  } else {
    step = FINISH;
  }
}

/** Go through the listed pairs until the fuel is gone; true when all were. */
function replay(): bool {
  for (; cursor < pair_count(); cursor++) {
    if (fuel <= 0) return false;
    burn(1);
    const pair = pair_at(cursor);
    const a = <u32>pair;
    const b = <u32>(pair >> 32);
    if (step == BORDER_LISTED) border(a, b);
    else if (is_core(a) && is_core(b)) unite(a, b);
  }
  return true;
}

/** Of a near pair, the one that is not core may belong to the other's cluster. */
function border(a: u32, b: u32): void {
  if (is_core(b)) {
    const t = a;
    a = b;
    b = t;
  }
  if (is_core(a) && !is_core(b)) set_label(b, min(label_of(a), label_of(b)));
}

/** Look at pairs of blocks until the fuel is gone; true when all have been. */
function scan(): bool {
  for (; block_a < blocks; block_a++) {
    for (; block_b < blocks; block_b++) {
      if (fuel <= 0) return false;
      burn(GAP_COST);
      if (is_needless(block_a, block_b)) continue;
      burn(PAIRS_COST);
      look_at(block_a, block_b);
    }
    pairs_done += blocks - block_a;
    block_b = block_a + 1;
  }
  return true;
}

// The next row of pairs begins on the diagonal: block_b is set behind it when a row is done, and the loop steps block_a.
function is_needless(a: u32, b: u32): bool {
  if (step == LINK_PAIRS && !both_have_cores(a, b)) return true;
  if (step == BORDER_PAIRS) {
    if (!may_border(a, b)) return true;
  } else {
    const root = component_of(a);
    if (root != <u32>-1 && root == component_of(b)) return true;
  }
  const one = box_at(a);
  const two = box_at(b);
  return nearest(one, one + box_bytes, two, two + box_bytes, eps2) > eps2;
}

function look_at(a: u32, b: u32): void {
  const found = find_candidates(a, b);
  burn(found);
  for (let k: u32 = 0; k < found; k++) {
    const code = candidate(k);
    const x = a * BLOCK + ((code >> 8) & 0xff);
    const y = b * BLOCK + (code & 0xff);
    if (x >= y) {
      if (a == b) continue;
    }
    meet(x, y, (code & SURE) != 0);
  }
}

// @ts-ignore: decorator
@inline
function is_near(a: u32, b: u32, sure: bool): bool { return sure || distance(place_at(a), place_at(b), eps2) <= eps2; }

/** Two places that are perhaps near. */
function meet(a: u32, b: u32, sure: bool): void {
  const core_a = is_core(a);
  const core_b = is_core(b);
  if (step == BORDER_PAIRS) {
    if (core_a == core_b || label_of(core_a ? a : b) >= label_of(core_a ? b : a)) return;
    if (is_near(a, b, sure)) border(a, b);
    return;
  }
  if (core_a && core_b) {
    if (find(a) != find(b) && is_near(a, b, sure)) unite(a, b);
    return;
  }
  if (step != COUNT_PAIRS || !is_near(a, b, sure)) return;
  add_near(a, b);
  if (is_core(a) && is_core(b)) unite(a, b);
  else add_pair(a, b);
}

export function brute_phase(): i32 {
  if (step <= COUNT_PAIRS) return PHASE_CORE;
  return step == LINK_LISTED || step == LINK_PAIRS ? PHASE_LINK : PHASE_LABEL;
}

/** Share of the phase's work that is done, 0 … 1. */
export function brute_share(): f64 {
  if (step < COUNT_PAIRS) return 0;
  if (step == FINISH) return 1;
  if (step == LINK_LISTED || step == BORDER_LISTED) return <f64>cursor / <f64>max(1, pair_count());
  return <f64>pairs_done / (<f64>blocks * <f64>(blocks + 1) * 0.5);
}
