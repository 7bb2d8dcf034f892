import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runSteps, type Events, type Step } from './run-steps.ts';

const LOG = [
  ['key', 'text'],
  ['agent', 'text'],
  ['time', 'timestamp'],
] as const;
const by = (keys: readonly string[], gapSeconds = 120, more: Step = {}): Step => ({
  op: 'sessionize',
  as: 's',
  from: 'events',
  by: keys,
  time: 'time',
  gapSeconds,
  ...more,
});

/** Session of each event, in file order. */
function sessions(events: Events, step: Step) {
  return runSteps(events, [step], async ({ table }) =>
    (await table('s')).rows.map((row) => row[events.columns.length + 1]),
  );
}
const at = (seconds: number) => new Date(Date.UTC(2020, 0, 1) + seconds * 1000).toISOString();
const log = (...rows: (readonly [string | null, number | null])[]): Events => ({
  columns: LOG,
  rows: rows.map(([key, seconds]) => [key, 'a', seconds === null ? null : at(seconds)]),
});

describe('the eight rows of notebook 000, whose addresses are opaque text', () => {
  const events: Events = {
    columns: [
      ['InboxID', 'text'],
      ['IPAddress', 'text'],
      ['time', 'timestamp'],
    ],
    rows: [
      ['1111', '123.456.1.1', '2019-06-05 12:00'],
      ['1111', '123.456.1.1', '2019-06-05 12:01'],
      ['1111', '123.456.1.2', '2019-06-06 12:01'],
      ['1111', '123.456.1.3', '2019-06-06 12:02'],
      ['1111', '123.456.1.3', '2019-06-07 12:00'],
      ['2222', '123.456.1.4', '2019-06-05 12:00'],
      ['3333', '123.456.1.4', '2019-06-05 12:01'],
      ['4444', '123.456.1.5', '2019-06-08 12:00'],
    ],
  };

  /** Letters in order of appearance: A A B … */
  const shape = (ids: readonly unknown[]) => {
    const seen = [...new Set(ids)];
    return ids.map((id) => seen.indexOf(id));
  };

  test('sessions of an inbox: A A B B A C D E in the notebook, where its two A are two sessions', async () => {
    const ids = await sessions(events, by(['InboxID']));
    expect(ids).toStrictEqual([0, 0, 3, 3, 4, 1, 2, 5]);
  });
  test('sessions of an address: Z Z Y X W V V U', async () => {
    const ids = await sessions(events, by(['IPAddress']));
    expect(shape(ids)).toStrictEqual([0, 0, 1, 2, 3, 4, 4, 5]);
    expect(ids).toStrictEqual([0, 0, 2, 3, 4, 1, 1, 5]);
  });
});
