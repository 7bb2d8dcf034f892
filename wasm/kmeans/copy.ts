// A second copy of the points in f32, less the columns' means, times a power of two that brings all values below about 4. Four rows
// lie side by side, dimension by dimension: f32[rows / 4][dims][4]. Beside it, for every 64 rows, the columns' greatest
// absolute values: how much an f32 may be wrong there.

import { COPY_BLOCK_ROWS, column_extents, column_means, copied, copied_extents, point_of } from "./layout";
import { dims, row_bytes, rows } from "../arena/memory";

export let scale: f64 = 1;
let done: u32 = 0; // rows copied

/** The points and their columns' extents are new: nothing is copied yet. */
export function begin_copy(): void {
  done = 0;
  let extent: f64 = 0;
  for (let at: usize = 0; at < row_bytes; at += 8) extent = max(extent, load<f64>(column_extents + at));
  const exponent = (reinterpret<u64>(extent) >> 52) - 1023;
  scale = extent > 0 ? reinterpret<f64>((1023 - exponent) << 52) : 1;
}

/** Copy up to row `to`, a multiple of the block or the last one; every stretch follows on the one before. */
export function copy_rows(to: u32): void {
  for (; done < to; done += COPY_BLOCK_ROWS) copy_block(done);
}

function copy_block(first: u32): void {
  const extents = copied_extents + <usize>(first / COPY_BLOCK_ROWS) * (<usize>dims << 2);
  let to = copied + <usize>first * (row_bytes >> 1);
  const factor = f64x2.splat(scale);
  memory.fill(extents, 0, <usize>dims << 2);
  for (let row = first; row < first + COPY_BLOCK_ROWS; row += 4) {
    // Beyond the last row it stands in; nobody looks there.
    const a = point_of(min(row, rows - 1));
    const b = point_of(min(row + 1, rows - 1));
    const c = point_of(min(row + 2, rows - 1));
    const d = point_of(min(row + 3, rows - 1));
    let at: usize = 0;
    for (; at + 8 < row_bytes; at += 16) {
      const mean = v128.load(column_means + at);
      const ab = v128.shuffle<f32>(two(a + at, mean, factor), two(b + at, mean, factor), 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(two(c + at, mean, factor), two(d + at, mean, factor), 0, 4, 1, 5);
      put(to, v128.shuffle<f64>(ab, cd, 0, 2), extents + (at >> 1));
      put(to + 16, v128.shuffle<f64>(ab, cd, 1, 3), extents + (at >> 1) + 4);
      to += 32;
    }
    if (at < row_bytes) {
      const mean = v128.load64_splat(column_means + at);
      const ab = v128.shuffle<f32>(one(a + at, mean, factor), one(b + at, mean, factor), 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(one(c + at, mean, factor), one(d + at, mean, factor), 0, 4, 1, 5);
      put(to, v128.shuffle<f64>(ab, cd, 0, 2), extents + (at >> 1));
      to += 16;
    }
  }
}

// @ts-ignore: decorator
@inline
function two(at: usize, mean: v128, factor: v128): v128 {
  return f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(v128.load(at), mean), factor));
}

// @ts-ignore: decorator
@inline
function one(at: usize, mean: v128, factor: v128): v128 {
  return f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(v128.load64_splat(at), mean), factor));
}

// @ts-ignore: decorator
@inline
function put(to: usize, four: v128, extent: usize): void {
  v128.store(to, four);
  const sizes = f32x4.abs(four);
  const pairs = f32x4.pmax(sizes, v128.shuffle<f32>(sizes, sizes, 2, 3, 0, 1));
  const most = f32x4.pmax(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2));
  const all = f32x4.pmax(v128.load32_zero(extent), most);
  v128.store_lane<f32>(extent, all, 0);
}
