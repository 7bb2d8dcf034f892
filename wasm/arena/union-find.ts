// Disjoint sets over positions. A clique is one element: its first position.

import { links } from "./memory";

// @ts-ignore: decorator
@inline
function slot(a: u32): usize { return links + (<usize>a << 2); }

export function find(a: u32): u32 {
  let up = load<u32>(slot(a));
  while (up != a) {
    const above = load<u32>(slot(up));
    store<u32>(slot(a), above); // path halving
    a = above;
    up = load<u32>(slot(a));
  }
  return a;
}

/** The lower root wins: no ranks to store, and paths stay short by halving. */
export function unite(a: u32, b: u32): void {
  a = find(a);
  b = find(b);
  if (a < b) store<u32>(slot(b), a);
  else if (b < a) store<u32>(slot(a), b);
}
