import type { Condensed } from './condense.ts';
import type { Choice } from './select.ts';

export interface Labels {
  /** By row, −1 for noise. */
  clusters: Int32Array;
  /** By row, 0 … 1. */
  probabilities: Float64Array;
  clusterCount: number;
  noiseCount: number;
  /** By condensed cluster: its number, −1 where it was not selected. */
  cluster: Int32Array;
}

/**
 * Number the selected clusters in the order of the condensed tree and give each row the one that it lies in, with the share
 * that its lambda is of the cluster's greatest (1 where the row's is ∞).
 *
 * A single cluster that is the root holds the rows that stay until its first split or its end, or, with an epsilon, until there.
 */
export function labelRows(tree: Condensed, selected: Uint8Array, choice: Choice): Labels {
  const { parent, death, rowNode, rowLambda } = tree;
  const rows = rowNode.length;
  let clusterCount = 0;
  const cluster = Int32Array.from(selected, (yes) => (yes === 1 ? clusterCount++ : -1));
  const selectedAt = new Int32Array(parent.length); // by condensed cluster: itself or the nearest selected one above, or the root
  for (let at = 1; at < parent.length; at++)
    selectedAt[at] = selected[at] === 1 ? at : selectedAt[parent[at]!]!;

  const single = selected[0] === 1 && clusterCount === 1;
  const { clusterSelectionEpsilon: epsilon } = choice;
  const threshold = epsilon === 0 ? death[0]! : 1 / epsilon;
  const clusters = new Int32Array(rows).fill(-1);
  const probabilities = new Float64Array(rows);
  let noiseCount = 0;
  for (let row = 0; row < rows; row++) {
    const at = selectedAt[rowNode[row]!]!;
    const lambda = rowLambda[row]!;
    if (at === 0 && !(single && lambda >= threshold)) {
      noiseCount++;
      continue;
    }
    clusters[row] = cluster[at]!;
    const most = death[at]!;
    probabilities[row] = most === 0 || lambda === Infinity ? 1 : Math.min(lambda, most) / most;
  }
  return { clusters, probabilities, clusterCount, noiseCount, cluster };
}
