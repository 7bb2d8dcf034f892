// Tight bounding boxes: lo corner, then hi corner, dims f64 each.

import { box_bytes, cores, dims, points, row_bytes } from "./memory";

/** Box of the `count` > 0 points from position `start`. */
export function box_of(start: u32, count: u32, lo: usize): void {
  const hi = lo + box_bytes;
  const first = points + <usize>start * row_bytes;
  const end = first + <usize>count * row_bytes;
  let at: usize = 0;
  // Eight dimensions at a time, held in registers.
  for (; at + 64 <= row_bytes; at += 64) {
    let l0 = v128.load(first + at), l1 = v128.load(first + at, 16), l2 = v128.load(first + at, 32), l3 = v128.load(first + at, 48);
    let h0 = l0, h1 = l1, h2 = l2, h3 = l3;
    for (let p = first + at + row_bytes; p < end; p += row_bytes) {
      const x0 = v128.load(p), x1 = v128.load(p, 16), x2 = v128.load(p, 32), x3 = v128.load(p, 48);
      l0 = f64x2.pmin(l0, x0); h0 = f64x2.pmax(h0, x0);
      l1 = f64x2.pmin(l1, x1); h1 = f64x2.pmax(h1, x1);
      l2 = f64x2.pmin(l2, x2); h2 = f64x2.pmax(h2, x2);
      l3 = f64x2.pmin(l3, x3); h3 = f64x2.pmax(h3, x3);
    }
    v128.store(lo + at, l0); v128.store(lo + at, l1, 16); v128.store(lo + at, l2, 32); v128.store(lo + at, l3, 48);
    v128.store(hi + at, h0); v128.store(hi + at, h1, 16); v128.store(hi + at, h2, 32); v128.store(hi + at, h3, 48);
  }
  for (; at + 16 <= row_bytes; at += 16) {
    let l = v128.load(first + at);
    let h = l;
    for (let p = first + at + row_bytes; p < end; p += row_bytes) {
      const x = v128.load(p);
      l = f64x2.pmin(l, x);
      h = f64x2.pmax(h, x);
    }
    v128.store(lo + at, l);
    v128.store(hi + at, h);
  }
  if (at < row_bytes) {
    let l = load<f64>(first + at);
    let h = l;
    for (let p = first + at + row_bytes; p < end; p += row_bytes) {
      const x = load<f64>(p);
      if (x < l) l = x;
      if (x > h) h = x;
    }
    store<f64>(lo + at, l);
    store<f64>(hi + at, h);
  }
}

/** An inside-out box that any point or box widens. */
export function box_clear(lo: usize): void {
  for (let j: u32 = 0; j < dims; j++) {
    store<f64>(lo + (j << 3), Infinity);
    store<f64>(lo + box_bytes + (j << 3), -Infinity);
  }
}

/** Widen a box by another; a point is a box with both corners at the same address. */
export function box_widen(lo: usize, other_lo: usize, other_hi: usize): void {
  for (let j: usize = 0; j < box_bytes; j += 8) {
    const l = load<f64>(other_lo + j);
    const h = load<f64>(other_hi + j);
    if (l < load<f64>(lo + j)) store<f64>(lo + j, l);
    if (h > load<f64>(lo + box_bytes + j)) store<f64>(lo + box_bytes + j, h);
  }
}

/** Box of the core points among `count` from position `start`. */
export function box_of_cores(start: u32, count: u32, lo: usize): void {
  box_clear(lo);
  for (let p = start; p < start + count; p++) {
    if (load<u8>(cores + p) != 1) continue;
    const at = points + <usize>p * row_bytes;
    box_widen(lo, at, at);
  }
}
