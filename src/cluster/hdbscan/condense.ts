import type { Work } from '../job.ts';
import { makeDendrogram } from './dendrogram.ts';
import type { VisitOrder } from './prim-order.ts';

/** The condensed tree before anything is selected. Fields as in `CondensedTree`. */
export interface Condensed {
  parent: Int32Array;
  birth: Float64Array;
  death: Float64Array;
  size: Int32Array;
  stability: Float64Array;
  rowNode: Int32Array;
  rowLambda: Float64Array;
}

/** Condensed clusters in the order in which the walk finds them. */
class Found {
  readonly parent: number[] = [-1];
  readonly birth: number[] = [0];
  readonly death: number[] = [0];
  readonly size: number[] = [];
  readonly stability: number[] = [0];
}

/** A cluster that splits in two: its number, its depth in the binary tree and the gap where it splits. */
interface Split {
  cluster: number;
  depth: number;
  gap: number;
}

/**
 * Cut from the top down: where both sides of a gap have minClusterSize rows, two clusters are born; otherwise the rows of a
 * side that is too small leave the cluster, which goes on.
 *
 * Clusters are numbered as scikit-learn does: by depth in the binary single-linkage tree, there from left to right.
 * @param rows in all places together
 */
export function* condense(
  order: VisitOrder,
  rows: number,
  minClusterSize: number,
): Work<Condensed> {
  yield { phase: 'condense', done: 0, total: rows };
  const tree = makeDendrogram(order);
  const found = new Found();
  found.size.push(rows);
  const splits: Split[] = [];
  const rowNode = new Int32Array(rows);
  const rowLambda = new Float64Array(rows);

  // What waits: the cluster, its top gap, the first and last element it spans, the depth of that gap.
  const waiting = [0, tree.root, 0, tree.gaps, 0];
  let left = rows; // rows that have not left yet
  let walked = 0;
  const leave = (from: number, to: number, cluster: number, lambda: number): void => {
    for (let at = from; at < to; at++) {
      rowNode[order.rows[at]!] = cluster;
      rowLambda[order.rows[at]!] = lambda;
    }
    left -= to - from;
  };

  while (waiting.length > 0) {
    let depth = waiting.pop()!;
    let last = waiting.pop()!;
    let first = waiting.pop()!;
    let gap = waiting.pop()!;
    const cluster = waiting.pop()!;
    const birth = found.birth[cluster]!;
    let stability = 0;
    let lambda = birth;
    while (gap > 0) {
      lambda = lambdaOf(tree.length[gap]!);
      const start = tree.rowsBefore[first]!;
      const middle = tree.rowsBefore[gap]!;
      const end = tree.rowsBefore[last + 1]!;
      const heap = tree.heap[gap] === 1; // many single rows rather than one side
      const leftBig = middle - start >= minClusterSize;
      const rightBig = !heap && end - middle >= minClusterSize;
      const below = depth + (heap ? end - middle : 1);
      if (leftBig && rightBig) {
        stability += gained(lambda, birth, middle - start);
        stability += gained(lambda, birth, end - middle);
        splits.push({ cluster, depth, gap });
        const one = addCluster(found, cluster, lambda, middle - start);
        const two = addCluster(found, cluster, lambda, end - middle);
        waiting.push(two, tree.right[gap]!, gap, last, below);
        waiting.push(one, tree.left[gap]!, first, gap - 1, below);
        break;
      }
      const from = leftBig ? middle : start;
      const to = rightBig ? middle : end;
      leave(from, to, cluster, lambda);
      // One after the other: the same rounding as in scikit-learn, where stabilities are compared.
      for (let row = from; row < to; row++) stability += gained(lambda, birth, 1);
      if (leftBig) {
        last = gap - 1;
        gap = tree.left[gap]!;
      } else if (rightBig) {
        first = gap;
        gap = tree.right[gap]!;
      } else {
        gap = 0;
      }
      depth = below;
      if ((++walked & 0x3fff) === 0) yield { phase: 'condense', done: rows - left, total: rows };
    }
    found.death[cluster] = lambda;
    found.stability[cluster] = stability;
  }
  return renumber(found, splits, rowNode, rowLambda);
}

/** 1 / distance, as scikit-learn has it. */
export function lambdaOf(distance: number): number {
  return distance > 0 ? 1 / distance : Infinity;
}

// ∞ − ∞ can come up where distances are so small that 1 / distance is ∞: no time passes.
function gained(lambda: number, birth: number, rows: number): number {
  return lambda === birth ? 0 : (lambda - birth) * rows;
}

function addCluster(found: Found, parent: number, birth: number, size: number): number {
  found.birth.push(birth);
  found.death.push(birth);
  found.size.push(size);
  found.stability.push(0);
  return found.parent.push(parent) - 1;
}

/** Number clusters breadth first: those that split, by depth and from left to right, number their two children in turn. */
function renumber(
  found: Found,
  splits: Split[],
  rowNode: Int32Array,
  rowLambda: Float64Array,
): Condensed {
  const clusters = found.parent.length;
  const childrenFrom = new Int32Array(clusters); // by cluster that splits: the number of its left child
  splits.sort((a, b) => a.depth - b.depth || a.gap - b.gap);
  splits.forEach(({ cluster }, at) => (childrenFrom[cluster] = 1 + 2 * at));

  // The walk numbers a cluster's children together, left first, so that an odd one is a left child.
  const number = Int32Array.from(found.parent, (parent, old) =>
    parent === -1 ? 0 : childrenFrom[parent]! + (old % 2 === 1 ? 0 : 1),
  );
  const condensed: Condensed = {
    parent: new Int32Array(clusters),
    birth: new Float64Array(clusters),
    death: new Float64Array(clusters),
    size: new Int32Array(clusters),
    stability: new Float64Array(clusters),
    rowNode: rowNode.map((old) => number[old]!),
    rowLambda,
  };
  number.forEach((cluster, old) => {
    const parent = found.parent[old]!;
    condensed.parent[cluster] = parent === -1 ? -1 : number[parent]!;
    condensed.birth[cluster] = found.birth[old]!;
    condensed.death[cluster] = found.death[old]!;
    condensed.size[cluster] = found.size[old]!;
    condensed.stability[cluster] = found.stability[old]!;
  });
  return condensed;
}
