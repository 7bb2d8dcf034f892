import { expect, test } from 'vitest';
import {
  holdOf,
  holdWords,
  type Stability,
  stabilityCaption,
  stabilityRows,
  stabilitySummary,
  stabilityTip,
  stabilityTwin,
  stabilityWord,
} from '../../src/charts/stability-model.ts';

const DATA: Stability = {
  eps: Float64Array.of(0.2, 0.3, 0.4, 0.5),
  clusterCount: Int32Array.of(9, 5, 4, -1),
  sizes: Int32Array.of(100, 20),
  jaccard: Float64Array.of(0.9, 0.95, 1, NaN, 0.2, 0.4, 1, NaN),
  currentIndex: 2,
};

test("words after Hennig's cuts", () => {
  expect([1, 0.85, 0.84, 0.75, 0.6, 0.5, 0.49, 0, NaN].map(stabilityWord)).toEqual([
    'stable',
    'stable',
    'valid',
    'valid',
    'doubtful',
    'doubtful',
    'dissolves',
    'dissolves',
    'not known',
  ]);
});

test('the mean leaves out the eps in use and what is not computed', () => {
  const hold = holdOf(DATA, 0);
  expect(hold.mean).toBeCloseTo(0.925, 12);
  expect(holdWords(hold)).toBe('0.20 to 0.40');
  expect(holdWords(holdOf(DATA, 1))).toBe('only at 0.40');
  const alone = {
    ...DATA,
    eps: Float64Array.of(0.4),
    jaccard: Float64Array.of(1, 1),
    currentIndex: 0,
  };
  expect(holdOf(alone, 1).mean).toBeNaN();
});

test('the twelve largest clusters have rows, in the order of their numbers', () => {
  const sizes = Int32Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 5 : 50));
  expect(stabilityRows(sizes)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23]);
  expect(stabilityCaption({ ...DATA, sizes })).toContain('12 largest of 30 clusters');
  expect(stabilityCaption(DATA)).not.toContain('largest of');
});

test('words of cells, the whole and the table', () => {
  expect(stabilityTip(DATA, [0, 1], { row: 1, column: 1 })).toEqual({
    title: 'cluster 1 at eps 0.30',
    rows: [
      ['found again', '0.40'],
      ['that is', 'dissolves'],
      ['clusters there', '5'],
    ],
  });
  expect(stabilityTip(DATA, [0, 1], { row: 1, column: 3 }).rows[0]).toEqual([
    'found again',
    'not computed yet',
  ]);
  expect(stabilitySummary(DATA)).toBe(
    'How well 2 clusters of eps 0.40 are found again from eps 0.20 to 0.50: 1 stable, 1 dissolves.',
  );
  expect(stabilityTwin(DATA).rows[1]).toEqual([
    'cluster 1',
    '20',
    '0.30',
    'dissolves',
    'only at 0.40',
    '0.20',
    '0.40',
    '1.00',
    '–',
  ]);
});
