import { expect, test } from 'vitest';
import type { SweepParams, SweepResult } from '../../src/cluster/contract';
import { createNodeClusterer } from '../../src/cluster/node';
import { pca } from '../../src/cluster/pca/pca';
import { stability } from '../../src/cluster/stability/stability';
import { runSweep, sweep } from '../../src/cluster/sweep/sweep';
import { dbscanReference } from '../../src/matrix/dbscan-reference';
import { makeCase, makeSessions } from './cases';
import { kernel } from './loaded';
import { thrownBy } from './thrown';

/** Every cell by the textbook. */
function sweepReference(points: Float64Array, { dims, eps, minPts }: SweepParams): SweepResult {
  const rows = points.length / dims;
  const cells = minPts.flatMap((m) =>
    eps.map((e) => {
      const { clusters, clusterCount, noiseCount } = dbscanReference(points, dims, e, m);
      const sizes = Array.from(
        { length: clusterCount },
        (_, c) => clusters.filter((cluster) => cluster === c).length,
      );
      return { clusterCount, noise: noiseCount / rows, largest: Math.max(0, ...sizes) / rows };
    }),
  );
  return {
    eps: Float64Array.from(eps),
    minPts: Float64Array.from(minPts),
    clusterCount: Int32Array.from(cells, (cell) => cell.clusterCount),
    noiseShare: Float64Array.from(cells, (cell) => cell.noise),
    largestShare: Float64Array.from(cells, (cell) => cell.largest),
  };
}

const FACTORS = [1, 0.1, 4, 1.5, 0.5, 1, 20, 1e-3];
const first = Number(process.env['FUZZ_SEED'] ?? 0);
const cases = Number(process.env['FUZZ_CASES'] ?? (process.env['FUZZ_SEED'] ? 1 : 400));

test(`every cell equals the textbook on ${cases} cases from seed ${first}`, () => {
  for (let seed = first; seed < first + cases; seed++) {
    const { points, dims, eps, minPts, kind } = makeCase(seed, 120);
    const params: SweepParams = {
      dims,
      eps: FACTORS.map((factor) => Math.min(1e308, Math.max(5e-324, eps * factor))),
      minPts: [minPts, 3, 1, 12, 2, 1000],
    };
    expect(sweep(points, params), `seed ${seed}: ${kind}`).toEqual(sweepReference(points, params));
  }
});

test('progress is told by the cell', () => {
  const params = { dims: 8, eps: [0.1, 0.4], minPts: [2, 5] };
  const work = runSweep(kernel, makeSessions(2000, 8), params);
  const seen = new Set([...work].map(({ phase, done, total }) => `${phase} ${done}/${total}`));
  expect([...seen]).toEqual(['sweep 0/4', 'sweep 1/4', 'sweep 2/4', 'sweep 3/4']);
});

test('the port knows sweep, stability and pca, and a sweep can be cancelled', async () => {
  const clusterer = createNodeClusterer();
  const points = makeSessions(3000, 4);
  const held = clusterer.hold(points.slice());
  const cells = { dims: 4, eps: [0.1, 0.2], minPts: [2, 5] };
  const run = { dims: 4, eps: 0.2, minPts: 3 };
  expect(await held.run('sweep', cells)).toEqual({ ok: true, result: sweep(points, cells) });
  expect(await held.run('stability', run)).toEqual({ ok: true, result: stability(points, run) });
  const plane = { dims: 4, components: 2 };
  expect(await held.run('pca', plane)).toEqual({ ok: true, result: pca(points, plane) });

  const cancel = new AbortController();
  const long = { ...cells, eps: Array.from({ length: 1000 }, (_, i) => 0.05 + i / 10_000) };
  const sweeping = held.run('sweep', long, {
    signal: cancel.signal,
    onProgress: ({ done, total }) => {
      expect(total).toBe(2000);
      if (done > 2) cancel.abort(new Error('enough'));
    },
  });
  await expect(sweeping).rejects.toThrow('enough');
  expect((await held.run('sweep', cells)).ok).toBe(true);
  clusterer.dispose();
});

test('without rows every cell is 0', () => {
  expect(sweep(new Float64Array(0), { dims: 2, eps: [1, 2], minPts: [3] })).toEqual({
    eps: Float64Array.of(1, 2),
    minPts: Float64Array.of(3),
    clusterCount: new Int32Array(2),
    noiseShare: new Float64Array(2),
    largestShare: new Float64Array(2),
  });
});

test('the caller keeps the points', () => {
  const points = makeSessions(500, 3);
  sweep(points, { dims: 3, eps: [0.1, 0.3], minPts: [2, 9] });
  expect(points).toEqual(makeSessions(500, 3));
});

test.each<[string, Partial<SweepParams>]>([
  ['eps-not-positive', { eps: [1, 0] }],
  ['eps-not-positive', { eps: [1, NaN] }],
  ['eps-not-positive', { eps: [Infinity] }],
  ['minpts-invalid', { minPts: [2, 0] }],
  ['minpts-invalid', { minPts: [2, 2.5] }],
  ['dims-invalid', { dims: 4 }],
  ['dims-invalid', { dims: 0 }],
  ['params-invalid', { eps: [] }],
  ['params-invalid', { minPts: [] }],
  ['params-invalid', { eps: Array<number>(10_001).fill(1) }],
  ['params-invalid', { eps: Array<number>(101).fill(1), minPts: Array<number>(100).fill(1) }],
])('%s: %o', (code, wrong) => {
  const good = { dims: 2, eps: [1], minPts: [2] };
  const error = thrownBy(() => sweep(Float64Array.of(0, 0, 1, 0, 9, 9), { ...good, ...wrong }));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^[A-Z0-9].*\.$/);
});

test('a value that is no number is named', () => {
  const error = thrownBy(() => sweep(Float64Array.of(0, NaN), { dims: 1, eps: [1], minPts: [2] }));
  expect([error.code, error.row, error.column]).toEqual(['not-finite', 1, 0]);
});
