import { expect, test } from 'vitest';
import { dbscan } from '../../src/cluster/dbscan/dbscan';
import { dbscanReference } from '../../src/matrix/dbscan-reference';
import { makeCase, makeRandom, type Case } from './cases';
import './loaded';

// FUZZ_SEED=1234 runs one case, FUZZ_CASES=50000 more of them.
const first = Number(process.env['FUZZ_SEED'] ?? 0);
const cases = Number(process.env['FUZZ_CASES'] ?? (process.env['FUZZ_SEED'] ? 1 : 4000));

function compare({ points, dims, eps, minPts, seed, kind }: Case): void {
  const got = dbscan(points, { dims, eps, minPts });
  const wanted = dbscanReference(points, dims, eps, minPts);
  expect(
    got,
    `seed ${seed}: ${kind}, ${points.length / dims} × ${dims}, eps ${eps}, minPts ${minPts}`,
  ).toEqual(wanted);
}

test(`equals the textbook on ${cases} cases from seed ${first}`, () => {
  // Every tenth is large enough for a tree of several levels and cliques that are split.
  for (let seed = first; seed < first + cases; seed++)
    compare(makeCase(seed, seed % 10 === 0 ? 900 : 250));
});

test.each([60, 250, 700, 1500])('partly core cliques of many points (minPts %i)', (minPts) => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const dims = 1 + (seed % 3);
    const points = makeClumps(seed, 2000, dims);
    compare({ kind: 'clusters', seed, points, dims, eps: 0.12, minPts });
  }
});

test.each([70, 150, 300, 600])(
  'heaps of equal points, too few alone to be core (minPts %i)',
  (minPts) => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const dims = 1 + (seed % 4);
      const points = makeHeaps(seed, 1500, dims);
      for (const eps of [0.5, 1, 1.5])
        compare({ kind: 'duplicates', seed, points, dims, eps, minPts });
    }
  },
);

test.each([1, 2, 3])('points contested by many clusters in %i dimensions', (dims) => {
  for (let seed = 1; seed <= 12; seed++) {
    const points = makeCrowd(seed, 1200, dims);
    for (const minPts of [4, 8, 14]) {
      compare({ kind: 'clusters', seed, points, dims, eps: 0.42, minPts });
    }
  }
});

/** Blobs on a lattice of side 1 that nearly touch, in no order, and points between them that are near to several. */
function makeCrowd(seed: number, rows: number, dims: number): Float64Array<ArrayBuffer> {
  const random = makeRandom(seed);
  const side = Math.ceil(60 ** (1 / dims));
  const points = new Float64Array(rows * dims);
  for (let row = 0; row < rows; row++) {
    const between = random() < 0.2;
    for (let j = 0; j < dims; j++) {
      const centre = Math.floor(random() * side);
      points[row * dims + j] = centre + (random() - 0.5) * (between ? 1 : 0.5);
    }
  }
  return points;
}

/** Few places on a lattice, with anything from a few to hundreds of points each. */
function makeHeaps(seed: number, rows: number, dims: number): Float64Array<ArrayBuffer> {
  const random = makeRandom(seed);
  const places = Array.from({ length: 24 }, () =>
    Array.from({ length: dims }, () => Math.floor(random() * 5)),
  );
  const rowsOf = Array.from(
    { length: rows },
    () => places[Math.floor(random() ** 2 * places.length)]!,
  );
  return Float64Array.from(rowsOf.flat());
}

/** Dense clumps about as wide as eps and a thin haze between them. */
function makeClumps(seed: number, rows: number, dims: number): Float64Array<ArrayBuffer> {
  const random = makeRandom(seed);
  return Float64Array.from({ length: rows * dims }, (_, at) => {
    const row = Math.floor(at / dims);
    const clump = row % 5;
    return clump === 4 ? random() : clump * 0.22 + random() * random() * 0.2;
  });
}
