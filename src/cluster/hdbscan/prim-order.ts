import type { Work } from '../job.ts';
import { Heap } from './heap.ts';
import type { Places } from './places.ts';

/** A spanning tree's edges between places. */
export interface Edges {
  from: Int32Array;
  to: Int32Array;
  length: Float64Array;
}

/** Places in the order in which Prim's algorithm visits them, from place 0. */
export interface VisitOrder {
  /** By visit: the place. */
  place: Int32Array;
  /** By visit: mutual reachability distance to the nearest place visited before; the first one's means nothing. */
  reach: Float64Array;
  /** By place: its core distance, at which its rows merge. */
  core: Float64Array;
  /** By place: its rows. */
  count: Int32Array;
  /** All rows, place by place as visited. */
  rows: Int32Array;
}

/**
 * Bring a minimum spanning tree into Prim's order: of what is near the tree grown so far, the nearest next, the lowest row of
 * equally near ones. That fixes left and right in the dendrogram, and so the clusters' numbers.
 * O(n log n) time, Prim (1957) with a heap.
 */
export function* primOrder(
  { from, to, length }: Edges,
  places: number,
): Work<Pick<VisitOrder, 'place' | 'reach'>> {
  const { start, edges } = incidence(from, to, places);
  const place = new Int32Array(places);
  const reach = new Float64Array(places);
  const heap = new Heap(places);
  let current = 0;
  let cameBy = -1;
  for (let visit = 0; visit < places; visit++) {
    place[visit] = current;
    for (let at = start[current]!; at < start[current + 1]!; at++) {
      const edge = edges[at]!;
      if (edge === cameBy) continue;
      heap.push(length[edge]!, from[edge] === current ? to[edge]! : from[edge]!, edge);
    }
    if (visit + 1 === places) break;
    heap.pop();
    current = heap.place;
    cameBy = heap.edge;
    reach[visit + 1] = heap.length;
    if ((visit & 0x3fff) === 0x3fff) yield { phase: 'tree', done: visit, total: places };
  }
  return { place, reach };
}

/** By place: the edges that touch it. */
function incidence(
  from: Int32Array,
  to: Int32Array,
  places: number,
): { start: Int32Array; edges: Int32Array } {
  const start = new Int32Array(places + 2);
  for (let edge = 0; edge < from.length; edge++) {
    start[from[edge]! + 2]!++;
    start[to[edge]! + 2]!++;
  }
  for (let at = 2; at <= places; at++) start[at]! += start[at - 1]!;
  const edges = new Int32Array(from.length * 2);
  for (let edge = 0; edge < from.length; edge++) {
    edges[start[from[edge]! + 1]!++] = edge;
    edges[start[to[edge]! + 1]!++] = edge;
  }
  return { start, edges };
}

/** All rows in the order in which their places are visited, within a place by number. */
export function rowsInOrder({ placeOf, count }: Places, place: Int32Array): Int32Array {
  const next = new Int32Array(count.length);
  let before = 0;
  for (const at of place) {
    next[at] = before;
    before += count[at]!;
  }
  const rows = new Int32Array(placeOf.length);
  for (let row = 0; row < placeOf.length; row++) rows[next[placeOf[row]!]!++] = row;
  return rows;
}
