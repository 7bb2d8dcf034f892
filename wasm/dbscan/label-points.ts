// From components to numbers: clusters by lowest core row, border points by the lowest cluster among their core neighbours.

import { box_clear, box_widen } from "../arena/box";
import { distance, farthest, nearest } from "../arena/distance";
import { clear, depth, pop, push } from "../arena/frontier";
import { LEAF, NONE, box_bytes, clusters, core_rows, cores, index, links, node_bytes, node_count, query_box, rows, scratch } from "../arena/memory";
import {
  CLIQUE, CORES, COUNT, LEFT, LOWEST, PARENT, REP, START, UNIT, burn, get, hi_of, is, lo_of, node_at, number_of, open, point_at,
} from "../arena/tree";
import { find } from "../arena/union-find";

let eps2: f64 = 0;
let active: u32 = 0; // border candidates of the unit: positions in `scratch`, their lowest cluster so far in `links`
export let cluster_count: u32 = 0;

// @ts-ignore: decorator
@inline
function word(array: usize, at: u32): u32 { return load<u32>(array + (<usize>at << 2)); }
// @ts-ignore: decorator
@inline
function set_word(array: usize, at: u32, value: u32): void { store<u32>(array + (<usize>at << 2), value); }

/** Number the clusters of the tree's units, as `number_roots`, and tell every node its lowest cluster. */
export function number_clusters(eps_squared: f64, units_end: u32): void {
  eps2 = eps_squared;
  memory.fill(scratch, 0xff, <usize>rows << 2);
  for (let u: u32 = 0; u < units_end; u++) {
    const unit = node_at(u);
    if (is(unit, UNIT) && get(unit, CORES) != 0) gather_roots(unit);
  }
  number_roots();
  for (let id = node_count; id > 0; id--) set_lowest(node_at(id - 1));
}

/** Number the clusters when every point stands for itself in the union–find, as `number_roots`. */
export function number_points(): void {
  memory.fill(scratch, 0xff, <usize>rows << 2);
  for (let p: u32 = 0; p < rows; p++) {
    if (load<u8>(cores + p) == 1) note_root(p, find(p));
  }
  number_roots();
}

/** Number the components from their roots' lowest rows; every core point's number by position in `links` and by row in the result. */
function number_roots(): void {
  memory.fill(clusters, 0xff, <usize>rows << 2);
  for (let p: u32 = 0; p < rows; p++) {
    if (word(scratch, p) != NONE) set_word(clusters, word(scratch, p), p);
  }
  cluster_count = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const root = word(clusters, row);
    if (root != NONE) set_word(scratch, root, cluster_count++);
  }
  for (let p: u32 = 0; p < rows; p++) {
    const core = load<u8>(cores + p) == 1;
    const row = word(index, p);
    store<u8>(core_rows + row, u8(core));
    if (!core) continue;
    const cluster = word(scratch, word(links, p));
    set_word(links, p, cluster);
    set_word(clusters, row, cluster);
  }
}

/** Point a core point at its root, and note the root's lowest row in `scratch`. */
// @ts-ignore: decorator
@inline
function note_root(p: u32, root: u32): void {
  set_word(links, p, root);
  if (word(index, p) < word(scratch, root)) set_word(scratch, root, word(index, p));
}

function gather_roots(unit: usize): void {
  const start = get(unit, START);
  const clique = is(unit, CLIQUE);
  const shared = clique ? find(get(unit, REP)) : NONE;
  for (let p = start; p < start + get(unit, COUNT); p++) {
    if (load<u8>(cores + p) != 1) continue;
    note_root(p, clique ? shared : find(p));
  }
}

/** The lowest cluster below a node, children first. */
function set_lowest(node: usize): void {
  let lowest = NONE;
  if (get(node, CORES) != 0) {
    if (get(node, LEFT) != 0) {
      const left = node_at(get(node, LEFT));
      lowest = min(get(left, LOWEST), get(left + node_bytes, LOWEST));
    } else {
      const start = get(node, START);
      for (let p = start; p < start + get(node, COUNT); p++) {
        if (load<u8>(cores + p) == 1) lowest = min(lowest, word(links, p));
      }
    }
  }
  store<u32>(node + LOWEST, lowest);
}

/** Find the clusters of a unit's border points; returns how many of its points are noise. */
export function label_borders(unit: usize): u32 {
  const start = get(unit, START);
  const count = get(unit, COUNT);
  if (get(unit, CORES) == count) return 0;
  const clique = is(unit, CLIQUE);
  let noise: u32 = 0;
  active = 0;
  box_clear(query_box);
  for (let p = start; p < start + count; p++) {
    const flag = load<u8>(cores + p);
    if (flag == 1) continue;
    if (flag == 2) {
      noise++;
      continue;
    }
    // More than a leaf holds and yet not split: all in one place, so that one point speaks for them.
    if (count > LEAF && active > 0) continue;
    set_word(scratch, active++, p);
    set_word(links, p, clique && get(unit, CORES) != 0 ? get(unit, LOWEST) : NONE);
    box_widen(query_box, point_at(p), point_at(p));
  }
  if (active == 0) return noise;
  if (!clique) search(unit);
  for (let node = unit; node != node_at(0); ) {
    const parent = node_at(get(node, PARENT));
    const left = node_at(get(parent, LEFT));
    search(node == left ? left + node_bytes : left);
    node = parent;
  }
  for (let k: u32 = 0; k < active; k++) {
    const p = word(scratch, k);
    const cluster = word(links, p);
    const same = count > LEAF ? count : 1;
    if (cluster == NONE) noise += same;
    else for (let q = p; q < p + same; q++) set_word(clusters, word(index, q), cluster);
  }
  return noise;
}

/** The highest "lowest so far" of the active points: nodes that cannot beat it are not worth a look. */
function worst(): u32 {
  let high: u32 = 0;
  for (let k: u32 = 0; k < active; k++) high = max(high, word(links, word(scratch, k)));
  return high;
}

function search(top: usize): void {
  let limit = worst();
  clear();
  push(number_of(top));
  while (depth > 0) {
    const node = node_at(pop());
    burn(2);
    if (get(node, CORES) == 0 || get(node, LOWEST) >= limit) continue;
    if (nearest(query_box, query_box + box_bytes, lo_of(node), hi_of(node), eps2) > eps2) continue;
    if (farthest(query_box, query_box + box_bytes, lo_of(node), hi_of(node), eps2) <= eps2) {
      const lowest = get(node, LOWEST);
      for (let k: u32 = 0; k < active; k++) {
        const p = word(scratch, k);
        if (lowest < word(links, p)) set_word(links, p, lowest);
      }
      limit = worst();
    } else if (open(node)) {
      const left = get(node, LEFT);
      push(left + 1);
      push(left);
    } else {
      search_leaf(node);
      limit = worst();
    }
  }
}

function search_leaf(node: usize): void {
  const lo = lo_of(node);
  const hi = hi_of(node);
  const lowest = get(node, LOWEST);
  const start = get(node, START);
  const count = get(node, COUNT);
  const shared = get(node, REP) != NONE; // all core points are of one cluster
  for (let k: u32 = 0; k < active; k++) {
    const p = word(scratch, k);
    const a = point_at(p);
    let best = word(links, p);
    burn(1);
    if (lowest >= best || nearest(a, a, lo, hi, eps2) > eps2) continue;
    if (farthest(a, a, lo, hi, eps2) <= eps2) {
      set_word(links, p, lowest);
      continue;
    }
    burn(count);
    for (let q = start; q < start + count; q++) {
      if (load<u8>(cores + q) != 1) continue;
      const cluster = shared ? lowest : word(links, q);
      if (cluster >= best || distance(a, point_at(q), eps2) > eps2) continue;
      best = cluster;
      if (best == lowest) break;
    }
    set_word(links, p, best);
  }
}
