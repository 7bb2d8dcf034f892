// Near pairs of places of which one at least was not known to be core when they were met: all that links and labels need
// beside what was linked at once. A place is charged with fewer than minPts pairs, so the list is short where minPts is.

import { reach_to } from "../arena/memory";
import { is_core, places } from "./places";
import { unite } from "../arena/union-find";

const PAIRS_PER_PLACE: u64 = 64; // most of them; beyond that the pairs are looked for again
const CHUNK: u64 = 1 << 20;

let list: usize = 0; //   u32[2] a pair
let end: usize = 0;
let room: usize = 0; //   end of the memory taken
let limit: u64 = 0;
/** False when there were too many pairs, or no memory for them. */
export let complete: bool = true;

/** Begin an empty list at an 8-aligned address behind everything else. */
export function set_list(at: usize): void {
  list = at;
  end = at;
  room = at;
  limit = <u64>at + (<u64>places * PAIRS_PER_PLACE << 3) + 8;
  complete = true;
}

export function add_pair(a: u32, b: u32): void {
  if (end == room && !make_room()) return;
  store<u32>(end, a);
  store<u32>(end, b, 4);
  end += 8;
}

function make_room(): bool {
  if (!complete) return false;
  if (<u64>room + 8 > limit) {
    link_pairs();
    complete = <u64>(end - list) <= (limit - <u64>list) >> 1;
    return complete;
  }
  const wanted = min(<u64>room + CHUNK, limit & ~7);
  complete = reach_to(wanted);
  if (complete) room = <usize>wanted;
  return complete;
}

/** Link the pairs that are core both, and keep the others. */
export function link_pairs(): void {
  let kept = list;
  for (let p = list; p < end; p += 8) {
    const a = load<u32>(p);
    const b = load<u32>(p, 4);
    if (is_core(a) && is_core(b)) {
      unite(a, b);
      continue;
    }
    store<u32>(kept, a);
    store<u32>(kept, b, 4);
    kept += 8;
  }
  end = kept;
}

export function pair_count(): u32 { return <u32>((end - list) >> 3); }
export function pair_at(k: u32): u64 { return load<u64>(list + (<usize>k << 3)); }
