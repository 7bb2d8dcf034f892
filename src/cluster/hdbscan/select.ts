import type { Condensed } from './condense.ts';
import type { HdbscanSelection } from './contract.ts';

/** The parameters that choose clusters, all given. */
export interface Choice {
  selection: HdbscanSelection;
  allowSingleCluster: boolean;
  clusterSelectionEpsilon: number;
}

/**
 * Which condensed clusters make the flat clustering: 1 where selected.
 * Excess of mass: Campello, Moulavi, Sander (2013); epsilon: Malzer, Baum (2020). Decisions are scikit-learn's: a cluster stands
 * against its subtree when equally stable, and the root is never a leaf.
 */
export function selectClusters(tree: Condensed, choice: Choice): Uint8Array {
  const selected = choice.selection === 'leaf' ? leaves(tree) : excessOfMass(tree, choice);
  const epsilon = choice.clusterSelectionEpsilon;
  if (epsilon === 0 || tree.parent.length === 1 || selected[0] === 1) return selected;
  return mergeBelow(tree, selected, epsilon, choice.allowSingleCluster);
}

function leaves({ parent }: Condensed): Uint8Array {
  const selected = new Uint8Array(parent.length).fill(1);
  selected[0] = 0;
  for (const above of parent) if (above !== -1) selected[above] = 0;
  return selected;
}

function excessOfMass(tree: Condensed, { allowSingleCluster }: Choice): Uint8Array {
  const { parent, stability, size } = tree;
  const clusters = parent.length;
  const below = new Float64Array(clusters); // the best of each subtree, without its top
  const selected = new Uint8Array(clusters);
  // Children come after their parents, so from the last to the first all of a subtree is decided before its top.
  for (let at = clusters - 1; at > 0; at--) {
    const subtree = below[at]!;
    const stands = !(subtree > stability[at]!);
    selected[at] = stands ? 1 : 0;
    below[parent[at]!]! += stands ? stability[at]! : subtree;
  }
  selected[0] = allowSingleCluster && size[0]! > 1 && !(below[0]! > stability[0]!) ? 1 : 0;
  // What lies under a selected cluster is not selected itself.
  const covered = new Uint8Array(clusters);
  covered[0] = selected[0]!;
  for (let at = 1; at < clusters; at++) {
    const above = covered[parent[at]!]!;
    covered[at] = above | selected[at]!;
    if (above === 1) selected[at] = 0;
  }
  return selected;
}

/** Replace each cluster born below the distance by its nearest ancestor born above it. */
function mergeBelow(
  { parent, birth }: Condensed,
  selected: Uint8Array,
  epsilon: number,
  allowRoot: boolean,
): Uint8Array {
  const merged = new Uint8Array(parent.length);
  const target = new Int32Array(parent.length);
  for (let at = 1; at < parent.length; at++) {
    const above = parent[at]!;
    if (above === 0) target[at] = allowRoot ? 0 : at;
    else target[at] = 1 / birth[above]! > epsilon ? above : target[above]!;
    if (selected[at] === 0) continue;
    merged[1 / birth[at]! < epsilon ? target[at]! : at] = 1;
  }
  return merged;
}
