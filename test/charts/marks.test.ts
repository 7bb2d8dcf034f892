import { describe, expect, test } from 'vitest';
import {
  clusterColor,
  clusterShape,
  clusterSlot,
  clusterWords,
  compareClusters,
  shapePath,
} from '../../src/charts/clusters.ts';
import { binAt, nearestMark } from '../../src/charts/hit.ts';
import { jitterOf } from '../../src/charts/jitter.ts';

describe('jitter', () => {
  test('depends on the id alone and stays the same for ever', () => {
    expect([0, 1, 2, 8841].map((id) => +jitterOf(id).toFixed(4))).toMatchInlineSnapshot(`
      [
        -0.6705,
        -0.5415,
        0.4447,
        0.3846,
      ]
    `);
  });

  test('fills its range evenly', () => {
    const counts = new Array<number>(10).fill(0);
    for (let id = 0; id < 20_000; id++) {
      const shift = jitterOf(id);
      expect(shift >= -1 && shift < 1).toBe(true);
      counts[Math.floor((shift + 1) * 5)]!++;
    }
    for (const n of counts) expect(Math.abs(n - 2000)).toBeLessThan(200);
  });

  test('ids beyond 32 bits differ too', () => {
    expect(jitterOf(2 ** 40)).not.toBe(jitterOf(0));
  });
});

describe('hit testing', () => {
  test('takes the nearest mark within reach, the one on top where two are equal', () => {
    const xs = [10, 20, 20];
    const ys = [10, 10, 10];
    expect(nearestMark(xs, ys, 12, 10, 5)).toBe(0);
    expect(nearestMark(xs, ys, 19, 10, 5)).toBe(2);
    expect(nearestMark(xs, ys, 60, 10, 5)).toBe(-1);
  });

  test('a mark without a place is never hit', () => {
    expect(nearestMark([NaN], [10], 10, 10, 100)).toBe(-1);
  });

  test('bins hold their lower end, the last one its upper end too', () => {
    const bins = [
      { lo: 0, hi: 1 },
      { lo: 1, hi: 2 },
    ];
    expect([-0.1, 0, 1, 2, 2.1].map((value) => binAt(bins, value))).toEqual([-1, 0, 1, 1, -1]);
  });
});

describe('clusters', () => {
  test('the first eight differ in shape; the rest share one, noise is a ring', () => {
    const shapes = [0, 1, 2, 3, 4, 5, 6, 7, 8, -1].map(clusterShape);
    expect(new Set(shapes).size).toBe(10);
    expect(clusterShape(9)).toBe(clusterShape(8));
    expect([clusterSlot(7), clusterSlot(8), clusterSlot(30), clusterSlot(-1)]).toEqual([
      7, 8, 8, -1,
    ]);
  });

  test('colours are tokens', () => {
    expect([0, 7, 8, -1].map(clusterColor)).toEqual([
      'var(--c0)',
      'var(--c7)',
      'var(--mark)',
      'var(--noise)',
    ]);
  });

  test('noise is last in lists', () => {
    expect([-1, 2, 0, 1].sort(compareClusters)).toEqual([0, 1, 2, -1]);
    expect(clusterWords(-1)).toBe('noise');
  });

  test('a shape scales with its radius', () => {
    expect(shapePath('square', 10)).toBe('M-9.2 -9.2L9.2 -9.2L9.2 9.2L-9.2 9.2Z');
    expect(shapePath('ring', 2)).toBe('M-2 0A2 2 0 1 1 2 0A2 2 0 1 1 -2 0Z');
  });
});
