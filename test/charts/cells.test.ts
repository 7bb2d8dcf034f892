import { expect, test } from 'vitest';
import { miniHeights, sparkPath } from '../../src/charts/cell-shapes.ts';
import { scoreTicks, scoreX } from '../../src/charts/score-axis.ts';
import { trailPath, trailWidth } from '../../src/charts/trail-path.ts';

test('the trail follows the rows', () => {
  expect(trailWidth(24058)).toBeCloseTo(9.2, 1);
  expect([trailWidth(0), trailWidth(1), trailWidth(4)]).toEqual([1.5, 1.5, 1.5]);
});

test('the trail ends at the last step that has run', () => {
  const path = trailPath(
    [
      { y: 23, rows: 100 },
      { y: 69, rows: 100 },
      { y: 115, rows: null },
    ],
    28,
  );
  expect(path).toBe('M11.9 23C11.9 46 11.9 46 11.9 69L16.1 69C16.1 46 16.1 46 16.1 23Z');
  expect(trailPath([{ y: 23, rows: 100 }], 28)).toBe('');
});

test('a count that is not zero has a bar', () => {
  expect(miniHeights([0, 1, 10_000], false)).toEqual([0, 0.07, 1]);
  expect(miniHeights([0, 0], true)).toEqual([0, 0]);
});

test('missing values are gaps in a line', () => {
  expect(sparkPath([0, null, 10], 20, 10)).toBe('M0 10h0.01M20 0h0.01');
  expect(sparkPath([null], 20, 10)).toBe('');
});

test('scores stand on a shared axis that may start above zero', () => {
  expect(scoreX(1, 0.85, 180)).toBe(166);
  expect(scoreX(0.85, 0.85, 180)).toBe(14);
  expect(scoreX(0.2, 0.85, 180)).toBe(14);
  expect(scoreTicks(0.85)).toEqual([0.85, 0.9, 0.95, 1]);
  expect(scoreTicks(0)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});
