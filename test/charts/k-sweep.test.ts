import { expect, test } from 'vitest';
import {
  bestIndex,
  gappedPath,
  kScale,
  kSummary,
  kTicks,
  kTip,
  kTwin,
  nearestK,
  panelScale,
} from '../../src/charts/k-sweep-model.ts';

const SWEEP = {
  k: Int32Array.of(1, 2, 3, 5),
  inertia: Float64Array.of(1000, 400, 250, 90.123456),
  silhouette: Float64Array.of(NaN, 0.5, 0.7, 0.7),
};

test('the best silhouette is the first of the largest', () => {
  expect(bestIndex(SWEEP.silhouette)).toBe(2);
  expect(bestIndex(Float64Array.of(NaN))).toBe(-1);
  expect(bestIndex(new Float64Array())).toBe(-1);
});

test('the axis of k has whole ticks and room at its ends', () => {
  const scale = kScale(SWEEP.k);
  expect([scale.lo, scale.hi]).toEqual([0.5, 5.5]);
  expect(kTicks(scale, 12)).toEqual([1, 2, 3, 4, 5]);
  expect(kTicks(kScale(Int32Array.of(4)), 12)).toEqual([4]);
  expect(kTicks(kScale(Int32Array.of(2, 100)), 6)).toEqual([20, 40, 60, 80, 100]);
});

test('inertia starts at zero, silhouette does not', () => {
  expect(panelScale(SWEEP.inertia, true).lo).toBe(0);
  const silhouette = panelScale(SWEEP.silhouette, false);
  expect(silhouette.lo).toBeGreaterThan(0.4);
  expect(silhouette.hi).toBeLessThanOrEqual(1);
  expect(panelScale(Float64Array.of(NaN, NaN), true).hi).toBe(1.05);
  expect(panelScale(new Float64Array(3), true).hi).toBe(1);
});

test('a missing value is a gap in the line', () => {
  expect(gappedPath([0, 1, 2, 3], [1, 2, NaN, 4])).toBe('M0 1L1 2M3 4');
});

test('the nearest k', () => {
  expect(nearestK(SWEEP.k, 4.2)).toBe(3);
  expect(nearestK(SWEEP.k, -7)).toBe(0);
  expect(nearestK(new Int32Array(), 3)).toBe(-1);
});

test('words', () => {
  expect(kTip(SWEEP, 3)).toEqual({
    title: 'k 5',
    rows: [
      ['inertia', '90.12'],
      ['silhouette', '0.700'],
    ],
  });
  expect(kSummary(SWEEP, 2)).toBe(
    'k-means for k 1 to 5: the silhouette is best at k 3 (0.700); at k 2 it is 0.500.',
  );
  expect(kSummary(SWEEP, 4)).toContain('k 4 was not tried');
  expect(kTwin(SWEEP, 3).rows[2]).toEqual(['3', '250', '0.700', 'best silhouette, in use']);
  expect(kTwin(SWEEP, 3).rows[0]?.[2]).toBe('–');
});
