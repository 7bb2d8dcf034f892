import { STATUS_OUT_OF_MEMORY, STATUS_RUNNING } from '../../../wasm/abi.ts';
import type { Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import type { Places } from './places.ts';

/** Work of one call into the kernel, in distances: some milliseconds. */
export const STEP_BUDGET = 400_000;

/**
 * Each place's squared core distance: that of its rows to the k-th nearest row, itself counted. Created points are used up.
 * @param fail to be called when the kernel is refused memory
 */
export function* squaredCores(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  places: Places,
  k: number,
  fail: () => never,
): Work<Float64Array> {
  const rows = points.length / dims;
  const wasm = kernel.exportsFor(points);
  const address = wasm.knn_prepare(rows, dims, k) >>> 0;
  if (address === 0) fail();
  kernel.place(points, address);
  // The rows of a place have the same distance: one asks for all.
  const wanted = new Uint8Array(wasm.memory.buffer, wasm.knn_wanted() >>> 0, rows).fill(0);
  for (const row of places.first) wanted[row] = 1;

  let status = wasm.knn_begin();
  while (status === STATUS_RUNNING) {
    status = wasm.knn_step(STEP_BUDGET);
    yield { phase: 'neighbours', done: wasm.knn_done(), total: wasm.knn_total() };
  }
  if (status === STATUS_OUT_OF_MEMORY) fail();

  const index = new Uint32Array(wasm.memory.buffer, wasm.knn_index() >>> 0, rows);
  const squared = new Float64Array(wasm.memory.buffer, wasm.knn_squared() >>> 0, rows);
  const cores = new Float64Array(places.first.length);
  for (let position = 0; position < rows; position++) {
    const row = index[position]!;
    const place = places.placeOf[row]!;
    if (places.first[place] === row) cores[place] = squared[position]!;
  }
  return cores;
}
