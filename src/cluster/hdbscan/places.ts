import type { Work } from '../job.ts';

/** Rows gathered by place: rows of equal values are one. Places are numbered by their first row. */
export interface Places {
  /** By row. */
  placeOf: Int32Array;
  /** By place: its first row. */
  first: Int32Array;
  /** By place: how many rows it has. */
  count: Int32Array;
}

/**
 * Gather equal rows (−0 equals 0) with an open hash table.
 * @param points rows × dims, finite
 */
export function* findPlaces(points: Float64Array, dims: number): Work<Places> {
  const rows = points.length / dims;
  const placeOf = new Int32Array(rows);
  const first = new Int32Array(rows);
  const count = new Int32Array(rows);
  const slots = 2 ** Math.ceil(Math.log2(rows * 2 + 1));
  const table = new Int32Array(slots).fill(-1);
  const bits = wordsOf(points);
  let places = 0;
  for (let row = 0; row < rows; row++) {
    let at = hashRow(bits, row * dims, dims) & (slots - 1);
    let place = table[at]!;
    while (place !== -1 && !equalRows(points, dims, row, first[place]!)) {
      at = (at + 1) & (slots - 1);
      place = table[at]!;
    }
    if (place === -1) {
      place = places++;
      table[at] = place;
      first[place] = row;
    }
    placeOf[row] = place;
    count[place]!++;
    if ((row & 0x7fff) === 0x7fff) yield { phase: 'neighbours', done: 0, total: rows };
  }
  return { placeOf, first: first.slice(0, places), count: count.slice(0, places) };
}

/** Each row a place of its own, equal or not. */
export function everyRow(rows: number): Places {
  const placeOf = Int32Array.from({ length: rows }, (_, row) => row);
  return { placeOf, first: placeOf, count: new Int32Array(rows).fill(1) };
}

// A view of doubles needs their alignment, which a Float64Array has by definition.
function wordsOf(points: Float64Array): Uint32Array {
  return new Uint32Array(points.buffer, points.byteOffset, points.length * 2);
}

const SIGN = 0x8000_0000;

function hashRow(words: Uint32Array, start: number, dims: number): number {
  let hash = 0;
  for (let at = start * 2; at < (start + dims) * 2; at += 2) {
    const low = words[at]!;
    const high = words[at + 1]!;
    hash = Math.imul(hash ^ low, 0x9e3779b1);
    hash = (hash << 13) | (hash >>> 19);
    hash = Math.imul(hash ^ (low === 0 && high === SIGN ? 0 : high), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}

function equalRows(points: Float64Array, dims: number, a: number, b: number): boolean {
  let p = a * dims;
  let q = b * dims;
  for (const end = p + dims; p < end; p++, q++) if (points[p] !== points[q]) return false;
  return true;
}
