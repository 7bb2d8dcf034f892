import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proposeGrid } from '../../src/matrix/propose-grid';

/** Distances that rise slowly to 1, and then fast to 11. */
const bent = Float64Array.from({ length: 1000 }, (_, i) =>
  i < 900 ? 0.1 + i / 1000 : 1 + (i - 900) / 10,
);

test('from the beginning of the curve to beyond its knee, the chosen pair within', () => {
  const { eps, minPts } = proposeGrid(bent, { eps: 0.4, minPts: 4 });
  expect(eps.length).toBe(24);
  expect(eps[0]).toBe(0.15);
  expect(eps.at(-1)).toBe(2);
  expect(eps).toContain(0.4);
  expect(minPts).toEqual([2, 3, 4, 5, 8, 10, 15, 20, 30]);
});

test('radii are in equal ratios, but for the chosen one', () => {
  const { eps } = proposeGrid(bent, { eps: 0.4, minPts: 2 }, 12);
  const ratio = (2 / 0.15) ** (1 / 11);
  const others = eps.map((radius, i) => [radius, i]).filter(([radius]) => radius !== 0.4);
  for (const [radius, i] of others) expect(radius! / (0.15 * ratio ** i!)).toBeCloseTo(1, 2);
});

test('a chosen pair far off widens the grid', () => {
  const wide = proposeGrid(bent, { eps: 40, minPts: 100 });
  expect([wide.eps[0], wide.eps.at(-1)]).toEqual([0.15, 80]);
  expect(wide.minPts).toEqual([2, 3, 5, 8, 10, 15, 20, 30, 50, 100, 200]);
  const narrow = proposeGrid(bent, { eps: 0.01, minPts: 1 });
  expect([narrow.eps[0], narrow.eps.at(-1)]).toEqual([0.005, 2]);
  expect(narrow.minPts).toEqual([1, 2, 3, 5, 8, 10, 15, 20, 30]);
});

test.each([
  ['no curve', Float64Array.of()],
  ['duplicates only', Float64Array.of(0, 0, 0)],
  ['one distance', Float64Array.of(0, 0.4)],
  ['all the same', Float64Array.of(0.4, 0.4, 0.4)],
  ['distances beyond numbers', Float64Array.of(Infinity, Infinity)],
])('%s: around the chosen eps', (_, curve) => {
  const { eps } = proposeGrid(curve, { eps: 0.4, minPts: 2 });
  expect([eps[0], eps.at(-1), eps.length]).toEqual([0.2, 0.8, 24]);
});

test('a curve that begins next to 0 does not spread the radii thin', () => {
  const curve = Float64Array.from({ length: 1000 }, (_, i) => 1e-12 * 1e12 ** (i / 999));
  const { eps } = proposeGrid(curve, { eps: 0.1, minPts: 2 });
  expect(eps[0]! / eps.at(-1)).toBeCloseTo(1e-3, 4);
});

test('whatever the curve, the radii can be run, and the chosen pair is among them', () => {
  const scale = fc.integer({ min: -320, max: 307 }).map((power) => 10 ** power);
  const curves = fc.array(fc.double({ min: 0, noNaN: true }), { maxLength: 50 });
  fc.assert(
    fc.property(curves, scale, fc.integer({ min: 1, max: 1e6 }), (distances, unit, minPts) => {
      const chosen = { eps: 4 * unit, minPts };
      const grid = proposeGrid(Float64Array.from(distances).sort(), chosen);
      expect(grid.eps).toContain(chosen.eps);
      expect(grid.minPts).toContain(minPts);
      for (const values of [grid.eps, grid.minPts]) {
        expect(values.every((value) => value > 0 && value < Infinity)).toBe(true);
        expect(values.every((value, i) => i === 0 || value > values[i - 1]!)).toBe(true);
      }
      expect(grid.minPts.every(Number.isInteger)).toBe(true);
      expect(grid.eps.length).toBeLessThanOrEqual(24);
    }),
  );
});
