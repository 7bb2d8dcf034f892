import { describe, expect, test } from 'vitest';
import { runSteps, rowsOf, type Events, type Step } from './run-steps.ts';

const scale = (method: string, more: Step = {}): Step => ({
  op: 'scale',
  as: 'scaled',
  from: 'events',
  id: 'id',
  method,
  columns: ['x'],
  ...more,
});
const numbers = (...values: (number | null)[]): Events => ({
  columns: [
    ['id', 'integer'],
    ['x', 'number'],
  ],
  rows: values.map((x, i) => [i, x]),
});
const scaled = async (method: string, ...values: (number | null)[]) =>
  (await rowsOf(numbers(...values), [scale(method)])).map((row) => row[1]);

describe('methods', () => {
  test('minmax brings the column to [0, 1]', async () => {
    expect(await scaled('minmax', -2, 0, 2, 6)).toStrictEqual([0, 0.25, 0.5, 1]);
  });
  test('minmax multiplies and then shifts, to the bit as scikit-learn does', async () => {
    const values = [1, 3, 4];
    const factor = 1 / (4 - 1);
    const expected = values.map((x) => x * factor + (0 - 1 * factor));
    expect(await scaled('minmax', ...values)).toStrictEqual(expected);
    expect(expected[1]).not.toBe((3 - 1) / (4 - 1));
  });
  test('standard has mean 0 and deviation 1 with ddof 0', async () => {
    // mean 5, deviations² 16 + 4 + 0 + 20 … of 1, 3, 5, 11: 16 + 4 + 0 + 36 = 56, 56 / 4 = 14
    const expected = [1, 3, 5, 11].map((x) => (x - 5) / Math.sqrt(14));
    (await scaled('standard', 1, 3, 5, 11)).forEach((x, i) =>
      expect(x).toBeCloseTo(expected[i]!, 14),
    );
  });
  test('robust divides by the interquartile range', async () => {
    // median 3, quartiles 2 and 4
    expect(await scaled('robust', 1, 2, 3, 4, 100)).toStrictEqual([-1, -0.5, 0, 0.5, 48.5]);
  });
  test('robust without a range between the quartiles shifts only', async () => {
    expect(await scaled('robust', 1, 1, 1, 1, 9)).toStrictEqual([0, 0, 0, 0, 8]);
  });
  test('log1p is ln(1 + x), null where that does not exist', async () => {
    const found = await scaled('log1p', 0, Math.E - 1, -1, -2, -0.5);
    expect(found[0]).toBe(0);
    expect(found[1]).toBeCloseTo(1, 15);
    expect(found.slice(2, 4)).toStrictEqual([null, null]);
    expect(found[4]).toBeCloseTo(Math.log(0.5), 15);
  });
});

describe('constants and nulls', () => {
  test.each(['minmax', 'standard', 'robust'])('%s: a constant is exactly 0', async (method) => {
    for (const constant of [0, 7, 0.1, -1e-300, 1e300, 1.1]) {
      const found = await scaled(method, constant, constant, constant);
      expect(found.map((x) => x === 0)).toStrictEqual([true, true, true]);
    }
  });
  test('a constant is warned of, once a column', async () => {
    const warnings = async (method: string) =>
      runSteps(numbers(3, 3), [scale(method)], ({ step }) => step('scaled').warnings);
    expect(await warnings('minmax')).toStrictEqual([
      'x is the same in every row of events; it is scaled to 0 and tells nothing apart.',
    ]);
    expect(await warnings('log1p')).toStrictEqual([
      'x is the same in every row of events and tells nothing apart.',
    ]);
    const none = await runSteps(
      numbers(3, 4),
      [scale('minmax')],
      ({ step }) => step('scaled').warnings,
    );
    expect(none).toStrictEqual([]);
  });
  test.each(['minmax', 'standard', 'robust', 'log1p'])('%s: a null stays null', async (method) => {
    const found = await scaled(method, 1, null, 2, 3);
    expect(found.map((x) => x === null)).toStrictEqual([false, true, false, false]);
  });
  test('nothing but nulls, and no rows, are no errors', async () => {
    expect(await scaled('minmax', null, null)).toStrictEqual([null, null]);
    expect(await scaled('standard')).toStrictEqual([]);
  });
});

test('rows come in order of their id, whatever the order of the table', async () => {
  const events: Events = {
    columns: numbers().columns,
    rows: [
      [2, 30],
      [0, 10],
      [1, 20],
    ],
  };
  expect(await rowsOf(events, [scale('minmax')])).toStrictEqual([
    [0, 0],
    [1, 0.5],
    [2, 1],
  ]);
});

test('a column called as the statistics are is scaled as any other', async () => {
  const events: Events = {
    columns: [
      ['id', 'integer'],
      ['shift 0', 'number'],
      ['range 0', 'number'],
    ],
    rows: [
      [0, 1, 5],
      [1, 3, 6],
    ],
  };
  expect(
    await rowsOf(events, [scale('minmax', { columns: ['shift 0', 'range 0'] })]),
  ).toStrictEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
});
