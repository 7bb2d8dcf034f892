// The k smallest squared distances met so far, one list for every point that asks. Short lists are sorted, long ones are
// binary max-heaps; either way the largest is the point's bound, and only what is smaller comes in.

/** Longest list that is kept sorted: up to there, shifting beats a heap. */
const SORTED: u32 = 24;

let lists: usize = 0; // f64[queries × k]
let k: u32 = 1;
let list_bytes: usize = 8;

/** @param at memory for one list of `size` ≥ 1 distances for every point that asks */
export function set_lists(at: usize, size: u32): void {
  lists = at;
  k = size;
  list_bytes = <usize>size << 3;
}

/** Forget what the first `count` lists hold: k times ∞. */
export function clear_lists(count: u32): void {
  const end = lists + <usize>count * list_bytes;
  for (let at = lists; at < end; at += 8) store<f64>(at, Infinity);
}

/** Put a distance below its bound into a list; returns the new bound, which is the largest of the list. */
export function keep(query: u32, distance: f64): f64 {
  const list = lists + <usize>query * list_bytes;
  return k <= SORTED ? insert(list, distance) : replace_largest(list, distance);
}

function insert(list: usize, distance: f64): f64 {
  let at = list + list_bytes - 8;
  while (at > list && load<f64>(at - 8) > distance) {
    store<f64>(at, load<f64>(at - 8));
    at -= 8;
  }
  store<f64>(at, distance);
  return load<f64>(list + list_bytes - 8);
}

function replace_largest(list: usize, distance: f64): f64 {
  let i: u32 = 0;
  while (true) {
    let child = (i << 1) + 1;
    if (child >= k) break;
    let below = load<f64>(list + (<usize>child << 3));
    if (child + 1 < k) {
      const other = load<f64>(list + (<usize>child << 3), 8);
      if (other > below) { below = other; child++; }
    }
    if (below <= distance) break;
    store<f64>(list + (<usize>i << 3), below);
    i = child;
  }
  store<f64>(list + (<usize>i << 3), distance);
  return load<f64>(list);
}
