import { expect, test } from 'vitest';
import {
  histogramSummary,
  histogramTwin,
  makeHistogram,
  nextFilledBin,
} from '../../src/charts/histogram-model.ts';

const BINS = [
  { lo: 0, hi: 60, n: 0 },
  { lo: 60, hi: 120, n: 3180 },
  { lo: 120, hi: 180, n: 0 },
  { lo: 180, hi: 240, n: 1 },
];

test('log counts have 1 as base and still show a count of one', () => {
  const model = makeHistogram(BINS, 'linear', 'log');
  expect(model.heightOf(0)).toBe(0);
  expect(model.heightOf(1)).toBeGreaterThan(0);
  expect(model.heightOf(10) - model.heightOf(1)).toBeCloseTo(1);
  expect(model.countTicks).toEqual([1, 10, 100, 1000]);
  expect(model.top).toBeGreaterThan(model.heightOf(3180));
});

test('linear counts start at zero and have whole ticks', () => {
  const model = makeHistogram([{ lo: 0, hi: 1, n: 3 }], 'linear', 'linear');
  expect(model.heightOf(3)).toBe(3);
  expect(model.countTicks).toEqual([0, 1, 2, 3]);
});

test('nothing to draw is said and not divided by', () => {
  const model = makeHistogram([], 'log', 'log');
  expect(histogramSummary(model, 'number', 'gaps')).toBe('No gaps to draw.');
  expect(histogramTwin(model, 'number', 'gaps').rows).toEqual([]);
  expect(model.top).toBeGreaterThan(0);
});

test('the summary names the fullest bin', () => {
  expect(histogramSummary(makeHistogram(BINS, 'linear', 'log'), 'seconds', 'gaps')).toBe(
    '3\u2009181 gaps in 4 bins from 0 s to 4 min; the fullest bin, 1 min to 2 min, holds 3\u2009180 (99.97 %).',
  );
});

test('arrow keys skip empty bins and stop at the ends', () => {
  expect(nextFilledBin(BINS, -1, 1)).toBe(1);
  expect(nextFilledBin(BINS, 1, 1)).toBe(3);
  expect(nextFilledBin(BINS, 3, 1)).toBe(3);
  expect(nextFilledBin(BINS, 3, -10)).toBe(1);
});
