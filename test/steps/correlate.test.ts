import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowsOf, type Events } from './run-steps.ts';

type Value = number | null;
const correlate = { op: 'correlate', as: 'r', from: 'events' };
const events = (columns: Readonly<Record<string, readonly Value[]>>): Events => {
  const names = Object.keys(columns);
  const length = Math.max(0, ...Object.values(columns).map((values) => values.length));
  return {
    columns: names.map((name) => [name, 'number'] as const),
    rows: Array.from({ length }, (_, i) => names.map((name) => columns[name]?.[i] ?? null)),
  };
};

/** Pearson's r in two passes over the rows where both have a value; null with a constant. */
function pearson(a: readonly Value[], b: readonly Value[]): number | null {
  const pairs = a.flatMap((x, i) => {
    const y = b[i] ?? null;
    return x === null || y === null ? [] : [[x, y] as const];
  });
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [mx, my] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  const varied =
    new Set(pairs.map(([x]) => x)).size > 1 && new Set(pairs.map(([, y]) => y)).size > 1;
  return varied ? xy / Math.sqrt(xx * yy) : null;
}

describe('by hand', () => {
  test('a line up is 1, a line down −1, and the matrix is symmetric', async () => {
    const found = await rowsOf(events({ a: [1, 2, 3], b: [2, 4, 6], c: [3, 2, 1] }), [correlate]);
    expect(
      found.map((row) => row.map((x) => (typeof x === 'number' ? Number(x.toFixed(12)) : x))),
    ).toStrictEqual([
      ['a', 1, 1, -1],
      ['b', 1, 1, -1],
      ['c', -1, -1, 1],
    ]);
  });
  test('with a constant it is null, with itself too', async () => {
    const found = await rowsOf(events({ a: [1, 2, 3], c: [0.1, 0.1, 0.1] }), [correlate]);
    expect(found).toStrictEqual([
      ['a', 1, null],
      ['c', null, null],
    ]);
  });
  test('rows with a null in either are left out of that pair alone', async () => {
    const columns = { a: [1, 2, 3, 9], b: [1, 2, 4, null], c: [null, 5, 1, 2] };
    const found = await rowsOf(events(columns), [correlate]);
    // a, b over the rows 0 1 2: means 2 and 7/3
    expect(found[0]?.[2]).toBeCloseTo(3 / Math.sqrt(2 * (14 / 3)), 12);
    // b, c over the rows 1 2: two points make a line
    expect(found[1]?.[3]).toBeCloseTo(-1, 12);
  });
  test('one row, and none, give nulls', async () => {
    expect(await rowsOf(events({ a: [1], b: [2] }), [correlate])).toStrictEqual([
      ['a', null, null],
      ['b', null, null],
    ]);
    expect(await rowsOf(events({ a: [] }), [correlate])).toStrictEqual([['a', null]]);
  });
});

test('any columns agree with a plain two-pass Pearson to 1e-12', async () => {
  const value = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
    {
      weight: 4,
      arbitrary: fc.double({ min: -5, max: 5, noNaN: true }).map((x) => Math.round(x * 1e6) / 1e6),
    },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const column = fc.array(value, { minLength: 12, maxLength: 12 });
  const property = fc.asyncProperty(column, column, column, async (a, b, c) => {
    const all = { a, b, c };
    const found = await rowsOf(events(all), [correlate]);
    Object.entries(all).forEach(([first, x], i) => {
      expect(found[i]?.[0]).toBe(first);
      Object.values(all).forEach((y, j) => {
        const expected =
          i === j && new Set(x.filter((v) => v !== null)).size > 1 ? 1 : pearson(x, y);
        const r = found[i]?.[j + 1];
        if (expected === null) expect(r).toBeNull();
        else expect(Math.abs(Number(r) - expected)).toBeLessThan(1e-12);
      });
    });
  });
  await fc.assert(property, { numRuns: 40, seed: 7 });
});
