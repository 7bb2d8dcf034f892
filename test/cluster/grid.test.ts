import { expect, test } from 'vitest';
import { dbscan, runDbscan } from '../../src/cluster/dbscan/dbscan';
import { makeJob } from '../../src/cluster/job';
import { dbscanReference } from '../../src/matrix/dbscan-reference';
import { makeCase, makeRandom } from './cases';
import { kernel } from './loaded';
import { sweptReference } from './swept-reference';

// What the kernel does with the plain grid: enough rows for the number of dimensions, and few points near each other.

test('the reference used here is the textbook', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { points, dims, eps, minPts } = makeCase(seed, 120);
    const wanted = dbscanReference(points, dims, eps, minPts);
    expect(sweptReference(points, dims, eps, minPts), `seed ${seed}`).toEqual(wanted);
  }
});

const scatters = {
  uniform: (random: () => number) => random(),
  lattice: (random: () => number) => Math.floor(random() * 16) / 16,
  lopsided: (random: () => number) => random() ** 3 - 0.5,
  filaments: (random: () => number) => Math.round(random() * 8) / 8 + (random() - 0.5) * 1e-3,
};

function scatter(
  kind: keyof typeof scatters,
  rows: number,
  dims: number,
): Float64Array<ArrayBuffer> {
  const random = makeRandom(rows + dims);
  return Float64Array.from({ length: rows * dims }, () => scatters[kind](random));
}

test.each([
  [1, 3000, [1e-4, 5e-4]],
  [2, 3000, [0.01, 0.02, 1 / 16]],
  [3, 3000, [0.04, 0.0625, 0.09]],
  [4, 3000, [0.0625, 0.1, 0.15]],
  [5, 3000, [0.125, 0.2]],
  [6, 4000, [0.2, 0.3]],
  [7, 6000, [0.3]],
])('%i dimensions: equals the textbook', (dims, rows, radii) => {
  for (const kind of Object.keys(scatters) as (keyof typeof scatters)[]) {
    const points = scatter(kind, rows, dims);
    for (const eps of radii)
      for (const minPts of dims > 5 ? [4] : [2, 6])
        expect(
          dbscan(points, { dims, eps, minPts }),
          `${kind}, eps ${eps}, minPts ${minPts}`,
        ).toEqual(sweptReference(points, dims, eps, minPts));
  }
});

// FUZZ_SEED=1234 runs one case, FUZZ_CASES=5000 more of them.
const first = Number(process.env['FUZZ_SEED'] ?? 0);
const cases = Number(process.env['FUZZ_CASES'] ?? (process.env['FUZZ_SEED'] ? 1 : 60));

test(`equals the textbook on ${cases} scatters with some neighbours a row from seed ${first}`, () => {
  for (let seed = first; seed < first + cases; seed++) {
    const random = makeRandom(seed + 1);
    const kind = Object.values(scatters)[seed % 4]!;
    const dims = 1 + Math.floor(random() * 6);
    const rows = Math.max(300, 9 * 3 ** (dims - 1)) + Math.floor(random() * 1500);
    const stretch = Array.from({ length: dims }, () => (random() < 0.3 ? random() ** 4 : 1));
    const points = Float64Array.from(
      { length: rows * dims },
      (_, at) => kind(random) * stretch[at % dims]!,
    );
    const eps = ((1 + random() * 8) / rows) ** (1 / dims) * (0.3 + random() * 0.7);
    const minPts = 1 + Math.floor(random() * 8);
    expect(dbscan(points, { dims, eps, minPts }), `seed ${seed}`).toEqual(
      sweptReference(points, dims, eps, minPts),
    );
  }
});

test('more pairs than there is room to note: the rest is looked for again', () => {
  const random = makeRandom(5);
  // 40 points at a time about as close as eps, in no order: some 20 pairs a point, and room for three.
  const points = Float64Array.from(
    { length: 8000 },
    () => Math.floor(random() * 100) + random() * random() * 0.4,
  );
  for (const [eps, minPts] of [
    [0.3, 12],
    [0.1, 25],
    [0.15, 2],
  ] as const)
    expect(dbscan(points, { dims: 1, eps, minPts })).toEqual(
      sweptReference(points, 1, eps, minPts),
    );
  const plane = Float64Array.from(
    { length: 8000 },
    (_, at) => (at % 2 ? 1 : Math.floor(random() * 300)) + random() * 0.4,
  );
  for (const [eps, minPts] of [
    [0.3, 8],
    [0.1, 4],
    [0.2, 12],
  ] as const)
    expect(dbscan(plane, { dims: 2, eps, minPts })).toEqual(sweptReference(plane, 2, eps, minPts));
});

test('a heap that the sample does not mind is left to the tree', () => {
  const random = makeRandom(9);
  for (const heap of [2040, 2100]) {
    const points = Float64Array.from({ length: 12_000 * 7 }, (_, at) => {
      const x = random();
      return at < heap * 7 ? 0.5 : x;
    });
    expect(dbscan(points, { dims: 7, eps: 0.2, minPts: 3 })).toEqual(
      sweptReference(points, 7, 0.2, 3),
    );
  }
});

test('at the ends of the range of floats', () => {
  for (const scale of [1e-99, 1e-120, 1e99, 1e300]) {
    const points = scatter('uniform', 2000, 2).map((x) => x * scale);
    const eps = 0.02 * scale;
    expect(dbscan(points, { dims: 2, eps, minPts: 3 }), `scale ${scale}`).toEqual(
      sweptReference(points, 2, eps, 3),
    );
  }
});

test('neighbours at exactly eps over the edges of cells, far from 0', () => {
  for (const origin of [0, 1e6, -1e9, 2 ** 40]) {
    const points = Float64Array.from(
      { length: 6000 },
      (_, at) => origin + ((at * 7919) % 3000) * 0.25,
    );
    for (const eps of [0.25, 0.5, 0.75])
      expect(dbscan(points, { dims: 2, eps, minPts: 3 }), `origin ${origin}, eps ${eps}`).toEqual(
        sweptReference(points, 2, eps, 3),
      );
  }
});

test('axes of one cell or two beside long ones', () => {
  for (const dims of [2, 3, 4, 5]) {
    const random = makeRandom(dims);
    for (let thin = 0; thin < 2 ** dims; thin++) {
      const points = Float64Array.from({ length: 1000 * dims }, (_, at) =>
        (thin >> (at % dims)) & 1 ? Math.floor(random() * 3) * 0.12 : random() * 4,
      );
      for (const eps of [0.1, 0.2])
        expect(dbscan(points, { dims, eps, minPts: 3 }), `thin ${thin}, eps ${eps}`).toEqual(
          sweptReference(points, dims, eps, 3),
        );
    }
  }
});

test('steps are small, and progress never goes back', () => {
  const points = scatter('uniform', 200_000, 3);
  const job = makeJob(runDbscan(kernel, points, { dims: 3, eps: 0.017, minPts: 5 }));
  const order = ['start', 'index', 'core', 'link', 'label'];
  const seen = new Set<string>();
  let before = job.progress();
  let steps = 0;
  for (; !job.step(0); steps++) {
    const now = job.progress();
    seen.add(now.phase);
    expect(order.indexOf(now.phase)).toBeGreaterThanOrEqual(order.indexOf(before.phase));
    if (now.phase === before.phase) expect(now.done).toBeGreaterThanOrEqual(before.done);
    expect(now.done).toBeLessThanOrEqual(now.total);
    before = now;
  }
  expect(steps).toBeGreaterThan(10);
  expect([...seen]).toEqual(['index', 'core', 'link', 'label']);
});
