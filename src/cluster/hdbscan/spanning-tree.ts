import { STATUS_OUT_OF_MEMORY, STATUS_RUNNING } from '../../../wasm/abi.ts';
import type { Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { STEP_BUDGET } from './core-distances.ts';
import type { Edges, VisitOrder } from './prim-order.ts';

/** Places in Prim's order, and how near each is to those visited before. */
export type Visits = Pick<VisitOrder, 'place' | 'reach'>;

/**
 * The minimum spanning tree of mutual reachability by Prim's algorithm over all pairs.
 * @param points places × dims
 * @param cores core distances of the places
 * @param fail to be called when the kernel is refused memory
 */
export function* primTree(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  cores: Float64Array,
  fail: () => never,
): Work<Visits> {
  const places = cores.length;
  const wasm = kernel.exports();
  const address = wasm.prim_prepare(places, dims) >>> 0;
  if (address === 0) fail();
  const { buffer } = wasm.memory;
  new Float64Array(buffer, address, points.length).set(points);
  new Float64Array(buffer, wasm.prim_cores() >>> 0, places).set(cores);
  let status = wasm.prim_begin();
  while (status === STATUS_RUNNING) {
    status = wasm.prim_step(STEP_BUDGET);
    yield { phase: 'tree', done: wasm.prim_visited(), total: places };
  }
  return {
    place: new Int32Array(buffer, wasm.prim_order() >>> 0, places).slice(),
    reach: new Float64Array(buffer, wasm.prim_reach() >>> 0, places).slice(),
  };
}

/**
 * The minimum spanning tree of mutual reachability by Borůvka's algorithm over a tree of boxes; undefined when it would take more
 * work than that.
 * @param points places × dims
 * @param squaredCores squared core distances of the places
 * @param mostWork in distances
 * @param fail to be called when the kernel is refused memory
 */
export function* boruvkaTree(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  squaredCores: Float64Array,
  mostWork: number,
  fail: () => never,
): Work<Edges | undefined> {
  const places = squaredCores.length;
  const wasm = kernel.exports();
  const address = wasm.boruvka_prepare(places, dims) >>> 0;
  if (address === 0) fail();
  new Float64Array(wasm.memory.buffer, address, points.length).set(points);
  new Float64Array(wasm.memory.buffer, wasm.boruvka_cores() >>> 0, places).set(squaredCores);
  let status = wasm.boruvka_begin();
  while (status === STATUS_RUNNING) {
    status = wasm.boruvka_step(STEP_BUDGET);
    if (status === STATUS_RUNNING && wasm.boruvka_spent() > mostWork) return undefined;
    yield { phase: 'tree', done: wasm.boruvka_edges() >>> 0, total: places };
  }
  if (status === STATUS_OUT_OF_MEMORY) fail();
  const { buffer } = wasm.memory; // the index grew it
  const edges = places - 1;
  return {
    from: new Int32Array(buffer, wasm.boruvka_from() >>> 0, edges).slice(),
    to: new Int32Array(buffer, wasm.boruvka_to() >>> 0, edges).slice(),
    length: new Float64Array(buffer, wasm.boruvka_lengths() >>> 0, edges).map(Math.sqrt),
  };
}
