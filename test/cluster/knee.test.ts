import { expect, test } from 'vitest';
import { drawRows } from '../../src/cluster/k-distance/draw-rows';
import { findKnee } from '../../src/cluster/k-distance/knee';
import { makeRandom } from './cases';

const curve = (length: number, at: (x: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, rank) => at(rank / (length - 1))).sort();

test('two straight parts: the knee is where they meet', () => {
  // Flat to rank 80 of 0 … 100, then steep.
  const bent = Float64Array.from({ length: 101 }, (_, rank) =>
    rank <= 80 ? 1 + rank / 100 : 1.8 + (rank - 80) / 2,
  );
  expect(findKnee(bent)).toEqual({ distance: 1.8, rank: 80, share: 81 / 101, method: 'kneedle' });
});

test('a power: where the scaled curve rises as fast as its rank', () => {
  // x − xⁿ is largest at n^(−1 / (n − 1)).
  for (const power of [2, 3, 8, 20]) {
    const knee = findKnee(curve(100_001, (x) => 1e-9 + x ** power));
    expect(knee?.rank).toBeCloseTo(1e5 * power ** (-1 / (power - 1)), -1);
  }
});

test("the paper's own example, turned upwards: y = 5 − 1 / (x + 0.1)", () => {
  // Read backwards and upside down; the difference is largest where the slope is that of the chord, 1 / 0.11.
  const paper = curve(10_001, (x) => 10 + 1 / (1.1 - x));
  expect(findKnee(paper)?.rank).toBeCloseTo(1e4 * (1.1 - Math.sqrt(0.11)), -1);
});

test('scale and offset of the distances do not move it', () => {
  const ranks = [1e-150, 1, 1e150].map(
    (scale) => findKnee(curve(999, (x) => scale * (0.01 + x ** 5)))?.rank,
  );
  expect(new Set(ranks).size).toBe(1);
  expect(ranks[0]).toBeGreaterThan(0);
});

test('zeros and ∞ do not move it; rank and share are of the whole curve', () => {
  const plain = findKnee(curve(1000, (x) => 0.01 + x ** 5))!;
  const padded = new Float64Array(4000);
  padded.set(
    curve(1000, (x) => 0.01 + x ** 5),
    2900,
  );
  padded.fill(Infinity, 3900);
  expect(findKnee(padded)).toEqual({
    ...plain,
    rank: plain.rank + 2900,
    share: (plain.rank + 2901) / 4000,
  });
});

test('ripples of a sample do not matter', () => {
  const random = makeRandom(3);
  const smooth = findKnee(curve(5000, (x) => 1 + x ** 10))!;
  const rough = findKnee(curve(5000, (x) => 1 + x ** 10 + 0.02 * random()))!;
  expect(Math.abs(rough.share - smooth.share)).toBeLessThan(0.05);
});

test('steps: the knee is the last rank of its step', () => {
  const steps = Float64Array.of(1, 1, 1, 2, 2, 2, 2, 9, 9, 30);
  expect(findKnee(steps)).toEqual({ distance: 2, rank: 6, share: 0.7, method: 'kneedle' });
});

test.each<[string, readonly number[]]>([
  ['nothing', []],
  ['one', [1]],
  ['two', [1, 2]],
  ['two above zero', [0, 0, 0, 1, 2]],
  ['all zero', [0, 0, 0, 0]],
  ['all the same', [3, 3, 3, 3]],
  ['all ∞', [Infinity, Infinity, Infinity]],
  ['a straight line', [1, 2, 3, 4, 5, 6]],
  ['a line of tenths, rounded', Array.from({ length: 1000 }, (_, i) => 0.1 * (i + 1))],
  ['bent the other way', [1, 5, 8, 10, 11, 11.5]],
  ['subnormals in a line', [5e-324, 1e-323, 1.5e-323]],
])('no knee: %s', (_, values) => {
  expect(findKnee(Float64Array.from(values))).toBeNull();
});

test('three are enough', () => {
  expect(findKnee(Float64Array.of(1, 1, 5))).toMatchObject({ distance: 1, rank: 1, share: 2 / 3 });
  expect(findKnee(Float64Array.of(1, 1.1, 5))).toBeNull(); // bent by less than a step
  expect(findKnee(Float64Array.of(0, Number.MAX_VALUE, Number.MAX_VALUE))).toBeNull();
});

test('rows are drawn ascending, without repetition, the same for a seed, each as often as the others', () => {
  const counts = new Uint32Array(20);
  for (let seed = 0; seed < 4000; seed++) {
    const rows = drawRows(20, 5, seed);
    expect(rows).toEqual(drawRows(20, 5, seed));
    rows.forEach((row, at) => {
      if (at > 0) expect(row).toBeGreaterThan(rows[at - 1]!);
      counts[row]!++;
    });
  }
  // 1,000 each; six standard deviations are 164.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(164);
  expect([...drawRows(7, 7, 1)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
