import { describe, expect, test } from 'vitest';
import {
  cellText,
  cellTip,
  heatSummary,
  heatTwin,
  layoutHeat,
  moveCell,
} from '../../src/charts/heat-model.ts';
import { fitText, shortenMiddle } from '../../src/charts/shorten.ts';

const NAMES = ['RequestCount', 'UniqueLinks', 'Constant'];
const VALUES = [
  [1, -0.1543, null],
  [-0.1543, 1, null],
  [null, null, null],
];
const measure = (text: string): number => text.length * 6;

test('the diagonal is blank and a constant column has dashes', () => {
  expect(cellText(VALUES, [0, 0])).toBe('');
  expect(cellText(VALUES, [2, 2])).toBe('');
  expect(cellText(VALUES, [0, 2])).toBe('–');
  expect(cellText(VALUES, [1, 0])).toBe('\u2212.15');
});

test('the tooltip has full names and four decimals', () => {
  expect(cellTip(NAMES, VALUES, [1, 0])).toEqual({
    title: 'UniqueLinks × RequestCount',
    rows: [['r', '\u22120.1543']],
  });
  expect(cellTip(NAMES, VALUES, [2, 0]).rows).toEqual([['constant', 'no correlation']]);
});

test('the summary names the strongest pair and what is constant', () => {
  expect(heatSummary(NAMES, VALUES)).toBe(
    'Correlation of 3 features: strongest between RequestCount and UniqueLinks (r \u22120.1543), ' +
      '0 pairs with |r| of 0.90 or more; constant: Constant.',
  );
  expect(heatSummary(['a'], [[null]])).toBe(
    'Correlation of 1 features: no pair could be computed.',
  );
});

test('the table twin has full precision', () => {
  expect(heatTwin(NAMES, VALUES).rows[0]).toEqual(['RequestCount', '', '\u22120.1543', '–']);
});

test('arrow keys stay inside', () => {
  expect(moveCell('ArrowDown', null, 3)).toEqual([1, 0]);
  expect(moveCell('ArrowUp', [0, 1], 3)).toEqual([0, 1]);
  expect(moveCell('End', [1, 0], 3)).toEqual([1, 2]);
  expect(moveCell('x', [1, 0], 3)).toBeNull();
  expect(moveCell('ArrowDown', null, 0)).toBeNull();
});

describe('layout', () => {
  const nine = Array.from({ length: 9 }, (_, i) => `MeanSendRequestSeconds_${i}`);
  test('nine long names fit into 420 pixels with two decimals in the cells', () => {
    const layout = layoutHeat(420, nine, measure);
    expect(layout.slanted && layout.annotated).toBe(true);
    expect(layout.gutter + 9 * layout.cellWidth).toBeLessThanOrEqual(420);
  });

  test('many features are numbered', () => {
    const layout = layoutHeat(390, [...nine, ...nine], measure);
    expect(layout.slanted).toBe(false);
    expect(layout.annotated).toBe(false);
  });
});

test('names are shortened in the middle, to the room there is', () => {
  expect(shortenMiddle('MeanSendRequestSeconds_ln', 11)).toBe('MeanS…ds_ln');
  expect(shortenMiddle('short', 11)).toBe('short');
  const fitted = fitText('MeanSendRequestSeconds_ln', 80, measure);
  expect(measure(fitted)).toBeLessThanOrEqual(80);
  expect(fitText('short', 80, measure)).toBe('short');
});
