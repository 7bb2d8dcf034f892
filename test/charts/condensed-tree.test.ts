import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barUnder, layoutTree, moveInTree } from '../../src/charts/condensed-tree-layout.ts';
import {
  chooseNodes,
  type CondensedTreeData,
  lambdaScale,
  makeTree,
  rowsLeft,
} from '../../src/charts/condensed-tree-model.ts';
import {
  nodeLine,
  nodeTip,
  treeCaption,
  treeSummary,
  treeTwin,
} from '../../src/charts/condensed-tree-words.ts';

/**
 * Ten rows: one leaves at λ 1, then the root splits at λ 2 into six (node 1) and three (node 2); of the
 * three, two are at distance zero.
 */
const DATA: CondensedTreeData = {
  parent: Int32Array.of(-1, 0, 0),
  birth: Float64Array.of(0, 2, 2),
  size: Int32Array.of(10, 6, 3),
  stability: Float64Array.of(17, 12.345, 9),
  cluster: Int32Array.of(-1, 0, 1),
  rowNode: Int32Array.of(0, 1, 1, 1, 1, 1, 1, 2, 2, 2),
  rowLambda: Float64Array.of(1, 3, 3, 4, 4, 4, 4, 3, Infinity, Infinity),
};
const AREA = { x: 50, y: 20, width: 400, height: 240 };

/** A random tree: each node loses some rows one by one and then splits or ends. */
function randomTree(seed: number, rows: number): CondensedTreeData {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const parent = [-1];
  const birth = [0];
  const size = [rows];
  const rowNode: number[] = [];
  const rowLambda: number[] = [];
  for (let node = 0; node < size.length; node++) {
    let left = size[node]!;
    let lambda = birth[node]! + random() + 0.01;
    while (left > 0) {
      lambda += random() * 0.1;
      if (left >= 6 && random() < 0.15) {
        const first = 3 + Math.floor(random() * (left - 5));
        for (const n of [first, left - first]) {
          parent.push(node);
          birth.push(lambda);
          size.push(n);
        }
        break;
      }
      rowNode.push(node);
      rowLambda.push(random() < 0.02 ? Infinity : lambda);
      left--;
    }
  }
  return {
    parent: Int32Array.from(parent),
    birth: Float64Array.from(birth),
    size: Int32Array.from(size),
    stability: Float64Array.from(size),
    cluster: Int32Array.from(size, (_, node) => (node % 7 === 3 ? Math.floor(node / 7) : -1)),
    rowNode: Int32Array.from(rowNode),
    rowLambda: Float64Array.from(rowLambda),
  };
}
const trees = fc
  .tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 300 }))
  .map(([seed, rows]) => makeTree(randomTree(seed, rows)));

describe('the tree', () => {
  test('knows its children, largest first, and where each node ends', () => {
    const tree = makeTree(DATA);
    expect(tree.children).toEqual([[1, 2], [], []]);
    expect([...tree.death]).toEqual([2, 4, Infinity]);
    expect(tree.roots).toEqual([0]);
    expect(tree.infinite).toBe(2);
  });

  test('has a finite axis when rows stay to infinite λ', () => {
    const tree = makeTree(DATA);
    expect(lambdaScale(tree, chooseNodes(tree, 10))).toMatchObject({
      kind: 'linear',
      lo: 0,
      hi: 4,
    });
    const same = makeTree({
      ...DATA,
      birth: new Float64Array(3),
      rowLambda: new Float64Array(10).fill(Infinity),
    });
    expect(lambdaScale(same, chooseNodes(same, 10))).toMatchObject({ lo: 0, hi: 1 });
    expect(layoutTree(same, chooseNodes(same, 10), AREA).bars[0]!.path).not.toContain('NaN');
  });

  test('has a log axis from its smallest λ when they are wide apart', () => {
    const tree = makeTree({ ...DATA, rowLambda: DATA.rowLambda.with(0, 0.01) });
    expect(lambdaScale(tree, chooseNodes(tree, 10))).toMatchObject({
      kind: 'log',
      lo: 0.01,
      hi: 4,
    });
  });

  test('counts the rows that are left, those at infinite λ to the end', () => {
    const tree = makeTree(DATA);
    const drawn = chooseNodes(tree, 10);
    const left = rowsLeft(tree, drawn, lambdaScale(tree, drawn), 8);
    expect([...left.get(0)!]).toEqual([10, 10, 10, 9, 9, 9, 9, 9]);
    expect([...left.get(1)!]).toEqual([6, 6, 6, 6, 6, 6, 6, 4]);
    expect([...left.get(2)!]).toEqual([3, 3, 3, 3, 3, 3, 3, 2]);
  });
});

describe('what is drawn', () => {
  test('is closed under parents, keeps to its room, and takes selected clusters first', () => {
    fc.assert(
      fc.property(trees, fc.integer({ min: 1, max: 12 }), (tree, most) => {
        const drawn = chooseNodes(tree, most);
        const nodes = new Set(drawn.nodes);
        for (const node of nodes) {
          const parent = tree.parent[node]!;
          expect(parent < 0 || nodes.has(parent)).toBe(true);
        }
        const leaves = drawn.nodes.filter((node) => drawn.children.get(node)!.length === 0);
        expect(leaves.length).toBeLessThanOrEqual(most);
        expect(drawn.left + drawn.nodes.length).toBe(tree.size.length);
      }),
    );
  });

  test('leaves small clusters out, unless they are selected', () => {
    const n = 10_000;
    const tree = makeTree({
      parent: Int32Array.of(-1, 0, 0, 1, 1),
      birth: Float64Array.of(0, 1, 1, 2, 2),
      size: Int32Array.of(n, n - 10, 10, n - 15, 5),
      stability: new Float64Array(5),
      cluster: Int32Array.of(-1, -1, 0, -1, -1),
      rowNode: new Int32Array(n).fill(3),
      rowLambda: new Float64Array(n).fill(3),
    });
    const drawn = chooseNodes(tree, 40);
    expect(drawn.nodes).toEqual([0, 1, 2, 3]);
    expect([drawn.left, drawn.largestLeft, drawn.selectedLeft]).toEqual([1, 5, 0]);
    expect(treeCaption(tree, drawn, lambdaScale(tree, drawn))).toContain(
      '1 small cluster (up to 5 rows) not drawn: their rows end where they split off',
    );
  });
});

describe('the layout', () => {
  test('keeps bars in the area, siblings apart, and widths in proportion', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const drawn = chooseNodes(tree, 40);
        const { bars } = layoutTree(tree, drawn, AREA);
        for (const bar of bars) {
          expect(bar.x - bar.width / 2).toBeGreaterThanOrEqual(AREA.x - 1);
          expect(bar.x + bar.width / 2).toBeLessThanOrEqual(AREA.x + AREA.width + 1);
          expect(bar.top).toBeGreaterThanOrEqual(AREA.y);
          expect(bar.bottom).toBeLessThanOrEqual(AREA.y + AREA.height + 1);
          expect(bar.path).not.toMatch(/NaN|Infinity/);
        }
        const byNode = new Map(bars.map((bar) => [bar.node, bar]));
        for (const children of drawn.children.values()) {
          children.slice(1).forEach((child, i) => {
            const [a, b] = [byNode.get(children[i]!)!, byNode.get(child)!];
            expect(a.x + a.width / 2).toBeLessThanOrEqual(b.x - b.width / 2 + 0.01);
          });
        }
      }),
    );
    const { bars } = layoutTree(makeTree(DATA), chooseNodes(makeTree(DATA), 10), AREA);
    expect(bars[1]!.width / bars[2]!.width).toBeCloseTo(2, 9);
  });

  test('finds the bar under a point', () => {
    const tree = makeTree(DATA);
    const { bars } = layoutTree(tree, chooseNodes(tree, 10), AREA);
    expect(barUnder(bars, bars[2]!.x, bars[2]!.bottom - 5)).toBe(2);
    expect(barUnder(bars, bars[0]!.x, AREA.y + 2)).toBe(0);
    expect(barUnder(bars, AREA.x + AREA.width, AREA.y - 50)).toBe(-1);
  });

  test('is deep without trouble', () => {
    const depth = 5000;
    const tree = makeTree({
      parent: Int32Array.from({ length: depth }, (_, i) => i - 1),
      birth: Float64Array.from({ length: depth }, (_, i) => i),
      size: new Int32Array(depth).fill(10),
      stability: new Float64Array(depth),
      cluster: new Int32Array(depth).fill(-1),
      rowNode: new Int32Array(10).fill(depth - 1),
      rowLambda: new Float64Array(10).fill(depth),
    });
    const drawn = chooseNodes(tree, 40);
    expect(drawn.nodes.length).toBeLessThanOrEqual(400);
    expect(layoutTree(tree, drawn, AREA).bars).toHaveLength(drawn.nodes.length);
  });
});

test('arrow keys go to parent, child and siblings', () => {
  const tree = makeTree(DATA);
  const drawn = chooseNodes(tree, 10);
  const press = (key: string, at: number | null): number | null => moveInTree(key, at, tree, drawn);
  expect(press('ArrowDown', null)).toBe(1);
  expect(press('ArrowUp', 1)).toBe(0);
  expect(press('ArrowUp', 0)).toBe(0);
  expect(press('ArrowDown', 0)).toBe(1);
  expect(press('ArrowRight', 1)).toBe(2);
  expect(press('ArrowRight', 2)).toBe(2);
  expect(press('ArrowLeft', 0)).toBe(0);
  expect(press('Home', 2)).toBe(0);
  expect(press('x', 2)).toBeNull();
});

test('words', () => {
  const tree = makeTree(DATA);
  const drawn = chooseNodes(tree, 10);
  expect(nodeLine(tree, drawn, 1)).toBe('cluster 0, 6 rows, stability 12.3, selected');
  expect(nodeLine(tree, drawn, 0)).toBe('all rows, 10 rows, stability 17, splits into 2');
  expect(nodeTip(tree, 2).rows).toEqual([
    ['rows', '3'],
    ['stability', '9'],
    ['λ', '2.0 to ∞'],
    ['distance', '0.50 to 0'],
  ]);
  expect(treeSummary(tree)).toBe(
    'Tree of 3 clusters over 10 rows by rising density: 2 selected, with 9 rows; ' +
      'the most stable is cluster 0 (12.3).',
  );
  expect(treeCaption(tree, drawn, lambdaScale(tree, drawn))).toBe(
    'density λ = 1 / distance downwards; width: rows still in the cluster; ' +
      '2 rows at distance 0 (λ infinite) end with the axis',
  );
  expect(treeTwin(tree, drawn).rows[2]).toEqual(['2', '0', 'cluster 1', '3', '9', '2.0', '∞']);
  const none = makeTree({
    parent: new Int32Array(),
    birth: new Float64Array(),
    size: new Int32Array(),
    stability: new Float64Array(),
    cluster: new Int32Array(),
    rowNode: new Int32Array(),
    rowLambda: new Float64Array(),
  });
  expect(treeSummary(none)).toBe('No rows, so there is no tree of clusters.');
  expect(layoutTree(none, chooseNodes(none, 10), AREA).bars).toEqual([]);
});
