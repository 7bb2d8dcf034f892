import { expect, test } from 'vitest';
import type { StabilityParams, StabilityResult } from '../../src/cluster/contract';
import { runStability, stability } from '../../src/cluster/stability/stability';
import { dbscanReference } from '../../src/matrix/dbscan-reference';
import { makeCase, makeRandom, makeSessions } from './cases';
import { kernel } from './loaded';
import { thrownBy } from './thrown';

interface Partition {
  clusters: Int32Array;
  clusterCount: number;
}

const setsOf = ({ clusters, clusterCount }: Partition): Set<number>[] =>
  Array.from({ length: clusterCount }, (_, c) => {
    const rows = Array.from(clusters.keys());
    return new Set(rows.filter((row) => clusters[row] === c));
  });

function jaccardOf(a: Set<number>, b: Set<number>): number {
  const both = [...a].filter((row) => b.has(row)).length;
  return both / (a.size + b.size - both);
}

/** Radii from the run's own outwards, as long as they are the same. */
function rangeReference(eps: number, radii: number[], same: (radius: number) => boolean): number[] {
  const sorted = [...new Set([...radii, eps])].sort((a, b) => a - b);
  let low = sorted.indexOf(eps);
  let high = low;
  while (low > 0 && same(sorted[low - 1]!)) low--;
  while (high < sorted.length - 1 && same(sorted[high + 1]!)) high++;
  return [sorted[low]!, sorted[high]!];
}

/** By sets of rows, every cluster against every other: from the definition. */
function stabilityReference(
  points: Float64Array,
  { dims, eps, minPts, factors = [] }: StabilityParams,
): StabilityResult {
  const base = setsOf(dbscanReference(points, dims, eps, minPts));
  const radii = factors.map((factor) => eps * factor);
  const runs = new Map(radii.map((r) => [r, dbscanReference(points, dims, r, minPts)]));
  const sets = new Map([...runs].map(([r, run]) => [r, setsOf(run)]));
  const text = (partition: Set<number>[]): string =>
    partition
      .map((set) => [...set].join())
      .sort()
      .join(';');
  return {
    eps: Float64Array.from(radii),
    clusterCount: Int32Array.from(radii, (r) => sets.get(r)!.length),
    noiseCount: Int32Array.from(radii, (r) => runs.get(r)!.noiseCount),
    sizes: Int32Array.from(base, (set) => set.size),
    jaccard: Float64Array.from(
      base.flatMap((set) =>
        radii.map((r) => Math.max(0, ...sets.get(r)!.map((other) => jaccardOf(set, other)))),
      ),
    ),
    sameCount: Float64Array.from(
      rangeReference(eps, radii, (r) => sets.get(r)!.length === base.length),
    ),
    sameClusters: Float64Array.from(
      rangeReference(eps, radii, (r) => text(sets.get(r)!) === text(base)),
    ),
  };
}

const first = Number(process.env['FUZZ_SEED'] ?? 0);
const cases = Number(process.env['FUZZ_CASES'] ?? (process.env['FUZZ_SEED'] ? 1 : 400));

test(`equals the definition on ${cases} cases from seed ${first}`, () => {
  for (let seed = first; seed < first + cases; seed++) {
    const { points, dims, minPts, kind, ...rest } = makeCase(seed, 150);
    const eps = Math.min(1e307, Math.max(5e-323, rest.eps));
    const params = { dims, eps, minPts, factors: [1.1, 0.5, 1, 2, 0.9, 0.2, 5] };
    expect(stability(points, params), `seed ${seed}: ${kind}`).toEqual(
      stabilityReference(points, params),
    );
  }
});

test('two groups that join are told from one that stays', () => {
  const points = Float64Array.of(0, 1, 2, /**/ 3.2, 4.2, /**/ 50, 51, /**/ 90);
  const got = stability(points, { dims: 1, eps: 1, minPts: 2, factors: [0.9, 1, 1.1, 1.3] });
  expect([...got.sizes]).toEqual([3, 2, 2]);
  expect([...got.clusterCount]).toEqual([0, 3, 3, 2]);
  expect([...got.noiseCount]).toEqual([8, 1, 1, 1]);
  expect([...got.jaccard]).toEqual([0, 1, 1, 3 / 5, 0, 1, 1, 2 / 5, 0, 1, 1, 1]);
  expect([...got.sameCount]).toEqual([1, 1.1]);
  expect([...got.sameClusters]).toEqual([1, 1.1]);
});

test('a point that joins keeps the count and changes the clusters', () => {
  const got = stability(Float64Array.of(0, 1, 2.5, 9), {
    dims: 1,
    eps: 1,
    minPts: 2,
    factors: [1, 1.2, 1.5, 2, 8],
  });
  expect([...got.sameCount]).toEqual([1, 8]);
  expect([...got.sameClusters]).toEqual([1, 1.2]);
});

test('without factors it looks from half of eps to its double', () => {
  const { eps, jaccard, sizes } = stability(makeSessions(300, 4), { dims: 4, eps: 0.2, minPts: 3 });
  expect([eps[0], eps.at(-1)]).toEqual([0.1, 0.4]);
  expect(eps.length * sizes.length).toBe(jaccard.length);
});

test('a hundred thousand clusters are no trouble', () => {
  const random = makeRandom(2);
  const pairs = Float64Array.from({ length: 200_000 }, (_, i) => (i >> 1) + random() * 0.1);
  const got = stability(pairs, { dims: 1, eps: 0.1, minPts: 2, factors: [0.5, 1, 2] });
  expect(got.sizes.length).toBe(100_000);
  expect(got.jaccard.filter((index) => index === 1).length).toBe(200_000 + got.clusterCount[0]!);
});

test('progress is told by the run', () => {
  const params = { dims: 8, eps: 0.2, minPts: 2, factors: [0.9, 1, 1.1] };
  const work = runStability(kernel, makeSessions(2000, 8), params);
  const seen = new Set([...work].map(({ phase, done, total }) => `${phase} ${done}/${total}`));
  expect([...seen]).toEqual(['stability 0/4', 'stability 1/4', 'stability 2/4', 'stability 3/4']);
});

test('no rows have no clusters', () => {
  const got = stability(new Float64Array(0), { dims: 2, eps: 1, minPts: 2, factors: [0.5, 1] });
  expect(got).toEqual({
    eps: Float64Array.of(0.5, 1),
    clusterCount: new Int32Array(2),
    noiseCount: new Int32Array(2),
    sizes: new Int32Array(0),
    jaccard: new Float64Array(0),
    sameCount: Float64Array.of(0.5, 1),
    sameClusters: Float64Array.of(0.5, 1),
  });
});

test.each<[string, Partial<StabilityParams>]>([
  ['eps-not-positive', { eps: 0 }],
  ['minpts-invalid', { minPts: 0 }],
  ['dims-invalid', { dims: 4 }],
  ['params-invalid', { factors: [] }],
  ['params-invalid', { factors: Array<number>(65).fill(1) }],
  ['params-invalid', { factors: [1, 0] }],
  ['params-invalid', { factors: [1, -1] }],
  ['params-invalid', { factors: [NaN] }],
  ['params-invalid', { factors: [Infinity] }],
  ['params-invalid', { eps: 1e308, factors: [10] }],
  ['params-invalid', { eps: 1e-320, factors: [1e-10] }],
])('%s: %o', (code, wrong) => {
  const good = { dims: 2, eps: 1, minPts: 2 };
  const error = thrownBy(() => stability(Float64Array.of(0, 0, 1, 0, 9, 9), { ...good, ...wrong }));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^[A-Z0-9].*\.$/);
});
