// A bump arena over the whole linear memory: fixed arrays first, the node pool last, because only the pool grows.

import { LEAF_POINTS, MAX_DIMS, MAX_PAGES, NODE_HEADER_BYTES } from "./abi";

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

/** Lay the arrays out for `n` rows of `d` dimensions; false when memory is refused. */
export function lay_out(n: u32, d: u32): bool {
  rows = n;
  dims = d;
  row_bytes = <usize>d << 3;
  box_bytes = row_bytes;
  node_bytes = <usize>NODE_HEADER_BYTES + (row_bytes << 1);
  node_count = 0;
  out_of_memory = false;
  const four = <u64>n << 2;
  // A pair of trees walked together: four entries a level at the most.
  const depth: u64 = MIDPOINT_DEPTH + (<u64>d << 6) + 64;
  let at = align(__heap_base);
  const at_points = at; at = align(at + (<u64>n) * (<u64>d << 3));
  const at_index = at; at = align(at + four);
  const at_links = at; at = align(at + four);
  const at_clusters = at; at = align(at + four);
  const at_scratch = at; at = align(at + four);
  const at_cores = at; at = align(at + n);
  const at_core_rows = at; at = align(at + n);
  const at_stack = at; at = align(at + depth * 32);
  const at_box = at; at = align(at + (<u64>d << 4));
  if (at > (<u64>MAX_PAGES << 16) || d == 0 || d > <u32>MAX_DIMS || !reach(at, 0)) return false;
  points = <usize>at_points;
  index = <usize>at_index;
  links = <usize>at_links;
  clusters = <usize>at_clusters;
  scratch = <usize>at_scratch;
  cores = <usize>at_cores;
  core_rows = <usize>at_core_rows;
  stack = <usize>at_stack;
  query_box = <usize>at_box;
  nodes = <usize>at;
  return true;
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

export const LEAF: u32 = LEAF_POINTS;
