import { describe, expect, test } from 'vitest';
import type { Table } from '../../src/engine/table.ts';
import type { StepResult } from '../../src/engine/result.ts';
import { parse } from '../../src/recipe/parse.ts';
import { binsOf, countsOf } from '../../src/views/bins.ts';
import { dayRange, valueText } from '../../src/views/data/value-text.ts';
import {
  correlationOf,
  featuresOf,
  notesOf,
  pairOf,
  strongest,
} from '../../src/views/features/feature-model.ts';
import {
  gapBinsOf,
  gapSummaryOf,
  longerWords,
  peakNotes,
} from '../../src/views/sessions/gap-model.ts';
import { keyChoice } from '../../src/views/session-kinds.ts';

const THIN = '\u2009';
const table = (columns: readonly string[], ...rows: Table['rows']): Table => ({
  columns: columns.map((name) => ({ name, type: 'number' })),
  rows,
});
const bins = (...rows: Table['rows']): Table => table(['bin', 'n', 'lo', 'hi'], ...rows);

describe('bins', () => {
  test('empty bins are filled in, the last one ends at the largest value', () => {
    const answer = bins([0, 5, 10, 20], [3, 1, 10, 20]);
    expect(countsOf(answer, 4)).toEqual([5, 0, 0, 1]);
    expect(binsOf(answer, 4).map(({ lo, hi }) => [lo, hi])).toEqual([
      [10, 12.5],
      [12.5, 15],
      [15, 17.5],
      [17.5, 20],
    ]);
    expect(
      binsOf(bins([0, 1, 1, 1000], [2, 1, 1, 1000]), 3, 'log').map(({ lo }) => Math.round(lo)),
    ).toEqual([1, 10, 100]);
  });
  test('a single value is one bin, nothing is none', () => {
    expect(binsOf(bins([0, 3, 7, 7]), 200)).toEqual([{ lo: 7, hi: 7, n: 3 }]);
    expect(binsOf(bins(), 200)).toEqual([]);
  });
});

describe('gaps', () => {
  const summary = gapSummaryOf(table([], [100, 40, 5, 2, 60, 30, 999, 120]));

  test('the axis reaches from 1 s to the limit', () => {
    const axis = gapBinsOf(table(['bin', 'n'], [32, 4]), 500);
    const ends = axis.map(({ lo, hi }) => [lo, hi]);
    expect([ends[0], ends.at(-1)]).toEqual([
      [1, 1],
      [500, 500],
    ]);
    expect(gapBinsOf(table(['bin', 'n']), 500)).toEqual([]);
  });
  test('words and the note of a peak', () => {
    expect(longerWords(950, 13_370)).toBe(`950 gaps are longer, 12${THIN}420 are not`);
    expect(longerWords(1, 1)).toBe('1 gap is longer, 0 are not');
    expect(longerWords(0, 0)).toBe('there are no gaps');
    expect(peakNotes(summary)).toEqual([{ value: 60, text: 'exactly 1 min: 30' }]);
    expect(peakNotes({ ...summary, peakCount: 5 })).toEqual([]);
    expect(peakNotes({ ...summary, peak: null })).toEqual([]);
  });
});

describe('features', () => {
  const step = {
    json: {
      measures: {
        A: { count: true },
        B: { distinct: 'x y' },
        C: { quantile: ['z', 0.9] },
        D: { spanSeconds: 't' },
      },
    },
  } as unknown as StepResult;
  const statistics = table(
    ['feature', 'count', 'nulls', 'distinct'],
    ['A', 9, 0, 3],
    ['B', 9, 0, 1],
    ['C', 8, 1, 2],
    ['D', 9, 0, 4],
  );
  const scaled = {
    schema: ['A', 'B', 'C'].map((name) => ({ name, type: 'number' })),
  } as unknown as StepResult;
  const features = featuresOf(statistics, step, scaled);
  const correlation = correlationOf(
    table(
      ['feature', 'A', 'B', 'C'],
      ['A', 1, null, -0.9991],
      ['B', null, null, null],
      ['C', -0.9991, null, 1],
    ),
  );

  test('say what they are made of', () => {
    expect(features.map((feature) => feature.from)).toEqual([
      'count of events',
      'distinct x y',
      '90 % quantile of z',
      'span, s: t',
    ]);
    expect(features.map((feature) => feature.isSeconds)).toEqual([false, false, false, true]);
  });
  test('warn of the constant, the same, nulls and what is left out', () => {
    expect(
      features.map((feature) => notesOf(feature, correlation).map((note) => note.text)),
    ).toEqual([['r = −1.00'], ['constant'], ['r = −1.00', '1 null'], ['not scaled']]);
  });
  test('pairs', () => {
    expect(pairOf(correlation, 'A', 'C')?.r).toBe(-0.9991);
    expect(pairOf(correlation, 'A', 'A')).toBeNull();
    expect(strongest(correlation, 'A')?.names).toEqual(['A', 'C']);
    expect(strongest(correlation, 'B')).toBeNull();
    expect(strongest(correlation, '__proto__')).toBeNull();
  });
});

test('values of the profile as they are read', () => {
  expect(valueText('24213.0', { type: 'number' })).toBe(`24${THIN}213`);
  expect(valueText('2020-01-17 09:03:00', { type: 'timestamp' })).toBe('2020-01-17 09:03');
  expect(valueText('2020-01-17 09:03:07', { type: 'timestamp' })).toBe('2020-01-17 09:03:07');
  expect(valueText('12:00:00', { type: 'text' })).toBe('12:00:00');
  expect(dayRange({ min: '2020-01-17 09:03:00', max: '2020-01-17 10:00:00' })).toBe('2020-01-17');
  expect(dayRange({ min: null, max: null })).toBeNull();
});

describe('the parameter that chooses the sessions', () => {
  const recipe = (from: string) => {
    const steps = ['a', 'b'].map((as) => ({
      op: 'sessionize',
      from: 'log',
      as: `by ${as}`,
      by: ['k'],
      time: 't',
      gapSeconds: 1,
    }));
    const json = {
      version: 1,
      id: 'x',
      title: 'x',
      params: {
        other: { default: 'a', choices: ['a', 'b'] },
        kind: { default: 'a', choices: ['a', 'b'] },
      },
      inputs: { log: { k: 'text', t: 'timestamp' } },
      steps: [
        ...steps,
        {
          op: 'aggregate',
          from,
          as: 'features',
          by: ['session_id'],
          measures: { n: { count: true } },
        },
      ],
    };
    const parsed = parse(json);
    if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.message).join());
    return parsed.value;
  };

  test('is the one whose values fill the name of a session step', () => {
    const found = keyChoice(recipe('by {kind}'), ['by a', 'by b']);
    expect(found?.param).toBe('kind');
    expect([...(found?.stepOf.entries() ?? [])]).toEqual([
      ['a', 'by a'],
      ['b', 'by b'],
    ]);
  });
  test('is none where no name has a choice, or not all are sessions', () => {
    expect(keyChoice(recipe('by a'), ['by a', 'by b'])).toBeNull();
    expect(keyChoice(recipe('by {kind}'), ['by a'])).toBeNull();
  });
});
