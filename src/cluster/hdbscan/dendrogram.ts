import type { VisitOrder } from './prim-order.ts';

/**
 * The single-linkage tree of places in Prim's order. Its inner nodes are the gaps between neighbours in that order, 1 … gaps:
 * gap g lies before element g, and elements 0 … gaps are the first rows of places, and the further rows of a place (a heap).
 *
 * Prim leaves a component only when it is exhausted, so that a component of whatever level is a run of that order, and merging
 * edges by ascending length, equal ones in Prim's order, makes the Cartesian tree over the gaps: the longest on top, the
 * last of equal ones.
 */
export interface Dendrogram {
  gaps: number;
  /** The topmost gap, 0 when there is none. */
  root: number;
  /** By gap: the gap below on either side, 0 where that side is one element. */
  left: Int32Array;
  right: Int32Array;
  /** By gap: the mutual reachability distance at which its sides merge. */
  length: Float64Array;
  /** By gap: 1 where the element behind it is a heap, each row of which is a merge of its own. */
  heap: Uint8Array;
  /** By element, and the end: rows before it. */
  rowsBefore: Int32Array;
}

/** The single-linkage tree, in one pass with a stack. */
export function makeDendrogram({ place, reach, core, count }: VisitOrder): Dendrogram {
  const heaps = place.reduce((sum, at) => sum + (count[at]! > 1 ? 1 : 0), 0);
  const gaps = Math.max(0, place.length - 1 + heaps);
  const length = new Float64Array(gaps + 1);
  const heap = new Uint8Array(gaps + 1);
  const rowsBefore = new Int32Array(gaps + 2);
  let element = 0;
  let rows = 0;
  place.forEach((at, i) => {
    length[element] = reach[i]!;
    rowsBefore[element++] = rows++;
    const more = count[at]! - 1;
    if (more === 0) return;
    length[element] = core[at]!;
    heap[element] = 1;
    rowsBefore[element++] = rows;
    rows += more;
  });
  rowsBefore[element] = rows;

  const left = new Int32Array(gaps + 1);
  const right = new Int32Array(gaps + 1);
  const stack = new Int32Array(gaps + 1); // gaps longer and longer towards the bottom
  let depth = 0;
  for (let gap = 1; gap <= gaps; gap++) {
    let below = 0;
    while (depth > 0 && length[stack[depth - 1]!]! <= length[gap]!) below = stack[--depth]!;
    left[gap] = below;
    if (depth > 0) right[stack[depth - 1]!] = gap;
    stack[depth++] = gap;
  }
  return { gaps, root: depth > 0 ? stack[0]! : 0, left, right, length, heap, rowsBefore };
}
