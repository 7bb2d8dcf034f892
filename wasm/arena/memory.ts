// A bump arena over the whole linear memory: fixed arrays first, the node pool last, because only the pool grows.

import { LEAF_POINTS, MAX_DIMS, MAX_PAGES, NODE_HEADER_BYTES } from "../abi";

// No u32 row or node has this number: rows are limited by memory to far fewer.
export const NONE: u32 = 0xffffffff;

// Below this depth nodes split at the middle of their box, beyond it at the middle of the floats' bit patterns,
// which halves a dimension's range at most 64 times: depth is bounded whatever the data.
export const MIDPOINT_DEPTH: u32 = 128;

export let rows: u32 = 0;
export let dims: u32 = 0;
export let row_bytes: usize = 0; // of coordinates
export let box_bytes: usize = 0; // of one corner

export let points: usize = 0; // f64[rows × dims], permuted with `index`
export let index: usize = 0; // u32[rows]: position → row
export let links: usize = 0; // u32[rows]: union–find by position, later cluster by position
export let clusters: usize = 0; // i32[rows]: by row, the result
export let scratch: usize = 0; // u32[rows]
export let cores: usize = 0; // u8[rows]: by position
export let core_rows: usize = 0; // u8[rows]: by row, the result
export let stack: usize = 0; // u32 pairs
export let query_box: usize = 0; // f64[2 × dims]

export let nodes: usize = 0;
export let node_bytes: usize = 0;
export let node_count: u32 = 0;
export let out_of_memory: bool = false;

function align(address: u64): u64 {
  return (address + 15) & ~15;
}

function grow(bytes: u64): bool {
  const pages = (bytes + 0xffff) >> 16;
  return <u64>memory.size() + pages <= <u64>MAX_PAGES && memory.grow(<i32>pages) >= 0;
}

/** Make memory reach up to `end` bytes, and beyond if it can be had. */
function reach(end: u64, spare: u64): bool {
  const have = (<u64>memory.size()) << 16;
  return end <= have || grow(end + spare - have) || grow(end - have);
}

let top: u64 = 0; // end of the arrays laid out so far

/** Begin a layout for `n` rows of `d` dimensions: the points come first, always at the same address. Then `array` …, then `end_layout`. */
export function begin_layout(n: u32, d: u32): void {
  rows = n;
  dims = d;
  row_bytes = <usize>d << 3;
  box_bytes = row_bytes;
  node_bytes = <usize>NODE_HEADER_BYTES + (row_bytes << 1);
  node_count = 0;
  out_of_memory = false;
  top = align(__heap_base);
  points = array((<u64>n) * (<u64>d << 3));
}

/** The next `bytes`, 16-aligned. The address means nothing before `end_layout` said yes. */
export function array(bytes: u64): usize {
  const at = top;
  top = align(top + bytes);
  return <usize>at;
}

/** Take the memory; what lies behind the arrays is the node pool's. False when memory is refused. */
export function end_layout(): bool {
  if (top > (<u64>MAX_PAGES << 16) || dims == 0 || dims > <u32>MAX_DIMS || !reach(top, 0)) return false;
  nodes = <usize>top;
  return true;
}

/** What the tree and walks over it need, whatever the method; between `begin_layout` and `end_layout`. */
export function tree_arrays(): void {
  // A pair of trees walked together: four entries a level at the most.
  const depth: u64 = MIDPOINT_DEPTH + (<u64>dims << 6) + 64;
  index = array(<u64>rows << 2);
  cores = array(rows);
  stack = array(depth * 32);
  query_box = array(<u64>dims << 4);
}

/** Union–find's links; between `begin_layout` and `end_layout`. */
export function link_array(): void { links = array(<u64>rows << 2); }

/** Memory for the points alone, to be filled before a method lays out its own, points at the same address; 0 when refused. */
export function points_prepare(n: u32, d: u32): usize {
  begin_layout(n, d);
  return end_layout() ? points : 0;
}

/** Lay out what DBSCAN needs; false when memory is refused. */
export function lay_out(n: u32, d: u32): bool {
  const four = <u64>n << 2;
  // A pair of trees walked together: four entries a level at the most.
  const depth: u64 = MIDPOINT_DEPTH + (<u64>d << 6) + 64;
  begin_layout(n, d);
  index = array(four);
  links = array(four);
  clusters = array(four);
  scratch = array(four);
  cores = array(n);
  core_rows = array(n);
  stack = array(depth * 32);
  query_box = array(<u64>d << 4);
  return end_layout();
}

/** The address of `bytes` behind the arrays, in place of nodes beyond those there are; 0 when memory is refused. */
export function reserve(bytes: usize): usize {
  const at = align(<u64>nodes + <u64>node_count * <u64>node_bytes);
  return reach(at + <u64>bytes, 0) ? <usize>at : 0;
}

/** New nodes, neighbours in the pool: the address of the first, or 0 when memory is refused. */
export function take_nodes(count: u32): usize {
  const at = <u64>nodes + <u64>node_count * <u64>node_bytes;
  if (!reach(at + <u64>count * <u64>node_bytes, 4 << 20)) {
    out_of_memory = true;
    return 0;
  }
  node_count += count;
  return <usize>at;
}

/** The first byte behind the node pool, 16-aligned: free for other uses while no node is taken. */
export function behind_nodes(): u64 {
  return align(<u64>nodes + <u64>node_count * <u64>node_bytes);
}

/** Make memory reach up to `end`, and no further; false when it is refused. */
export function reach_to(end: u64): bool {
  return end <= (<u64>MAX_PAGES << 16) && reach(end, 0);
}

export const LEAF: u32 = LEAF_POINTS;
