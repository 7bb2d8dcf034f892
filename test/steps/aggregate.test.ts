import { describe, expect, test } from 'vitest';
import { rowsOf, type Events, type Step } from './run-steps.ts';

const aggregate = (measures: Step, more: Step = {}): Step => ({
  op: 'aggregate',
  as: 'a',
  from: 'events',
  by: ['k'],
  measures,
  ...more,
});
const EVENTS: Events = {
  columns: [
    ['k', 'text'],
    ['x', 'number'],
    ['w', 'text'],
    ['t', 'timestamp'],
    ['i', 'integer'],
  ],
  rows: [
    ['a', 1, 'z', '2020-01-01 00:00:00', 5],
    ['a', 4, 'b', '2020-01-03 00:00:00.25', 9],
    ['a', null, null, null, null],
    ['a', 2, 'z', '2020-01-01 00:00:10', -7],
    ['a', 9, 'b', '2020-01-02 00:00:00', 5],
    ['b', null, null, null, null],
    ['c', 3, 'q', '2020-05-05 00:00:00', 1],
  ],
};
const micros = (time: string) => BigInt(Date.parse(`${time}Z`)) * 1000n;

/** What one measure gives for the groups a (1, 4, null, 2, 9), b (null) and c (3). */
async function measured(measure: Step) {
  return (await rowsOf(EVENTS, [aggregate({ m: measure })])).map((row) => row[1]);
}

describe('folds, nulls being no values', () => {
  test.each([
    [{ count: true }, [5, 1, 1]],
    [{ distinct: 'w' }, [2, 0, 1]],
    [{ distinct: 'i' }, [3, 0, 1]],
    [{ min: 'x' }, [1, null, 3]],
    [{ min: 'w' }, ['b', null, 'q']],
    [{ max: 'x' }, [9, null, 3]],
    [{ mean: 'x' }, [4, null, 3]],
    [{ sum: 'x' }, [16, null, 3]],
    // (9 + 0 + 4 + 25) / 3
    [{ variance: 'x' }, [38 / 3, null, null]],
    [{ standardDeviation: 'x' }, [Math.sqrt(38 / 3), null, null]],
    [{ range: 'x' }, [8, null, 0]],
    [{ range: 'i' }, [16, null, 0]],
    [{ spanSeconds: 't' }, [172800.25, null, 0]],
    [{ first: 'w' }, ['z', null, 'q']],
    [{ last: 'x' }, [9, null, 3]],
    [{ freq: 'w' }, [2, null, 1]],
    [{ freq: 'x' }, [1, null, 1]],
    // sorted 1 2 4 9: positions 0.75 and 1.5
    [{ quantile: ['x', 0.25] }, [1.75, null, 3]],
    [{ quantile: ['x', 0.5] }, [3, null, 3]],
    [{ quantile: ['x', 1] }, [9, null, 3]],
  ])('%j', async (measure, expected) => {
    const found = await measured(measure);
    expected.forEach((value, i) => {
      if (typeof value === 'number') expect(found[i]).toBeCloseTo(value, 12);
      else expect(found[i]).toBe(value);
    });
    expect(found).toHaveLength(3);
  });

  test('top is the most frequent value, and of several the smallest', async () => {
    expect(await measured({ top: 'w' })).toStrictEqual(['b', null, 'q']);
    expect(await measured({ top: 'x' })).toStrictEqual([1, null, 3]);
    expect(await measured({ top: 'i' })).toStrictEqual([5, null, 1]);
    expect(await measured({ top: 't' })).toStrictEqual([
      micros('2020-01-01T00:00:00'),
      null,
      micros('2020-05-05T00:00:00'),
    ]);
  });
  test('a null before the first or after the last value is passed over', async () => {
    const columns = [
      ['k', 'text'],
      ['x', 'number'],
    ] as const;
    const rows = [
      ['a', null],
      ['a', 2],
      ['a', 3],
      ['a', null],
    ];
    const step = aggregate({ f: { first: 'x' }, l: { last: 'x' } });
    expect(await rowsOf({ columns, rows }, [step])).toStrictEqual([['a', 2, 3]]);
  });
  test('sums and means do not lose small parts', async () => {
    const columns = [
      ['k', 'text'],
      ['x', 'number'],
    ] as const;
    const rows = [1e16, 1, 1, 1, 1, -1e16].map((x) => ['a', x]);
    expect(await rowsOf({ columns, rows }, [aggregate({ s: { sum: 'x' } })])).toStrictEqual([
      ['a', 4],
    ]);
    const tenths = Array.from({ length: 1000 }, () => ['a', 0.1]);
    const mean = await rowsOf({ columns, rows: tenths }, [aggregate({ m: { mean: 'x' } })]);
    expect(mean).toStrictEqual([['a', 0.1]]);
  });
  test('a range over all whole numbers of 64 bits is a number', async () => {
    const columns = [
      ['k', 'text'],
      ['i', 'integer'],
    ] as const;
    const step = aggregate({ r: { range: 'i' }, lo: { min: 'i' } });
    const rows = [
      ['a', -9223372036854775000],
      ['a', 9223372036854775000],
    ];
    const [[, range, low] = []] = await rowsOf({ columns, rows }, [step]);
    expect(range).toBe(18446744073709549568);
    expect(low).toBe(-9223372036854775000n);
  });
});

describe('groups', () => {
  test('are ordered, carry columns, and null is one of them', async () => {
    const columns = [
      ['k', 'text'],
      ['l', 'text'],
    ] as const;
    const rows = [
      ['b', 'B'],
      [null, 'N'],
      ['a', 'A'],
      ['b', 'B'],
    ];
    const step = aggregate({ n: { count: true } }, { carry: ['l'] });
    expect(await rowsOf({ columns, rows }, [step])).toStrictEqual([
      ['a', 'A', 1],
      ['b', 'B', 2],
      [null, 'N', 1],
    ]);
  });
  test('of sessions leave out events in none', async () => {
    const events: Events = {
      columns: [
        ['k', 'text'],
        ['t', 'timestamp'],
      ],
      rows: [
        ['a', '2020-01-01 00:00:00'],
        ['a', null],
        ['a', '2020-01-01 00:05:00'],
      ],
    };
    const sessions = {
      op: 'sessionize',
      as: 's',
      from: 'events',
      by: ['k'],
      time: 't',
      gapSeconds: 1,
    };
    const features = aggregate(
      { n: { count: true } },
      { from: 's', by: ['session_id'], carry: ['k'] },
    );
    expect(await rowsOf(events, [sessions, features])).toStrictEqual([
      [0, 'a', 1],
      [1, 'a', 1],
    ]);
  });
  test('a measure may be called like the column that it measures', async () => {
    const step = aggregate({ x: { mean: 'x' }, w: { distinct: 'w' }, both: { distinct: 'w' } });
    expect(await rowsOf(EVENTS, [step])).toStrictEqual([
      ['a', 4, 2, 2],
      ['b', null, 0, 0],
      ['c', 3, 1, 1],
    ]);
  });
});
