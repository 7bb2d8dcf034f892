import { describe, expect, test } from 'vitest';
import { moveInScatter, placeScatter, scatterScale } from '../../src/charts/scatter-model.ts';
import { largestOf } from '../../src/charts/scatter-model.ts';
import { countClusters, makeBase, sampleRows } from '../../src/charts/scatter-sample.ts';
import {
  legendSlots,
  scatterCaption,
  scatterSummary,
  scatterTip,
  scatterTwin,
} from '../../src/charts/scatter-words.ts';

const sampleOf = (n: number, cluster: Int32Array, most: number): Uint32Array => {
  const x = Float64Array.from({ length: n }, (_, i) => i);
  const base = makeBase(x, x, most);
  return sampleRows(base, cluster, countClusters(base, cluster));
};
const countOf = (rows: Uint32Array, cluster: Int32Array, wanted: number): number =>
  rows.filter((row) => cluster[row] === wanted).length;

describe('the sample', () => {
  test('is everything while it is few', () => {
    expect([...sampleOf(10, new Int32Array(10), 20)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('is about as large as asked, and keeps at least 50 marks of each cluster', () => {
    const n = 100_000;
    const cluster = Int32Array.from({ length: n }, (_, i) =>
      i < 30 ? 1 : i < 200 ? 2 : i < 300 ? -1 : 0,
    );
    const rows = sampleOf(n, cluster, 2000);
    expect(rows.length).toBeGreaterThan(1900);
    expect(rows.length).toBeLessThan(2300);
    expect(new Set(rows).size).toBe(rows.length);
    expect(countOf(rows, cluster, 1)).toBe(30);
    expect(countOf(rows, cluster, 2)).toBe(50);
    expect(countOf(rows, cluster, -1)).toBe(50);
  });

  test('stays the same while labels change, but for what clusters are topped up with', () => {
    const n = 50_000;
    const one = sampleOf(n, new Int32Array(n), 1000);
    const cluster = new Int32Array(n).fill(1, 0, 100);
    const two = new Set(sampleOf(n, cluster, 1000));
    expect([...one].every((row) => two.has(row))).toBe(true);
    expect(two.size - one.length).toBeLessThanOrEqual(50);
    expect([...sampleOf(n, cluster, 1000)]).toEqual([...two]);
  });

  test('does not grow beyond measure with many clusters', () => {
    const n = 100_000;
    const cluster = Int32Array.from({ length: n }, (_, i) => i % 5000);
    expect(sampleOf(n, cluster, 2000).length).toBeLessThan(12_500);
  });

  test('leaves out rows without coordinates', () => {
    const x = Float64Array.of(0, NaN, 2, Infinity);
    const base = makeBase(x, Float64Array.of(0, 0, 0, 0));
    const cluster = Int32Array.of(0, 0, -1, 3);
    expect([...base.rows]).toEqual([0, 2]);
    expect([...countClusters(base, cluster)]).toEqual([
      [-1, 1],
      [0, 1],
    ]);
  });
});

const AREA = { x: 10, y: 10, width: 100, height: 100 };
const DATA = {
  x: Float64Array.of(0, 10, 0, 10, 5),
  y: Float64Array.of(0, 0, 10, 10, 5),
  cluster: Int32Array.of(1, 0, 0, -1, 9),
  xLabel: 'PC 1',
  yLabel: 'PC 2',
  clusterCount: 10,
};
const SIZES = new Map([
  [1, 1],
  [0, 2],
  [-1, 1],
  [9, 1],
]);
const place = () =>
  placeScatter(
    Uint32Array.of(0, 1, 2, 3, 4),
    DATA.x,
    DATA.y,
    DATA.cluster,
    [scatterScale(DATA.x), scatterScale(DATA.y)],
    AREA,
    0,
  );

describe('the marks', () => {
  test('are in the order of drawing: noise, the largest cluster, the others', () => {
    expect(largestOf(SIZES)).toBe(0);
    expect(largestOf(new Map([[-1, 4]]))).toBeNull();
    expect([...place().rows]).toEqual([3, 1, 2, 0, 4]);
  });

  test('stand inside the area, y upwards', () => {
    const { xs, ys } = place();
    expect(ys[0]).toBeLessThan(20);
    expect(xs[0]).toBeGreaterThan(100);
    expect([...xs, ...ys].every((at) => at >= 10 && at <= 110)).toBe(true);
    expect(scatterScale(new Float64Array()).hi).toBe(1);
    expect(scatterScale(Float64Array.of(3, 3)).toUnit(3)).toBe(0.5);
  });

  test('are reached by arrow keys, the nearest in a direction', () => {
    const marks = place();
    const press = (key: string, at: number | null): number | null => {
      const next = moveInScatter(key, at, marks, AREA);
      return next === null ? null : marks.rows[next]!;
    };
    const mark = (row: number): number => marks.rows.indexOf(row);
    expect(press('ArrowUp', null)).toBe(4);
    expect(press('ArrowRight', mark(4))).toBe(3);
    expect(press('ArrowUp', mark(0))).toBe(4);
    expect(press('ArrowLeft', mark(1))).toBe(4);
    expect(press('ArrowDown', mark(0))).toBe(0);
    expect(press('PageDown', mark(1))).toBe(0);
    expect(press('PageUp', mark(1))).toBe(1);
    expect(press('Home', mark(1))).toBeNull();
  });
});

test('words', () => {
  expect(scatterTip(DATA, 3, 'session')).toEqual({
    title: 'session 3',
    rows: [
      ['cluster', 'noise'],
      ['PC 1', '10'],
      ['PC 2', '10'],
    ],
  });
  expect(legendSlots(SIZES).map(({ slot }) => slot)).toEqual([0, 1, 8, -1]);
  expect(scatterCaption(380, 11_600, 11_638, 'session')).toBe(
    '380 of 11\u2009638 sessions drawn; 38 sessions without coordinates',
  );
  expect(scatterCaption(5, 5, 5, 'session')).toBe('5 sessions drawn');
  expect(scatterSummary(DATA, SIZES, 'session')).toBe(
    '5 sessions in 10 clusters by PC 1 and PC 2: cluster 0 2, cluster 1 1, other clusters 1, noise 1.',
  );
  expect(scatterTwin(DATA).rows).toEqual([
    ['cluster 0', '2', '5', '0', '10', '5', '0', '10'],
    ['cluster 1', '1', '0', '0', '0', '0', '0', '0'],
    ['cluster 9', '1', '5', '5', '5', '5', '5', '5'],
    ['noise', '1', '10', '10', '10', '10', '10', '10'],
  ]);
});
