// Tree and brute force are two ways to one result: either is forced here, and neither may be told from the textbook.

import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { buildKernel } from '../../scripts/build-kernel.mjs';
import { dbscan, runDbscan } from '../../src/cluster/dbscan/dbscan';
import type { DbscanParams } from '../../src/cluster/contract';
import { finish, makeJob } from '../../src/cluster/job';
import { loadKernel } from '../../src/cluster/kernel';
import { dbscanReference, squaredDistance } from '../../src/matrix/dbscan-reference';
import { PATH_BRUTE, PATH_MEASURED, PATH_TREE, STATUS_DONE, STATUS_RUNNING } from '../../wasm/abi';
import { makeCase, makeHard, makeRandom, makeSessions, type Case } from './cases';
import { goldens } from './goldens/dbscan.json';
import { kernel } from './loaded';
import { withMostPages } from './small-memory';

const MANY_DIMS = [9, 10, 12, 13, 15, 16, 17, 20, 24, 31, 32, 48, 63, 64];
// FUZZ_SEED=1234 runs one case, FUZZ_CASES=50000 more of them.
const first = Number(process.env['FUZZ_SEED'] ?? 0);
const cases = Number(process.env['FUZZ_CASES'] ?? (process.env['FUZZ_SEED'] ? 1 : 500));

function prefer(path: number): void {
  kernel.exports().dbscan_prefer(path);
}
afterEach(() => prefer(PATH_MEASURED));

function compare({ points, dims, eps, minPts, seed, kind }: Case, paths: number[]): void {
  const wanted = dbscanReference(points, dims, eps, minPts);
  for (const path of paths) {
    prefer(path);
    const got = dbscan(points, { dims, eps, minPts });
    expect(
      got,
      `path ${path}, seed ${seed}: ${kind}, ${points.length / dims} × ${dims}, eps ${eps}, minPts ${minPts}`,
    ).toEqual(wanted);
  }
}

/** Half of the cases get the distance of two of their rows as eps, so that something lies exactly on it, or just off it. */
function withTie(one: Case): Case {
  const rows = one.points.length / one.dims;
  const random = makeRandom(one.seed + 5);
  if (random() < 0.5) return one;
  const row = (): number => Math.floor(random() * rows);
  const eps = Math.sqrt(squaredDistance(one.points, one.dims, row(), row()));
  return eps > 0 && eps < Infinity ? { ...one, eps } : one;
}

test(`both paths equal the textbook on ${cases} cases of 9 … 64 dimensions from seed ${first}`, () => {
  for (let seed = first; seed < first + cases; seed++)
    compare(withTie(makeCase(seed, seed % 10 === 0 ? 600 : 200, MANY_DIMS)), [
      PATH_TREE,
      PATH_BRUTE,
      PATH_MEASURED,
    ]);
});

test(`brute force equals the textbook on ${cases} cases of few dimensions from seed ${first}`, () => {
  for (let seed = first; seed < first + cases; seed++)
    compare(withTie(makeCase(seed, seed % 10 === 0 ? 900 : 250)), [PATH_BRUTE]);
});

const LATTICES = [12, 16, 24].flatMap((dims) => [1, 2].map((side) => ({ dims, side })));

test.each(LATTICES)('ties on a lattice of $dims dimensions, side $side', ({ dims, side }) => {
  const random = makeRandom(dims + side);
  const points = Float64Array.from(
    { length: 700 * dims },
    () => Math.floor(random() * (side + 1)) / 4,
  );
  for (const squares of [2, 4, 6, 9])
    for (const minPts of [1, 3, 12, 100, 5000])
      compare({ kind: 'lattice', seed: dims, points, dims, eps: Math.sqrt(squares) / 4, minPts }, [
        PATH_BRUTE,
        PATH_MEASURED,
      ]);
});

/** Tight clumps a few eps apart, heavy duplicates, a haze, and rows so far out that the filter clamps them. */
function makeMixture(seed: number, rows: number, dims: number, far: number) {
  const random = makeRandom(seed);
  const centres = Float64Array.from({ length: 4 * dims }, random);
  const points = new Float64Array(rows * dims);
  for (let row = 0; row < rows; row++) {
    const kind = row === 0 ? 0 : random();
    const centre = Math.floor(random() * 4) * dims;
    const twin = Math.floor(random() * row) * dims;
    for (let j = 0; j < dims; j++) {
      let x = centres[centre + j]! + (random() - 0.5) * 0.4;
      if (kind > 0.5) x = random();
      if (kind > 0.7) x = points[twin + j]!;
      if (kind > 0.97) x = (random() - 0.5) * far;
      points[row * dims + j] = x;
    }
  }
  return points;
}

describe.each([1, 1e4, 1e12])('clumps, duplicates, haze, and rows %d away', (far) => {
  test.each([12, 17, 32])('in %i dimensions', (dims) => {
    const points = makeMixture(dims, 900, dims, far);
    const typical = 0.12 * Math.sqrt(dims);
    for (const eps of [typical * 0.8, typical, typical * 1.5, typical * 3])
      for (const minPts of [1, 4, 30, 150, 5000])
        compare({ kind: 'clusters', seed: dims, points, dims, eps, minPts }, [
          PATH_TREE,
          PATH_BRUTE,
          PATH_MEASURED,
        ]);
  });
});

test('more near pairs than are kept: they are looked for again', () => {
  // Nobody is core until almost all pairs were met, so that every pair has to be kept, and cannot be.
  const dims = 12;
  const points = Float64Array.from({ length: 1500 * dims }, makeRandom(3));
  for (const eps of [1.1, 1.3, 1.5])
    for (const minPts of [300, 700, 1200])
      compare({ kind: 'uniform', seed: 3, points, dims, eps, minPts }, [PATH_BRUTE]);
});

test('pairs a little nearer and a little farther than eps in a wide scatter', () => {
  // So wide that the filter's grain is some percent of eps: what it calls near or far must be.
  for (const dims of [12, 16, 33])
    for (const seed of [1, 2, 3]) {
      const random = makeRandom(seed);
      const points = new Float64Array(800 * dims);
      for (let row = 0; row < 800; row += 2) {
        const step = Array.from({ length: dims }, () => random() - 0.5);
        const off = (0.95 + random() * 0.1) / Math.hypot(...step);
        for (let j = 0; j < dims; j++) {
          const x = (random() - 0.5) * (seed * 20);
          points[row * dims + j] = x;
          points[(row + 1) * dims + j] = x + step[j]! * off;
        }
      }
      compare({ kind: 'uniform', seed, points, dims, eps: 1, minPts: 2 }, [PATH_BRUTE]);
    }
});

test.each(goldens)('$name by brute force as scikit-learn has it', ({ dims, points, runs }) => {
  prefer(PATH_BRUTE);
  for (const { eps, minPts, clusters, cores } of runs) {
    const got = dbscan(Float64Array.from(points), { dims, eps, minPts });
    expect([...got.clusters]).toEqual(clusters);
    expect([...got.core.keys()].filter((row) => got.core[row] === 1)).toEqual(cores);
  }
});

/** Groups of ten rows, far from each other as points go, but not as boxes do. */
function makeGroups(rows: number, dims: number): Float64Array<ArrayBuffer> {
  const random = makeRandom(dims);
  const centres = Float64Array.from({ length: (rows / 10) * dims }, random);
  return Float64Array.from(
    { length: rows * dims },
    (_, at) => centres[at % centres.length]! + (random() - 0.5) * 0.1,
  );
}

test.each([30, 1000, 400_000])('changes of path in slices of %i leave no trace', (budget) => {
  const wasm = kernel.exports();
  for (const [points, eps, minPts] of [
    [makeGroups(1500, 16), 0.7, 5],
    [makeGroups(1500, 24), 0.9, 12],
    [Float64Array.from({ length: 1500 * 16 }, makeRandom(9)), 0.8, 3],
  ] as const) {
    const dims = minPts === 12 ? 24 : 16;
    const address = wasm.dbscan_prepare(1500, dims) >>> 0;
    new Float64Array(wasm.memory.buffer, address, points.length).set(points);
    let status = wasm.dbscan_begin(eps * eps, minPts);
    while (status === STATUS_RUNNING) status = wasm.dbscan_step(budget);
    expect(status).toBe(STATUS_DONE);
    const at = wasm.result_clusters() >>> 0;
    const wanted = dbscanReference(points, dims, eps, minPts);
    expect(new Int32Array(wasm.memory.buffer, at, 1500)).toEqual(wanted.clusters);
    expect([wasm.result_cluster_count(), wasm.result_noise_count()]).toEqual([
      wanted.clusterCount,
      wanted.noiseCount,
    ]);
  }
});

function stepsOf(path: number, points: Float64Array, params: DbscanParams): number {
  prefer(path);
  const job = makeJob(runDbscan(kernel, points, params));
  let n = 1;
  while (!job.step(0)) n++;
  return n;
}

test.each<[string, () => { points: Float64Array; params: DbscanParams }]>([
  ['uniform points', () => makeHard(8000)],
  ['groups', () => ({ points: makeGroups(12_000, 24), params: { dims: 24, eps: 0.9, minPts: 5 } })],
])('brute force is chosen where the tree does not prune: %s', (_, make) => {
  const { points, params } = make();
  expect(stepsOf(PATH_MEASURED, points, params)).toBeLessThan(
    stepsOf(PATH_TREE, points, params) / 3,
  );
});

test('the tree is kept where it prunes', () => {
  const params = { dims: 8, eps: 0.05, minPts: 10 };
  const points = makeSessions(50_000, 8);
  expect(stepsOf(PATH_MEASURED, points, params)).toBe(stepsOf(PATH_TREE, points, params));
});

test('without memory for brute force the tree goes on', async () => {
  const { points, params } = makeHard(4000);
  const wanted = dbscan(points, params);
  for (let pages = 14; pages < 40; pages += 3) {
    const small = await loadKernel(
      withMostPages(await readFile((await buildKernel()).path), pages),
    );
    expect(finish(runDbscan(small, points, params))).toEqual(wanted);
  }
});

test.each([PATH_TREE, PATH_BRUTE, PATH_MEASURED])(
  'path %i: progress never goes back within a phase and ends whole',
  (path) => {
    const dims = 16;
    const points = Float64Array.from({ length: 3000 * dims }, makeRandom(4));
    for (const minPts of [3, 900]) {
      prefer(path);
      const job = makeJob(runDbscan(kernel, points, { dims, eps: minPts > 9 ? 1.5 : 0.8, minPts }));
      const order = ['start', 'index', 'core', 'link', 'label'];
      let before = job.progress();
      while (!job.step(0)) {
        const now = job.progress();
        expect(order.indexOf(now.phase)).toBeGreaterThanOrEqual(order.indexOf(before.phase));
        if (now.phase === before.phase) expect(now.done).toBeGreaterThanOrEqual(before.done);
        expect(now.done).toBeLessThanOrEqual(now.total);
        before = now;
      }
      expect(job.progress().done).toBe(3000);
    }
  },
);
