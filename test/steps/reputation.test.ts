import { describe, expect, test } from 'vitest';
import type { Verdicts } from '../../src/steps/kind.ts';
import { rowsOf, type Events, type Step } from './run-steps.ts';

/** A table that is labelled already, under names that a source leaves alone. */
const COLUMNS = [
  ['ip', 'text'],
  ['n', 'text'],
  ['suspect', 'text'],
  ['t', 'timestamp'],
  ['x', 'number'],
] as const;
/** One session per `n` and minute; x places it: 0 and 1 are cluster 0, 10 and 11 cluster 1, 50 noise. */
const STEPS: readonly Step[] = [
  { op: 'sessionize', as: 's', from: 'events', by: ['n'], time: 't', gapSeconds: 60 },
  { op: 'aggregate', as: 'f', from: 's', by: ['session_id'], measures: { x: { max: 'x' } } },
  { op: 'cluster', as: 'c', from: 'f', method: { dbscan: { eps: 1, minPts: 2 } } },
  { op: 'label', as: 'l', from: 's', clusters: 'c' },
];
const reputation = (...by: string[]): Step => ({ op: 'reputation', as: 'r', from: 'l', by });
const event = (
  ip: string | null,
  n: string,
  x: number | null,
  time: string | null = '2020-01-01',
) => [ip, n, 'text', time, x];
const EVENTS: Events = {
  columns: COLUMNS,
  rows: [
    event('a', 'person', 0),
    event('a', 'person', 0),
    event('a', 'reader', 1),
    event('b', 'reader', 1),
    event('b', 'bot', 10),
    event('c', 'bot', 10),
    event('c', 'crawler', 11),
    event('c', 'lost', 50),
    event(null, 'crawler', 11),
    event('d', 'timeless', 0, null),
  ],
};
const Z = 1.959963984540054;

/** Wilson's interval as the oracle writes it. */
function wilson(k: number, n: number): [number, number] {
  const centre = (k + (Z * Z) / 2) / (n + Z * Z);
  const half = (Z * Math.sqrt((k * (n - k)) / n + (Z * Z) / 4)) / (n + Z * Z);
  return [centre - half, centre + half];
}

/** Rows without the interval, which is checked against the formula on the way. */
async function scores(by: readonly string[], verdicts?: Verdicts) {
  const rows = await rowsOf(EVENTS, [...STEPS, reputation(...by)], verdicts);
  return rows.map((row) => {
    const [n, k, score, low, high, ...sessions] = row
      .slice(by.length)
      .map((cell) => (cell === null ? null : Number(cell)));
    const [expectedLow, expectedHigh] = wilson(k!, n!);
    expect(low).toBeCloseTo(expectedLow, 14);
    expect(high).toBeCloseTo(expectedHigh, 14);
    expect(low! >= 0 && low! <= score! && score! <= high! && high! <= 1).toBe(true);
    return [...row.slice(0, by.length), n, k, score, ...sessions];
  });
}

test('the interval is the one of textbooks: 1 of 1 is not 100 of 100', () => {
  expect(wilson(1, 1)[0]).toBeCloseTo(0.20654931, 8);
  expect(wilson(100, 100)[0]).toBeCloseTo(100 / (100 + Z * Z), 12);
  expect(wilson(8, 10)).toStrictEqual([
    expect.closeTo(0.49016247, 8),
    expect.closeTo(0.94331785, 8),
  ]);
});

describe('by default the cluster with the most events is organic', () => {
  test('noise and unlabelled events are in the total; sessions belong to every key that they touch', async () => {
    // cluster 0: 4 events, cluster 1: 4 events; the tie goes to the lower number
    expect(await scores(['ip'])).toStrictEqual([
      [null, 1, 1, 1, 1, 1, 1],
      ['c', 3, 2, 2 / 3, 3, 2, 2 / 3],
      ['b', 2, 1, 0.5, 2, 1, 0.5],
      ['a', 3, 0, 0, 2, 0, 0],
      ['d', 1, 0, 0, 0, 0, null],
    ]);
  });
  test('by two columns, one of them called as the query calls its own', async () => {
    expect(await scores(['n', 'ip'])).toStrictEqual([
      ['bot', 'b', 1, 1, 1, 1, 1, 1],
      ['bot', 'c', 1, 1, 1, 1, 1, 1],
      ['crawler', 'c', 1, 1, 1, 1, 1, 1],
      ['crawler', null, 1, 1, 1, 1, 1, 1],
      ['person', 'a', 2, 0, 0, 1, 0, 0],
      ['lost', 'c', 1, 0, 0, 1, 0, 0],
      ['reader', 'a', 1, 0, 0, 1, 0, 0],
      ['reader', 'b', 1, 0, 0, 1, 0, 0],
      ['timeless', 'd', 1, 0, 0, 0, 0, null],
    ]);
  });
  test('every name that the query uses inside may be a column of the log', async () => {
    expect(await scores(['suspect'])).toStrictEqual([['text', 10, 4, 0.4, 5, 2, 0.4]]);
  });
});

describe('verdicts', () => {
  const suspects = (rows: Awaited<ReturnType<typeof scores>>) =>
    Object.fromEntries(rows.map((row) => [String(row[0]), row[2]]));

  test('go before the default', async () => {
    const found = await scores(['ip'], { noiseSuspect: false, suspects: { 0: true, 1: false } });
    expect(suspects(found)).toStrictEqual({ a: 3, b: 1, c: 0, null: 0, d: 0 });
  });
  test('on one cluster leave the others as they were', async () => {
    const found = await scores(['ip'], { noiseSuspect: false, suspects: { 0: true } });
    expect(suspects(found)).toStrictEqual({ a: 3, b: 2, c: 2, null: 1, d: 0 });
  });
  test('noise has a rule of its own', async () => {
    const found = await scores(['ip'], { noiseSuspect: true, suspects: {} });
    expect(suspects(found)).toStrictEqual({ a: 0, b: 1, c: 3, null: 1, d: 0 });
  });
  test('on a cluster that is not there change nothing', async () => {
    const found = await scores(['ip'], { noiseSuspect: false, suspects: { 99: true } });
    expect(found).toStrictEqual(await scores(['ip']));
  });
});
