import {
  type CondensedTree,
  type DrawnTree,
  lambdaScale,
  rowsLeft,
} from './condensed-tree-model.ts';
import type { Rect } from './rect.ts';
import type { Scale } from './scale.ts';

/** A node in its place, in CSS pixels of the plot. */
export interface TreeBar {
  readonly node: number;
  /** Middle of the bar. */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** Width at its birth. */
  readonly width: number;
  /** Room that is its own. */
  readonly slot: number;
  /** Outline of the bar as path data: its width is the rows still in it. */
  readonly path: string;
  /** From the middle of the parent to its own, at its birth; empty for roots. */
  readonly branch: string;
  readonly leaf: boolean;
}

/** A tree in its place. */
export interface TreeLayout {
  readonly scale: Scale;
  readonly bars: readonly TreeBar[];
}

/** Pixels of a part of the λ axis. */
const BIN = 2;
/** Least room of a leaf, for its mark and number. */
export const LEAF_ROOM = 26;
/** Least room when there are many leaves. */
export const LEAST_ROOM = 8;
const GAP = 4;
const LEAST_WIDTH = 1.5;

/** How many leaves fit side by side. */
export function leavesThatFit(width: number): number {
  return Math.max(1, Math.floor(width / LEAST_ROOM));
}

interface Slot {
  from: number;
  to: number;
}

/** Leaves side by side: each has the least room, selected ones that of a number; the rest goes by their rows. */
function placeSlots(tree: CondensedTree, drawn: DrawnTree, width: number): Map<number, Slot> {
  const isLeaf = (node: number): boolean => (drawn.children.get(node)?.length ?? 0) === 0;
  const leaves = drawn.nodes.filter(isLeaf);
  const selected = leaves.filter((leaf) => tree.cluster[leaf]! >= 0).length;
  const spare = Math.max(0, width - LEAST_ROOM * leaves.length);
  const extra = Math.min(LEAF_ROOM - LEAST_ROOM, spare / Math.max(1, selected));
  const leastOf = (leaf: number): number =>
    Math.min(LEAST_ROOM, width / leaves.length) + (tree.cluster[leaf]! >= 0 ? extra : 0);
  const rest = width - leaves.reduce((sum, leaf) => sum + leastOf(leaf), 0);
  const rows = leaves.reduce((sum, leaf) => sum + tree.size[leaf]!, 0);
  const slots = new Map<number, Slot>();
  let at = 0;
  // Depth first without recursion: a chain of splits can be thousands deep.
  const isDrawn = new Set(drawn.nodes);
  const stack = tree.roots.filter((root) => isDrawn.has(root)).reverse();
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (isLeaf(node)) {
      const room = leastOf(node) + (rows > 0 ? (tree.size[node]! / rows) * rest : 0);
      slots.set(node, { from: at, to: at + room });
      at += room;
    }
    stack.push(...[...(drawn.children.get(node) ?? [])].reverse());
  }
  for (const node of [...drawn.nodes].reverse()) {
    const below = drawn.children.get(node) ?? [];
    if (below.length === 0) continue;
    const [first, last] = [slots.get(below[0]!)!, slots.get(below.at(-1)!)!];
    slots.set(node, { from: first.from, to: last.to });
  }
  return slots;
}

/** Outline of a bar: steps on both sides of its middle, down to where it ends. */
function barPath(
  x: number,
  top: number,
  bottom: number,
  halfAt: (y: number) => number,
  edges: readonly number[],
): string {
  const steps: { y: number; half: number }[] = [{ y: top, half: halfAt(top) }];
  for (const edge of edges) {
    if (edge <= top || edge >= bottom) continue;
    const half = halfAt(edge);
    if (Math.abs(half - steps.at(-1)!.half) >= 0.05) steps.push({ y: edge, half });
  }
  const at = (value: number): number => +value.toFixed(1);
  const right = steps.map(({ y, half }) => `V${at(y)}H${at(x + half)}`).join('');
  const left = [...steps]
    .reverse()
    .map(({ y, half }) => `H${at(x - half)}V${at(y)}`)
    .join('');
  return `M${at(x)} ${at(top)}${right}V${at(bottom)}${left}Z`;
}

/** Places the drawn nodes of a tree in an area, λ downwards. */
export function layoutTree(tree: CondensedTree, drawn: DrawnTree, area: Rect): TreeLayout {
  const scale = lambdaScale(tree, drawn);
  const bins = Math.max(1, Math.floor(area.height / BIN));
  const left = rowsLeft(tree, drawn, scale, bins);
  const slots = placeSlots(tree, drawn, area.width);
  const perRow = Math.min(
    ...drawn.nodes.map((node) => {
      const { from, to } = slots.get(node)!;
      return Math.max(1, to - from - GAP) / Math.max(1, tree.size[node]!);
    }),
  );
  const yOf = (lambda: number): number =>
    area.y + Math.min(1, Math.max(0, scale.toUnit(lambda))) * area.height;
  const edges = Array.from({ length: bins }, (_, bin) => area.y + (bin / bins) * area.height);

  const middles = new Map<number, number>();
  for (const node of [...drawn.nodes].reverse()) {
    const { from, to } = slots.get(node)!;
    const below = drawn.children.get(node) ?? [];
    const half = (tree.size[node]! * perRow) / 2;
    const rows = below.reduce((sum, child) => sum + tree.size[child]!, 0);
    const mean = below.reduce((sum, child) => sum + middles.get(child)! * tree.size[child]!, 0);
    // Over its children by their weight, but inside its own room.
    const wanted = rows > 0 ? mean / rows : (from + to) / 2;
    middles.set(node, Math.min(to - half, Math.max(from + half, wanted)));
  }
  const bars = drawn.nodes.map((node): TreeBar => {
    const x = area.x + middles.get(node)!;
    const top = yOf(tree.birth[node]!);
    const bottom = Math.max(top + 1, yOf(tree.death[node]!));
    const counts = left.get(node)!;
    const halfAt = (y: number): number => {
      const bin = Math.min(
        bins - 1,
        Math.max(0, Math.floor((y - area.y) / (area.height / bins) + 1e-6)),
      );
      return Math.max(LEAST_WIDTH, Math.max(0, counts[bin]!) * perRow) / 2;
    };
    const above = middles.get(tree.parent[node]!);
    return {
      node,
      x,
      top,
      bottom,
      width: Math.max(LEAST_WIDTH, tree.size[node]! * perRow),
      slot: slots.get(node)!.to - slots.get(node)!.from,
      path: barPath(x, top, bottom, halfAt, edges),
      branch:
        above === undefined
          ? ''
          : `M${(area.x + above).toFixed(1)} ${top.toFixed(1)}H${x.toFixed(1)}`,
      leaf: (drawn.children.get(node)?.length ?? 0) === 0,
    };
  });
  return { scale, bars };
}

/** Index of the bar under a point, the nearest one within a few pixels; −1 when there is none. */
export function barUnder(bars: readonly TreeBar[], x: number, y: number): number {
  let best = -1;
  let least = Infinity;
  bars.forEach((bar, i) => {
    if (y < bar.top - 4 || y > bar.bottom + 4) return;
    const away = Math.max(0, Math.abs(x - bar.x) - bar.width / 2);
    if (away <= 6 && away < least) {
      best = i;
      least = away;
    }
  });
  return best;
}

/**
 * The node an arrow key leads to: up to the parent, down to the largest child, sideways to siblings,
 * Home to the root.
 * @returns null when the key means nothing here.
 */
export function moveInTree(
  key: string,
  at: number | null,
  tree: CondensedTree,
  drawn: DrawnTree,
): number | null {
  if (!/^(Arrow(Up|Down|Left|Right)|Home)$/.test(key)) return null;
  const root = drawn.nodes.find((node) => tree.parent[node]! < 0);
  if (root === undefined) return null;
  if (at === null || !drawn.nodes.includes(at)) {
    return drawn.nodes.find((node) => tree.cluster[node]! >= 0) ?? root;
  }
  const parent = tree.parent[at]!;
  if (key === 'Home') return root;
  if (key === 'ArrowUp') return parent < 0 ? at : parent;
  if (key === 'ArrowDown') return drawn.children.get(at)?.[0] ?? at;
  const siblings =
    drawn.children.get(parent) ?? drawn.nodes.filter((node) => tree.parent[node]! < 0);
  return siblings[siblings.indexOf(at) + (key === 'ArrowRight' ? 1 : -1)] ?? at;
}
