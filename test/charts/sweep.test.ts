import { describe, expect, test } from 'vitest';
import {
  cellUnder,
  columnX,
  labelledColumns,
  rowY,
  stepPaths,
} from '../../src/charts/grid-layout.ts';
import { moveInGrid } from '../../src/charts/grid-keys.ts';
import { countCuts, stepOf } from '../../src/charts/ramp.ts';
import {
  compactValue,
  currentCell,
  type Sweep,
  sweepCuts,
  sweepIndex,
  sweepLegend,
  sweepSummary,
  sweepTip,
  sweepTwin,
} from '../../src/charts/sweep-model.ts';

const SWEEP: Sweep = {
  eps: Float64Array.of(0.1, 0.2, 0.4),
  minPts: Int32Array.of(2, 5),
  clusterCount: Int32Array.of(9, 4, 2, 3, 0, -1),
  noiseShare: Float64Array.of(0.1, 0.02, 0, 0.4, 1, NaN),
  largestShare: Float64Array.of(0.5, 0.9, 0.995, 0.5, 0, NaN),
};

describe('the ramp', () => {
  test('gives up to five counts a step each, with zero beside one', () => {
    const cuts = countCuts(5);
    expect([0, 1, 2, 3, 4, 5].map((count) => stepOf(count, cuts))).toEqual([1, 1, 2, 3, 4, 5]);
  });

  test('splits many counts evenly on a log scale, with rising cuts', () => {
    expect(countCuts(500)).toEqual([3, 12, 42, 144]);
    for (let most = 6; most < 2000; most++) {
      const cuts = countCuts(most);
      expect(cuts.every((cut, i) => i === 0 || cut > cuts[i - 1]!)).toBe(true);
      expect(cuts[3]).toBeLessThanOrEqual(most);
    }
  });

  test('has no step for what is missing', () => {
    expect(stepOf(NaN, [1, 2, 3, 4])).toBe(0);
  });
});

describe('the sweep', () => {
  test('is drawn with the largest minPts on top', () => {
    expect(sweepIndex(SWEEP, { row: 0, column: 1 })).toBe(4);
    expect(sweepIndex(SWEEP, { row: 1, column: 2 })).toBe(2);
  });

  test('finds the cell in use: its own minPts, the nearest eps, or none', () => {
    expect(currentCell(SWEEP, { eps: 0.22, minPts: 2 })).toEqual({ row: 1, column: 1 });
    expect(currentCell(SWEEP, { eps: 0.22, minPts: 3 })).toBeNull();
    expect(currentCell(SWEEP, { eps: 0.49, minPts: 5 })).toEqual({ row: 0, column: 2 });
    expect(currentCell(SWEEP, { eps: 0.6, minPts: 5 })).toBeNull();
    expect(currentCell(SWEEP, { eps: 0.01, minPts: 5 })).toBeNull();
    const one = { ...SWEEP, eps: Float64Array.of(0.1), minPts: Int32Array.of(2) };
    expect(currentCell(one, { eps: 0.1, minPts: 2 })).toEqual({ row: 0, column: 0 });
  });

  test('tells of each cell, also of those not computed', () => {
    expect(sweepTip(SWEEP, { row: 1, column: 0 })).toEqual({
      title: 'eps 0.10, minPts 2',
      rows: [
        ['clusters', '9'],
        ['noise', '10.0 %'],
        ['largest cluster', '50.0 %'],
      ],
    });
    expect(sweepTip(SWEEP, { row: 0, column: 2 }).rows).toEqual([['not computed yet', '']]);
  });

  test('writes short numbers', () => {
    expect(compactValue('clusters', 1234)).toBe('1.2k');
    expect(compactValue('clusters', 9960)).toBe('10k');
    expect(compactValue('clusters', NaN)).toBe('');
    expect(compactValue('noise', 0.001)).toBe('< 1');
    expect(compactValue('largest', 0.999)).toBe('> 99');
    expect(compactValue('largest', 1)).toBe('100');
  });

  test('has a legend of the steps that occur', () => {
    expect(sweepCuts(SWEEP, 'clusters')).toEqual(countCuts(9));
    expect(sweepLegend(SWEEP, 'clusters').map(({ label }) => label)).toEqual([
      '0 or 1',
      '2',
      '3',
      '4 to 5',
      '6 or more',
      'not computed yet',
    ]);
    expect(sweepLegend(SWEEP, 'noise')[0]).toEqual({ step: 1, label: 'under 1 %' });
  });

  test('has a sentence and a table', () => {
    expect(sweepSummary(SWEEP, { eps: 0.2, minPts: 2 })).toBe(
      '3 values of eps from 0.10 to 0.40 by 2 values of minPts: 0 to 9 clusters, ' +
        '1 cell not computed yet; 4 clusters at the one in use.',
    );
    expect(sweepTwin(SWEEP).rows).toHaveLength(6);
    expect(sweepTwin(SWEEP).rows[5]).toEqual(['0.40', '5', '–', '–', '–']);
  });
});

describe('a grid', () => {
  const grid = { x: 10, y: 5, cellWidth: 10.5, cellHeight: 20, rows: 2, columns: 3 };

  test('finds what is under a point', () => {
    expect(cellUnder(grid, 9, 6)).toBeNull();
    expect(cellUnder(grid, 21, 26)).toEqual({ row: 1, column: 1 });
    expect(cellUnder(grid, 42, 6)).toBeNull();
  });

  test('has a path for each step', () => {
    const paths = stepPaths(grid, (row, column) => (row + column) % 2);
    expect([...paths.keys()]).toEqual([0, 1]);
    expect(paths.get(0)?.match(/M/g)).toHaveLength(3);
    expect(columnX(grid, 1)).toBe(21);
    expect(rowY(grid, 2)).toBe(45);
  });

  test('labels as many columns as fit', () => {
    expect(labelledColumns(10, 10, 35)).toEqual([0, 4, 8]);
    expect(labelledColumns(0, 10, 35)).toEqual([]);
  });

  test('moves by keys and stays inside', () => {
    const start = { row: 1, column: 2 };
    expect(moveInGrid('ArrowUp', null, start, 2, 3)).toEqual(start);
    expect(moveInGrid('ArrowUp', start, start, 2, 3)).toEqual({ row: 0, column: 2 });
    expect(moveInGrid('ArrowRight', start, start, 2, 3)).toEqual(start);
    expect(moveInGrid('Home', start, start, 2, 3)).toEqual({ row: 1, column: 0 });
    expect(moveInGrid('x', start, start, 2, 3)).toBeNull();
    expect(moveInGrid('End', null, start, 0, 3)).toBeNull();
  });
});
