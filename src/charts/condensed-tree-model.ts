import { makeScale, type Scale } from './scale.ts';

/**
 * A condensed cluster tree (Campello, Moulavi and Sander 2013; McInnes and Healy 2017). A node is a
 * cluster on its way through rising density; rows leave it one by one until it splits or ends.
 */
export interface CondensedTreeData {
  /** Parent of each node, −1 for a root. A parent stands before its children. */
  readonly parent: Int32Array;
  /** Density λ = 1 / distance at which each node begins. */
  readonly birth: Float64Array;
  /** Rows of each node at its birth. */
  readonly size: Int32Array;
  /** Sum over its rows of the λ they stay in it. */
  readonly stability: Float64Array;
  /** Number of the cluster for which the node was selected, or −1. */
  readonly cluster: Int32Array;
  /** For each row the last node it is in. */
  readonly rowNode: Int32Array;
  /** For each row the λ at which it leaves that node; infinite for rows at distance zero. */
  readonly rowLambda: Float64Array;
}

/** A tree with what can be told of it without any pixels. */
export interface CondensedTree extends CondensedTreeData {
  /** Children of each node, the largest first. */
  readonly children: readonly (readonly number[])[];
  /** λ at which each node splits, or its last row leaves it. */
  readonly death: Float64Array;
  readonly roots: readonly number[];
  /** Rows that stay to infinite λ. */
  readonly infinite: number;
}

/** Prepares a tree, in one pass over the rows. */
export function makeTree(data: CondensedTreeData): CondensedTree {
  const { parent, birth, size, rowNode, rowLambda } = data;
  const children: number[][] = Array.from(parent, () => []);
  const death = Float64Array.from(birth);
  const roots: number[] = [];
  let infinite = 0;
  for (let row = 0; row < rowNode.length; row++) {
    const node = rowNode[row]!;
    const lambda = rowLambda[row]!;
    if (lambda > death[node]!) death[node] = lambda;
    if (lambda === Infinity) infinite++;
  }
  parent.forEach((above, node) => {
    const siblings = children[above];
    if (!siblings) {
      roots.push(node);
      return;
    }
    siblings.push(node);
    death[above] = Math.max(death[above]!, birth[node]!);
  });
  for (const nodes of [roots, ...children]) nodes.sort((a, b) => size[b]! - size[a]! || a - b);
  return { ...data, children, death, roots, infinite };
}

/** The nodes of a tree that are drawn, parents first. */
export interface DrawnTree {
  readonly nodes: readonly number[];
  /** Drawn children of each drawn node, the largest first. */
  readonly children: ReadonlyMap<number, readonly number[]>;
  /** How many nodes are not drawn, and the size of the largest of them. */
  readonly left: number;
  readonly largestLeft: number;
  /** Of those not drawn: how many were selected as clusters. */
  readonly selectedLeft: number;
}

/** A node with a smaller share of all rows is drawn only if it leads to a selected cluster. */
const LEAST_SHARE = 0.01;
const MOST_NODES = 400;

/**
 * Chooses what is drawn: roots, selected clusters and their ancestors, then other nodes from the largest
 * down to a share of all rows; as many as have room.
 * @param mostLeaves  how many nodes without drawn children fit side by side.
 */
export function chooseNodes(tree: CondensedTree, mostLeaves: number): DrawnTree {
  const { parent, size, cluster, roots } = tree;
  const least = LEAST_SHARE * roots.reduce((sum, root) => sum + size[root]!, 0);
  const drawn = new Set<number>(roots.slice(0, Math.max(1, mostLeaves)));
  const branches = new Map<number, number>();
  let leaves = drawn.size;
  const candidates = [...size.keys()]
    .filter((node) => !drawn.has(node) && (cluster[node]! >= 0 || size[node]! >= least))
    .sort(
      (a, b) => Number(cluster[b]! >= 0) - Number(cluster[a]! >= 0) || size[b]! - size[a]! || a - b,
    );
  for (const candidate of candidates) {
    const path: number[] = [];
    let node = candidate;
    while (node >= 0 && !drawn.has(node) && path.length <= MOST_NODES) {
      path.push(node);
      node = parent[node]!;
    }
    if (node < 0 || path.length === 0) continue;
    const more = (branches.get(node) ?? 0) > 0 ? 1 : 0;
    if (leaves + more > mostLeaves || drawn.size + path.length > MOST_NODES) continue;
    leaves += more;
    for (const added of path) {
      drawn.add(added);
      const above = parent[added]!;
      branches.set(above, (branches.get(above) ?? 0) + 1);
    }
  }
  const nodes = [...drawn].sort((a, b) => a - b);
  const left = [...size.keys()].filter((node) => !drawn.has(node));
  return {
    nodes,
    children: new Map(
      nodes.map((node) => [node, tree.children[node]!.filter((child) => drawn.has(child))]),
    ),
    left: left.length,
    largestLeft: left.reduce((most, node) => Math.max(most, size[node]!), 0),
    selectedLeft: left.filter((node) => cluster[node]! >= 0).length,
  };
}

/** Beyond this ratio of its ends the λ axis is logarithmic. */
const LOG_FROM = 30;

/** The axis of λ, over the finite ones of the drawn nodes and their rows; it begins at zero unless it is logarithmic. */
export function lambdaScale(tree: CondensedTree, drawn: DrawnTree): Scale {
  const { birth, death, rowNode, rowLambda } = tree;
  const isDrawn = new Uint8Array(birth.length);
  let [lo, hi] = [Infinity, 0];
  const take = (lambda: number): void => {
    if (!Number.isFinite(lambda) || lambda <= 0) return;
    if (lambda < lo) lo = lambda;
    if (lambda > hi) hi = lambda;
  };
  for (const node of drawn.nodes) {
    isDrawn[node] = 1;
    take(birth[node]!);
    take(death[node]!);
  }
  for (let row = 0; row < rowNode.length; row++) {
    if (isDrawn[rowNode[row]!] === 1) take(rowLambda[row]!);
  }
  if (hi > lo * LOG_FROM) return makeScale('log', { lo, hi, smallest: lo });
  return makeScale('linear', { lo: 0, hi: hi > 0 ? hi : 1, smallest: 1 });
}

/**
 * Rows that are still in each drawn node at the upper end of each of `bins` equal parts of the axis.
 * Rows that went to a child which is not drawn left at the split, as they did in the data.
 */
export function rowsLeft(
  tree: CondensedTree,
  drawn: DrawnTree,
  scale: Scale,
  bins: number,
): ReadonlyMap<number, Int32Array> {
  const { size, rowNode, rowLambda } = tree;
  const left = new Map(drawn.nodes.map((node) => [node, new Int32Array(bins)]));
  const byNode: (Int32Array | undefined)[] = Array.from(size, (_, node) => left.get(node));
  for (let row = 0; row < rowNode.length; row++) {
    const gone = byNode[rowNode[row]!];
    if (gone === undefined || rowLambda[row] === Infinity) continue;
    // A row is gone in the part after the one in which it leaves.
    const bin = Math.max(0, Math.floor(scale.toUnit(rowLambda[row]!) * bins)) + 1;
    if (bin < bins) gone[bin]!++;
  }
  for (const [node, counts] of left) {
    let still = size[node]!;
    counts.forEach((gone, bin) => {
      still -= gone;
      counts[bin] = still;
    });
  }
  return left;
}
