import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createActions } from '../../src/state/actions.ts';
import { createTelling } from '../../src/state/telling.ts';
import { nextPace, secondsLeft, type Pace } from '../../src/state/time-left.ts';

/** Reports of a read, `[ms, done]`, of 1000. */
function paceOf(reports: readonly (readonly [number, number])[]): Pace | null {
  let pace: Pace | null = null;
  for (const [at, done] of reports) pace = nextPace(pace, done, 1000, at);
  return pace;
}

test('nothing is said before it was watched for three seconds, nor where nothing was done', () => {
  expect(paceOf([[0, 30]])?.endsAt).toBeNull();
  expect(
    paceOf([
      [0, 30],
      [2900, 300],
    ])?.endsAt,
  ).toBeNull();
  expect(
    paceOf([
      [0, 30],
      [9000, 30],
    ])?.endsAt,
  ).toBeNull();
});

test('a steady read ends when it was said to; the slow beginning counts for nothing', () => {
  const pace = paceOf([
    [60_000, 100],
    [64_000, 200],
  ]);
  expect(pace?.endsAt).toBe(96_000);
  expect(nextPace(pace, 500, 1000, 76_000).endsAt).toBe(96_000);
});

test('the end stays for a little change, and goes half of the way for a large one', () => {
  const pace = paceOf([
    [0, 0],
    [10_000, 200],
  ]);
  expect(pace?.endsAt).toBe(50_000);
  expect(nextPace(pace, 390, 1000, 20_000).endsAt).toBe(50_000);
  expect(nextPace(pace, 250, 1000, 20_000).endsAt).toBe(65_000);
  expect(nextPace(pace, 500, 1000, 10_000).endsAt).toBe(35_000);
});

test('less than before is another beginning', () => {
  const again = paceOf([
    [0, 0],
    [10_000, 900],
    [20_000, 50],
  ]);
  expect(again).toStrictEqual({ from: { at: 20_000, done: 50 }, done: 50, endsAt: null });
});

test('what is shown is rounded up, falls while nothing new is heard, and is not said once its time has passed', () => {
  expect(secondsLeft(null, 0)).toBeNull();
  expect([100, 4900, 5100, 29_000, 31_000, 81_000].map((ms) => secondsLeft(ms, 0))).toStrictEqual([
    5, 5, 10, 30, 40, 120,
  ]);
  expect(secondsLeft(130_000, 0)).toBe(180);
  expect(secondsLeft(1000, 1000)).toBeNull();
  fc.assert(
    fc.property(fc.nat(3_600_000), fc.nat(60_000), (endsAt, wait) => {
      const [before, after] = [secondsLeft(endsAt, 0) ?? 0, secondsLeft(endsAt, wait) ?? 0];
      expect(after).toBeLessThanOrEqual(before);
      expect(before * 1000).toBeGreaterThanOrEqual(endsAt);
    }),
  );
});

test('a read says its end to the activity; each table and pass has its own, and no other work inherits it', async () => {
  const { act, activity, tell } = createActions();
  let now = 0;
  const { onLoad, onEvent } = createTelling(tell, () => now);
  const at = (ms: number, doneBytes: number, name = 'a.csv', phase: 'read' | 'reread' = 'read') => {
    now = ms;
    onLoad({ phase, doneBytes, totalBytes: 1000 }, { name });
    return activity()?.endsAt;
  };
  await act('Opening', () => {
    onLoad({ phase: 'read', doneBytes: 0, totalBytes: 0 }, { name: 'a.csv' });
    expect(activity()).toMatchObject({ sentence: 'Reading a.csv', total: 0, endsAt: null });
    expect(at(20_000, 100)).toBeNull();
    expect(at(24_000, 200)).toBe(56_000);
    expect(at(25_000, 250, 'b.csv')).toBeNull();
    expect(at(29_000, 350, 'b.csv')).toBe(55_000);
    expect(at(30_000, 400, 'b.csv', 'reread')).toBeNull();
    expect(activity()?.sentence).toBe('Reading b.csv again');
    expect(at(34_000, 500, 'b.csv', 'reread')).toBe(54_000);
    onEvent({ type: 'step-started', as: 'x', sentence: 'Sessions', index: 0, count: 2 });
    expect(activity()?.endsAt).toBeNull();
    return Promise.resolve();
  });
});
