// The two ways to the spanning tree, and the definition: the same hierarchy, and the same labels but for ties.

import { describe, expect, test } from 'vitest';
import type { HdbscanParams, HdbscanResult } from '../../src/cluster/contract';
import { cutTree } from '../../src/cluster/hdbscan/hdbscan';
import type { VisitOrder } from '../../src/cluster/hdbscan/prim-order';
import { visitAllPairs, visitBoxes } from '../../src/cluster/hdbscan/visit';
import { finish } from '../../src/cluster/job';
import { makeCase, makeRandom, makeSessions } from './cases';
import { hdbscanReference } from './hdbscan-reference';
import { kernel } from './loaded';

const cases = Number(process.env['FUZZ_CASES'] ?? 600);
const refused = (): never => {
  throw new Error('refused');
};

function bothWays(points: Float64Array, dims: number, k: number): [VisitOrder, VisitOrder] {
  return [
    finish(visitAllPairs(kernel, points, dims, k, refused)),
    finish(visitBoxes(kernel, points, dims, k, refused, Infinity)),
  ];
}

/** Lengths of all edges between rows, ascending. */
function lengthsOf({ place, reach, core, count }: VisitOrder): number[] {
  const lengths = [...reach.subarray(1)];
  for (const at of place) for (let n = 1; n < count[at]!; n++) lengths.push(core[at]!);
  return lengths.sort((a, b) => a - b);
}

/** Rows that leave their cluster at the very lambda at which it was born or splits. */
function tieRows({ tree }: HdbscanResult): Set<number> {
  const splits = new Uint8Array(tree.parent.length);
  for (const above of tree.parent) if (above !== -1) splits[above] = 1;
  const ties = new Set<number>();
  tree.rowNode.forEach((node, row) => {
    const lambda = tree.rowLambda[row]!;
    const atBirth = node !== 0 && lambda === tree.birth[node]!;
    if (atBirth || (splits[node] === 1 && lambda === tree.death[node]!)) ties.add(row);
  });
  return ties;
}

/** Whether a cluster ends as it begins: parts of one level that together are a cluster on one tree and not on another. */
function hasInstants({ tree }: HdbscanResult): boolean {
  return tree.birth.some((birth, at) => at > 0 && birth === tree.death[at]!);
}

/** Both give rows that are in no tie the same partition; the numbers may differ where clusters part at one level. */
function expectSameButForTies(a: HdbscanResult, b: HdbscanResult, what: string): void {
  if (hasInstants(a) || hasInstants(b)) return;
  const ties = new Set([...tieRows(a), ...tieRows(b)]);
  const there = new Map<number, number>([[-1, -1]]);
  const back = new Map<number, number>([[-1, -1]]);
  a.clusters.forEach((one, row) => {
    if (ties.has(row)) return;
    const two = b.clusters[row]!;
    if (!there.has(one)) there.set(one, two);
    if (!back.has(two)) back.set(two, one);
    expect([there.get(one), back.get(two)], `${what}, row ${row}`).toEqual([two, one]);
  });
}

const selections: Partial<HdbscanParams>[] = [
  {},
  { selection: 'leaf' },
  { allowSingleCluster: true },
  { clusterSelectionEpsilon: 0.2 },
];

test(`Borůvka's tree is as long as Prim's on ${cases} cases, and labels differ by ties only`, () => {
  for (let seed = 0; seed < cases; seed++) {
    const { points, dims, kind } = makeCase(seed, seed % 10 === 0 ? 900 : 250);
    const rows = points.length / dims;
    const random = makeRandom(seed);
    const k = 1 + Math.floor(random() ** 3 * Math.min(rows, 40));
    const minClusterSize = 2 + Math.floor(random() ** 2 * 20);
    const what = `seed ${seed}: ${kind}, ${rows} × ${dims}, k ${k}, at least ${minClusterSize}`;
    const [pairs, boxes] = bothWays(points, dims, k);
    expect(lengthsOf(boxes), what).toEqual(lengthsOf(pairs));
    const params = { dims, minClusterSize, ...selections[seed % 4] };
    const one = finish(cutTree(pairs, params));
    const two = finish(cutTree(boxes, params));
    expect(two.tree.rowLambda, what).toEqual(one.tree.rowLambda);
    expectSameButForTies(one, two, what);
  }
});

test.each([1, 2, 3, 5, 8])('number for number where no two edges are equal, %i-d', (dims) => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = makeRandom(seed);
    const points = Float64Array.from({ length: 700 * dims }, (_, at) =>
      seed % 2 === 0 ? random() : (Math.floor(at / dims) % 6) + random() ** 2,
    );
    const params = { dims, minClusterSize: 2 + (seed % 5) } as const;
    const [pairs, boxes] = bothWays(points, dims, 1); // core distances make equal edges
    expect(finish(cutTree(boxes, params))).toEqual(finish(cutTree(pairs, params)));
    const [one, two] = bothWays(points, dims, 2 + (seed % 7));
    expectSameButForTies(
      finish(cutTree(one, params)),
      finish(cutTree(two, params)),
      `seed ${seed}`,
    );
  }
});

test('sessions, mostly equal rows', () => {
  for (const seed of [1, 2, 3]) {
    const points = makeSessions(2500, 5, seed);
    const [pairs, boxes] = bothWays(points, 5, 8);
    expect(lengthsOf(boxes)).toEqual(lengthsOf(pairs));
    const params = { dims: 5, minClusterSize: 12 };
    const [one, two] = [finish(cutTree(pairs, params)), finish(cutTree(boxes, params))];
    expect(two.tree.rowLambda).toEqual(one.tree.rowLambda);
    expectSameButForTies(one, two, `sessions ${seed}`);
  }
});

test('where boxes rule nothing out, Prim takes over, with the same result', () => {
  const points = Float64Array.from({ length: 1500 * 24 }, makeRandom(3));
  const [pairs] = bothWays(points, 24, 4);
  const taken = finish(visitBoxes(kernel, points, 24, 4, refused));
  expect(taken).toEqual(pairs);
  const params = { dims: 24, minClusterSize: 3 };
  expect(finish(cutTree(taken, params))).toEqual(finish(cutTree(pairs, params)));
});

describe('the definition', () => {
  const sorted = (rows: Iterable<number>): number[] => [...rows].sort((a, b) => a - b);

  test('the same hierarchy and outlier scores', () => {
    let compared = 0;
    for (let seed = 0; seed < 150; seed++) {
      const { points, dims } = makeCase(seed, 110);
      const rows = points.length / dims;
      const k = 1 + (seed % Math.min(rows, 7));
      const minClusterSize = 2 + (seed % 6);
      const wanted = hdbscanReference(points, dims, minClusterSize, k);
      const [pairs] = bothWays(points, dims, k);
      const got = finish(cutTree(pairs, { dims, minClusterSize }));
      const { tree } = got;
      expect([...tree.rowLambda], `seed ${seed}`).toEqual(wanted.rowLambda);

      const members = Array.from(tree.parent, (): number[] => []);
      tree.rowNode.forEach((node, row) => {
        for (let at = node; at !== -1; at = tree.parent[at]!) members[at]!.push(row);
      });
      const lasting = members.flatMap((of, at) => {
        const birth = tree.birth[at]!;
        const death = tree.death[at]!;
        expect(of.length, `seed ${seed}`).toBe(tree.size[at]);
        const gained = of.reduce((sum, row) => {
          const until = Math.min(tree.rowLambda[row]!, death);
          return sum + (until === birth ? 0 : until - birth);
        }, 0);
        if (Number.isFinite(gained))
          expect(tree.stability[at]! / (gained || 1)).toBeCloseTo(gained ? 1 : 0, 9);
        else expect(tree.stability[at]).toBe(Infinity);
        const certain = sorted(of.filter((row) => !wanted.ties.has(row)));
        return birth < death ? [JSON.stringify([birth, death, certain])] : [];
      });
      const wantedClusters = wanted.clusters
        .filter(({ birth, death }) => birth < death)
        .map(({ birth, death, members: of }) =>
          JSON.stringify([birth, death, sorted(of.filter((row) => !wanted.ties.has(row)))]),
        );
      if (hasInstants(got)) continue;
      compared++;
      const ties = new Set([...wanted.ties, ...tieRows(got)]);
      expect(lasting.sort(), `seed ${seed}`).toEqual(wantedClusters.sort());
      got.outlierScores.forEach((score, row) => {
        if (!ties.has(row)) expect(score).toBeCloseTo(wanted.outlierScores[row]!, 12);
      });
    }
    expect(compared).toBeGreaterThan(100);
  });
});
