// The benchmark's inputs, seeded.
import { makeRandom } from '../cluster/cases.ts';
import { sessionFeatures } from './session-features.ts';

export type Data =
  | { kind: 'sessions'; rows: number; dims: 8 }
  | { kind: 'uniform'; rows: number; dims: number }
  | { kind: 'spreader'; rows: number; dims: number }
  | { kind: 'same'; rows: number; dims: number }
  | { kind: 'lattice'; rows: number; dims: number };

/** @returns rows × dims, row-major; the same for the same description */
export async function makeData({ kind, rows, dims }: Data): Promise<Float64Array<ArrayBuffer>> {
  switch (kind) {
    case 'sessions':
      return sessionFeatures(rows);
    case 'uniform':
      return filled(rows * dims, makeRandom(2));
    case 'spreader':
      return spread(rows, dims);
    case 'same':
      return new Float64Array(rows * dims).fill(0.1);
    case 'lattice':
      return lattice(rows, dims);
  }
}

function filled(length: number, next: () => number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = next();
  return values;
}

/** Exact ties everywhere: whole coordinates, as many a side as make `rows`. */
function lattice(rows: number, dims: number): Float64Array<ArrayBuffer> {
  const side = Math.ceil(rows ** (1 / dims) - 1e-9);
  const values = new Float64Array(rows * dims);
  for (let row = 0; row < rows; row++)
    for (let j = 0, rest = row; j < dims; j++, rest = Math.floor(rest / side))
      values[row * dims + j] = rest % side;
  return values;
}

/**
 * The seed spreader of Gan and Tao (SIGMOD 2015): a walker in [0, 10⁵]^dims throws points into a ball around itself, moves
 * on after every hundred, and sometimes jumps; a share of 10⁻⁴ is uniform noise.
 */
function spread(rows: number, dims: number): Float64Array<ArrayBuffer> {
  const SIDE = 1e5;
  const VICINITY = 100;
  const random = makeRandom(3);
  const values = new Float64Array(rows * dims);
  const noise = Math.round(rows * 1e-4);
  const restart = 10 / (rows - noise);
  const at = filled(dims, () => random() * SIDE);
  for (let row = 0; row < rows - noise; row++) {
    if (random() < restart) for (let j = 0; j < dims; j++) at[j] = random() * SIDE;
    else if (row % VICINITY === 0)
      for (let j = 0; j < dims; j++) at[j] = at[j]! + (random() - 0.5) * 50 * dims;
    for (let j = 0; j < dims; j++)
      values[row * dims + j] = Math.min(
        SIDE,
        Math.max(0, at[j]! + (random() - 0.5) * 2 * VICINITY),
      );
  }
  for (let at = (rows - noise) * dims; at < values.length; at++) values[at] = random() * SIDE;
  return values;
}
