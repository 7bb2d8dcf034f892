import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runSteps, type Events, type Step } from './run-steps.ts';

const HOSTILE = [
  '"; drop table x; --',
  'at',
  '😀',
  'a"b',
  '__proto__',
  'constructor',
  'toString',
  "';--",
  '{key}',
  'select',
  'e',
  'k',
  's',
  'n',
  'v',
  'x',
  'key',
  'key 0',
  'micros',
  'run',
  'clash',
  'gap',
  'start',
  'events',
  'session',
  'suspect',
  'rows',
  '\n',
  ' ',
];
/** Names that the steps themselves give cannot be used; letter case does not tell names apart. */
const name = fc
  .oneof(
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }) },
  )
  .map((text) => text.replaceAll('\0', '0'));
const RESERVED = ['_row', 'session_id', 'gapseconds', 'sessionevents', 'cluster', 'n'];
const names = fc
  .uniqueArray(name, { minLength: 4, maxLength: 4, selector: (text) => text.toLowerCase() })
  .filter((all) => all.every((text) => !RESERVED.slice(0, 5).includes(text.toLowerCase())));

/** Every step over a text key, a time, a number and a name for a derived column. */
function stepsOf(key: string, time: string, x: string, made: string): Step[] {
  return [
    {
      op: 'derive',
      as: 'd',
      from: 'events',
      columns: { [made]: { add: [x, 1] }, [x]: { multiply: [x, 2] } },
    },
    { op: 'profile', as: 'p', from: 'd' },
    { op: 'sessionize', as: 's', from: 'd', by: [key, x], time, gapSeconds: 60 },
    {
      op: 'aggregate',
      as: 'f',
      from: 's',
      by: ['session_id'],
      carry: [key],
      measures: { [x]: { mean: x }, [made]: { max: made }, [time]: { count: true } },
    },
    { op: 'describe', as: 'st', from: 'f' },
    { op: 'scale', as: 'sc', from: 'f', method: 'minmax' },
    { op: 'correlate', as: 'r', from: 'f' },
    { op: 'cluster', as: 'c', from: 'sc', method: { dbscan: { eps: 0.1, minPts: 1 } } },
    { op: 'label', as: 'l', from: 's', clusters: 'c' },
    { op: 'distinct', as: 'di', from: 'l', columns: [key, time, x] },
    // `n` is the name of the number in a crosstab's long rows.
    { op: 'crosstab', as: 'ct', from: 'l', by: key === 'n' ? x : key },
    { op: 'reputation', as: 're', from: 'l', by: [key, x] },
  ];
}

async function check(key: string, time: string, x: string, made: string): Promise<void> {
  const events: Events = {
    columns: [
      [key, 'text'],
      [time, 'timestamp'],
      [x, 'number'],
    ],
    rows: [
      [key, '2020-01-01 00:00:00', 1],
      [key, '2020-01-01 00:00:30', 1],
      ['"; --', '2020-01-01 00:00:10', 2],
      [null, '2020-01-01 00:00:20', 3],
      [null, '2020-01-01 00:00:21', 3],
    ],
  };
  await runSteps(events, stepsOf(key, time, x, made), async ({ table }) => {
    const rows = async (step: string) => (await table(step)).rows;
    const columns = async (step: string) =>
      (await table(step)).columns.map((column) => column.name);
    expect(await columns('d')).toStrictEqual(['_row', key, time, x, made]);
    expect((await rows('d')).map((row) => row.slice(3))).toStrictEqual([
      [2, 2],
      [2, 2],
      [4, 3],
      [6, 4],
      [6, 4],
    ]);
    expect((await rows('p')).map((row) => [row[0], row[2], row[4]])).toStrictEqual([
      [key, 5, key === '"; --' ? 1 : 2],
      [time, 5, 5],
      [x, 5, 3],
      [made, 5, 3],
    ]);
    expect((await rows('s')).map((row) => row[5])).toStrictEqual([0, 0, 1, 2, 2]);
    expect(await columns('f')).toStrictEqual(['session_id', key, x, made, time]);
    expect(await rows('f')).toStrictEqual([
      [0, key, 2, 2, 2],
      [1, '"; --', 4, 3, 1],
      [2, null, 6, 4, 2],
    ]);
    expect((await rows('st')).map((row) => row[0])).toStrictEqual([x, made, time]);
    expect(await rows('sc')).toStrictEqual([
      [0, 0, 0, 1],
      [1, 0.5, 0.5, 0],
      [2, 1, 1, 1],
    ]);
    expect((await rows('r')).map((row) => row[0])).toStrictEqual([x, made, time]);
    expect((await rows('l')).map((row) => row[8])).toStrictEqual([0, 0, 1, 2, 2]);
    expect(await rows('di')).toStrictEqual([
      [0, 1, 2, 1],
      [1, 1, 1, 1],
      [2, 0, 2, 1],
    ]);
    expect((await rows('ct')).map((row) => row.at(-1))).toStrictEqual([2, 2, 1]);
    // Cluster 0 and 2 have two events each: the lower number is organic.
    expect((await rows('re')).map((row) => row.slice(0, 4))).toStrictEqual([
      [null, 6, 2, 2],
      ['"; --', 4, 1, 1],
      [key, 2, 2, 0],
    ]);
  });
}

describe('any text is the name of a column, in every step', () => {
  test.each([
    ['"; drop table x; --', 'at', '😀', 'a"b'],
    ['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
    ['constructor', '__proto__', 'prototype', 'valueOf'],
    ['key', 'micros', 'run', 'gap'],
    ['session', 'suspect', 'k', 'v'],
    ['n', 'v', 'key 0', 'shift 0'],
    ['e', 's', 'f', 'i'],
  ])('%j, %j, %j, %j', check);

  test('and so with names that are drawn', async () => {
    const property = fc.asyncProperty(names, async ([key, time, x, made]) => {
      if (key === '"; --') return;
      await check(key!, time!, x!, made!);
    });
    await fc.assert(property, { numRuns: 15, seed: 42 });
  });
});
