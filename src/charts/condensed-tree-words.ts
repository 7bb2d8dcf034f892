import type { CondensedTree, DrawnTree } from './condensed-tree-model.ts';
import { formatCount, formatCounted, formatNumber } from './format.ts';
import { formatDistance } from './k-distance-model.ts';
import type { Scale } from './scale.ts';
import type { TipText } from './tip.tsx';
import type { Twin } from './twin-table.tsx';

const stabilityText = (stability: number): string =>
  formatNumber(Number.isFinite(stability) ? Number(stability.toPrecision(3)) : stability);

/** A λ in two or three significant digits. */
export function lambdaText(lambda: number): string {
  return formatDistance(lambda);
}

function distanceText(lambda: number): string {
  return lambda === 0 ? '∞' : formatDistance(1 / lambda);
}

/** `cluster 2`, or what else a node is. */
export function nodeWords(tree: CondensedTree, node: number): string {
  const cluster = tree.cluster[node]!;
  if (cluster >= 0) return `cluster ${cluster}`;
  return tree.parent[node]! < 0 ? 'all rows' : 'not selected';
}

/** What a tooltip says about a node. */
export function nodeTip(tree: CondensedTree, node: number): TipText {
  const [birth, death] = [tree.birth[node]!, tree.death[node]!];
  return {
    title: nodeWords(tree, node),
    rows: [
      ['rows', formatCount(tree.size[node]!)],
      ['stability', stabilityText(tree.stability[node]!)],
      ['λ', `${lambdaText(birth)} to ${lambdaText(death)}`],
      ['distance', `${distanceText(birth)} to ${distanceText(death)}`],
    ],
  };
}

/** What is said when the keyboard reaches a node: "cluster 2, 1 204 rows, stability 31.2, selected". */
export function nodeLine(tree: CondensedTree, drawn: DrawnTree, node: number): string {
  const below = drawn.children.get(node)?.length ?? 0;
  return [
    nodeWords(tree, node),
    formatCounted(tree.size[node]!, 'row'),
    `stability ${stabilityText(tree.stability[node]!)}`,
    tree.cluster[node]! >= 0 ? 'selected' : '',
    below > 0 ? `splits into ${formatCount(below)}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** One sentence about the tree. */
export function treeSummary(tree: CondensedTree): string {
  const selected = [...tree.cluster.keys()].filter((node) => tree.cluster[node]! >= 0);
  const rows = tree.roots.reduce((sum, root) => sum + tree.size[root]!, 0);
  if (rows === 0) return 'No rows, so there is no tree of clusters.';
  const inside = selected.reduce((sum, node) => sum + tree.size[node]!, 0);
  const best = selected.reduce<number | null>(
    (most, node) => (most === null || tree.stability[node]! > tree.stability[most]! ? node : most),
    null,
  );
  const most =
    best === null
      ? ''
      : `; the most stable is cluster ${tree.cluster[best]} (${stabilityText(tree.stability[best]!)})`;
  return (
    `Tree of ${formatCounted(tree.size.length, 'cluster')} over ${formatCounted(rows, 'row')} by rising density: ` +
    `${formatCount(selected.length)} selected, with ${formatCounted(inside, 'row')}${most}.`
  );
}

/** The scale, and what is not drawn. */
export function treeCaption(tree: CondensedTree, drawn: DrawnTree, scale: Scale): string {
  const { left, largestLeft, selectedLeft } = drawn;
  const some = selectedLeft > 0 ? `, ${formatCount(selectedLeft)} of them selected` : '';
  return [
    `density λ = 1 / distance downwards${scale.kind === 'log' ? ', log' : ''}; width: rows still in the cluster`,
    left > 0
      ? `${formatCounted(left, 'small cluster')} (up to ${formatCounted(largestLeft, 'row')}${some}) not drawn: their rows end where they split off`
      : '',
    tree.infinite > 0
      ? `${formatCounted(tree.infinite, 'row')} at distance 0 (λ infinite) end with the axis`
      : '',
  ]
    .filter(Boolean)
    .join('; ');
}

/** The drawn nodes as a table, parents first. */
export function treeTwin(tree: CondensedTree, drawn: DrawnTree): Twin {
  const numeric = true;
  return {
    columns: [
      { label: 'Node', numeric },
      { label: 'Parent', numeric },
      { label: 'Cluster' },
      { label: 'Rows', numeric },
      { label: 'Stability', numeric },
      { label: 'λ from', numeric },
      { label: 'λ to', numeric },
    ],
    rows: drawn.nodes.map((node) => [
      String(node),
      tree.parent[node]! < 0 ? '–' : String(tree.parent[node]),
      nodeWords(tree, node),
      formatCount(tree.size[node]!),
      stabilityText(tree.stability[node]!),
      lambdaText(tree.birth[node]!),
      lambdaText(tree.death[node]!),
    ]),
  };
}
