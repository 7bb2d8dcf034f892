// Which pairs of places may be near? Coordinates are rounded to i16 around a centre, with one scale for all dimensions, and
// |a − b|² is had from a dot product: one instruction multiplies two dimensions of four pairs. The answer is never final but
// where the rounding cannot matter; README.md has the proof of the bounds.

import { dims } from "../arena/memory";

/** Places of a block; all pairs of two blocks are looked at together. */
export const BLOCK: u32 = 32;
/** Flag of a candidate whose exact distance need not be computed: it is a neighbour. */
export const SURE: u32 = 0x10000;

const HEADROOM: f64 = 268435456; // 2^28: most |q|², so that four times that is an i32
const NEVER: i32 = 1 << 30; //     half the squared norm of padding, which is near nobody
const MOST_HALF: f64 = 1073741816; // 2^30 − 8, below NEVER
const FINEST: f64 = 32; //         a radius is at least so many times the rounding error of a pair, or coordinates are clamped

let words: usize = 0; //    per group of 4 places: for each two dimensions 4 × (i16, i16)
let minus: usize = 0; //    i32[places]: −(half the squared norm, rounded down)
let threshold: usize = 0; // i32[places]: a pair is a candidate when dot + minus[b] > threshold[a]
let buffer: usize = 0; //   u32[BLOCK²]: the candidates of two blocks
let group_bytes: usize = 0;
let most: i32 = 0; //       coordinates are clamped to −most … most
let scale: f64 = 0;
let half: i32 = 0; //       half the largest squared distance of a candidate, rounded up
let sure_gap: i32 = 0; //   what exceeds the threshold by so much is surely near
let clamped: bool = false;

/** Bytes for so many places, a multiple of BLOCK. */
export function filter_bytes(places: u32): u64 {
  return <u64>places * (<u64>((dims + 1) >> 1) * 4 + 8) + (BLOCK * BLOCK * 4);
}

/**
 * @param at 16-aligned, filter_bytes
 * @param radius how far coordinates are from the centre (only a guess: what is farther will be clamped)
 */
export function set_filter(at: usize, places: u32, eps2: f64, radius: f64): void {
  group_bytes = <usize>((dims + 1) >> 1) << 4;
  words = at;
  minus = words + <usize>(places >> 2) * group_bytes;
  threshold = minus + (<usize>places << 2);
  buffer = threshold + (<usize>places << 2);
  clamped = false;
  most = <i32>min<f64>(32767, Math.floor(Math.sqrt(HEADROOM / <f64>dims)));
  const eps = Math.sqrt(eps2);
  const error = Math.sqrt(<f64>dims) * 1.000001;
  // A wide scatter is clamped rather than rounded away: clamping brings points nearer to each other, never farther.
  scale = Math.max(<f64>most / (radius * 1.000001), (FINEST * error) / eps);
  half = <i32>MOST_HALF;
  sure_gap = i32.MAX_VALUE;
  // Sums of squares must neither overflow nor lose bits: elsewhere every pair is a candidate.
  if (!(eps2 >= 1e-280 && eps2 <= 1e280 && scale >= 1e-290 && scale <= 1e290)) {
    scale = 0;
    return;
  }
  const wide = (scale * eps + error) * 1.00000001;
  half = <i32>Math.min(MOST_HALF, Math.ceil(wide * wide * 0.5) + 1);
  const narrow = (scale * eps - error) * 0.99999999;
  if (narrow > 2 && half < <i32>MOST_HALF) sure_gap = half + 3 - <i32>Math.floor(narrow * narrow * 0.5);
}

/** Whether the filter can tell anything at all. */
export function filter_works(): bool { return scale != 0 && half < <i32>MOST_HALF; }

/** Put in place `k`: a point of `dims` f64, and the centre to be taken from it. */
export function put_place(k: u32, point: usize, centre: usize): void {
  const to = words + <usize>(k >> 2) * group_bytes + ((k & 3) << 2);
  let sum: i32 = 0;
  for (let j: u32 = 0; j < dims; j++) {
    const z = (load<f64>(point + (j << 3)) - load<f64>(centre + (j << 3))) * scale;
    let q: i32 = 0;
    if (scale != 0) {
      if (z > <f64>most || z < -(<f64>most)) clamped = true;
      q = <i32>nearest<f64>(Math.max(-(<f64>most), Math.min(<f64>most, z)));
    }
    sum += q * q;
    store<i16>(to + (<usize>(j >> 1) << 4) + ((j & 1) << 1), <i16>q);
  }
  if (dims & 1) store<i16>(to + (<usize>(dims >> 1) << 4) + 2, 0);
  put_norm(k, sum >> 1);
}

/** Fill places that do not exist: near nobody. */
export function put_padding(k: u32): void {
  const to = words + <usize>(k >> 2) * group_bytes + ((k & 3) << 2);
  for (let j: usize = 0; j < group_bytes; j += 16) store<i32>(to + j, 0);
  put_norm(k, NEVER);
}

function put_norm(k: u32, norm: i32): void {
  store<i32>(minus + (<usize>k << 2), -norm);
  store<i32>(threshold + (<usize>k << 2), norm - half - 1);
}

/** All places are in: a clamped coordinate may hide a distance, so nothing is surely near then. */
export function close_filter(): void {
  if (clamped) sure_gap = i32.MAX_VALUE;
}

/** The k-th candidate of the last call: a << 8 | b within their blocks, and SURE. */
// @ts-ignore: decorator
@inline
export function candidate(k: u32): u32 { return load<u32>(buffer + (<usize>k << 2)); }

function emit(found: usize, sums: v128, bound: v128, code: u32): usize {
  const above = i32x4.sub(sums, bound);
  let mask = i32x4.bitmask(i32x4.gt_s(sums, bound));
  const sure = i32x4.bitmask(i32x4.gt_s(above, i32x4.splat(sure_gap)));
  while (mask != 0) {
    const lane = <u32>ctz(mask);
    store<u32>(found, (code + lane) | (((sure >> lane) & 1) << 16));
    found += 4;
    mask &= mask - 1;
  }
  return found;
}

// @ts-ignore: decorator
@inline
function madd(sum: v128, a: v128, b: v128): v128 { return i32x4.add(sum, i32x4.dot_i16x8_s(a, b)); }

/** Candidates among all pairs of two blocks, or with a = b among those of one block, each twice and with itself. */
export function find_candidates(a: u32, b: u32): u32 {
  const groups = BLOCK >> 2;
  const first_b = words + <usize>(b * groups) * group_bytes;
  let found = buffer;
  for (let i: u32 = 0; i < groups; i++) {
    const at_a = words + <usize>(a * groups + i) * group_bytes;
    const end = at_a + group_bytes;
    const bounds = threshold + (<usize>(a * groups + i) << 4);
    const t0 = v128.load32_splat(bounds), t1 = v128.load32_splat(bounds, 4), t2 = v128.load32_splat(bounds, 8), t3 = v128.load32_splat(bounds, 12);
    let norms = minus + (<usize>(b * groups) << 4);
    let x = first_b;
    for (let j: u32 = 0; j < groups; j += 2) {
      const m = v128.load(norms), n = v128.load(norms, 16);
      norms += 32;
      let y = x + group_bytes;
      let a0 = m, a1 = m, a2 = m, a3 = m, b0 = n, b1 = n, b2 = n, b3 = n;
      for (let p = at_a; p < end; p += 16) {
        const u = v128.load(x), v = v128.load(y);
        x += 16; y += 16;
        const p0 = v128.load32_splat(p);
        a0 = madd(a0, p0, u); b0 = madd(b0, p0, v);
        const p1 = v128.load32_splat(p, 4);
        a1 = madd(a1, p1, u); b1 = madd(b1, p1, v);
        const p2 = v128.load32_splat(p, 8);
        a2 = madd(a2, p2, u); b2 = madd(b2, p2, v);
        const p3 = v128.load32_splat(p, 12);
        a3 = madd(a3, p3, u); b3 = madd(b3, p3, v);
      }
      x = y;
      const any = v128.or(
        v128.or(v128.or(i32x4.gt_s(a0, t0), i32x4.gt_s(b0, t0)), v128.or(i32x4.gt_s(a1, t1), i32x4.gt_s(b1, t1))),
        v128.or(v128.or(i32x4.gt_s(a2, t2), i32x4.gt_s(b2, t2)), v128.or(i32x4.gt_s(a3, t3), i32x4.gt_s(b3, t3))),
      );
      if (!v128.any_true(any)) continue;
      const code = (i << 10) | (j << 2);
      found = emit(emit(found, a0, t0, code), b0, t0, code + 4);
      found = emit(emit(found, a1, t1, code + 0x100), b1, t1, code + 0x104);
      found = emit(emit(found, a2, t2, code + 0x200), b2, t2, code + 0x204);
      found = emit(emit(found, a3, t3, code + 0x300), b3, t3, code + 0x304);
    }
  }
  return <u32>(found - buffer) >> 2;
}
