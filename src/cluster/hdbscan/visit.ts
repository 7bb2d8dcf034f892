import type { Work } from '../job.ts';
import type { Kernel } from '../kernel.ts';
import { squaredCores } from './core-distances.ts';
import { everyRow, findPlaces, type Places } from './places.ts';
import { primOrder, rowsInOrder, type VisitOrder } from './prim-order.ts';
import { boruvkaTree, primTree } from './spanning-tree.ts';

/** Every row a place of its own, and Prim over all pairs: O(rows²), ties as in scikit-learn. `fail`: when memory is refused. */
export function* visitAllPairs(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  minSamples: number,
  fail: () => never,
): Work<VisitOrder> {
  const places = everyRow(points.length / dims);
  const chosen = points.slice(); // created points are used up by the core distances
  const core = (yield* squaredCores(kernel, points, dims, places, minSamples, fail)).map(Math.sqrt);
  const visits = yield* primTree(kernel, chosen, dims, core, fail);
  return { ...visits, core, count: places.count, rows: visits.place };
}

/**
 * Equal rows gathered, Borůvka over a tree of boxes, and its edges in Prim's order. The rows of a place merge at its core distance,
 * right after the first of them, which no edge undercuts. `fail`: when memory is refused.
 *
 * Where boxes rule nothing out (many dimensions), Prim over all pairs of places is several times faster: it takes over when Borůvka
 * has done `mostWork` distances, by default about what Prim costs.
 */
export function* visitBoxes(
  kernel: Kernel,
  points: Float64Array,
  dims: number,
  minSamples: number,
  fail: () => never,
  mostWork?: number,
): Work<VisitOrder> {
  const places = yield* findPlaces(points, dims);
  const chosen = pointsOf(places, points, dims); // before the core distances: created points are used up by those
  const squared = yield* squaredCores(kernel, points, dims, places, minSamples, fail);
  const core = squared.map(Math.sqrt);
  const most = mostWork ?? squared.length ** 2 / 4;
  const edges = yield* boruvkaTree(kernel, chosen, dims, squared, most, fail);
  const visits = edges
    ? yield* primOrder(edges, core.length)
    : yield* primTree(kernel, chosen, dims, core, fail);
  return { ...visits, core, count: places.count, rows: rowsInOrder(places, visits.place) };
}

function pointsOf({ first }: Places, points: Float64Array, dims: number): Float64Array {
  const chosen = new Float64Array(first.length * dims);
  first.forEach((row, place) =>
    chosen.set(points.subarray(row * dims, (row + 1) * dims), place * dims),
  );
  return chosen;
}
