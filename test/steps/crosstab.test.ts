import { describe, expect, test } from 'vitest';
import { rowsOf, runSteps, type Events, type Step } from './run-steps.ts';

/** Points on a line: with eps 1 and minPts 2, neighbours make a cluster and a lonely one is noise. */
const CLUSTERED: readonly Step[] = [
  { op: 'sessionize', as: 's', from: 'events', by: ['k'], time: 't', gapSeconds: 0 },
  { op: 'aggregate', as: 'f', from: 's', by: ['session_id'], measures: { x: { max: 'x' } } },
  { op: 'cluster', as: 'c', from: 'f', method: { dbscan: { eps: 1, minPts: 2 } } },
  { op: 'label', as: 'l', from: 's', clusters: 'c' },
];
const EVENTS: Events = {
  columns: [
    ['k', 'text'],
    ['x', 'number'],
    ['as', 'text'],
    ['t', 'timestamp'],
  ],
  rows: [
    ['p', 0, 'B', '2020-01-01'],
    ['q', 1, 'B', '2020-01-02'],
    ['q', 1, 'A', '2020-01-02'],
    ['lonely', 50, 'B', '2020-01-03'],
    ['r', 100, null, '2020-01-04'],
    ['s', 101, 'A', '2020-01-05'],
    ['no number', null, 'A', '2020-01-06'],
    ['no time', 0, '', null],
  ],
};

describe('label', () => {
  test('every event keeps its place and gets the cluster of its session', async () => {
    await runSteps(EVENTS, CLUSTERED, async ({ table, step, result }) => {
      const { columns, rows } = await table('l');
      expect(columns.map((column) => column.name)).toStrictEqual([
        '_row',
        'k',
        'x',
        'as',
        't',
        'session_id',
        'gapSeconds',
        'sessionEvents',
        'cluster',
      ]);
      expect(rows.map((row) => [row[0], row[1], row[5], row[8]])).toStrictEqual([
        [0, 'p', 0, 0],
        [1, 'q', 1, 0],
        [2, 'q', 1, 0],
        [3, 'lonely', 2, -1],
        [4, 'r', 3, 1],
        [5, 's', 4, 1],
        [6, 'no number', 5, null],
        [7, 'no time', null, null],
      ]);
      expect(step('l').facts).toStrictEqual({ rowsIn: 8, rowsOut: 8, unlabelled: 2 });
      expect(result.clusters).toStrictEqual({
        c: { count: 2, noise: 1, sizes: [2, 2], unclustered: 1 },
      });
    });
  });
});

describe('crosstab', () => {
  const crosstab = { op: 'crosstab', as: 'pivot', from: 'l', by: 'as' };

  test('long rows: key, cluster, number of events', async () => {
    await runSteps(EVENTS, [...CLUSTERED, crosstab], async ({ step, table, result }) => {
      expect(step('pivot').rows).toBe(7);
      const wide = await table('pivot');
      expect(wide.columns.map((column) => column.name)).toStrictEqual([
        'as',
        'cluster_0',
        'cluster_1',
        'noise',
        'unclustered',
        'total',
      ]);
      // By total descending, then key; a key that is null comes last among its equals.
      expect(wide.rows).toStrictEqual([
        ['A', 1, 1, 0, 1, 3],
        ['B', 2, 0, 1, 0, 3],
        ['', 0, 0, 0, 1, 1],
        [null, 0, 1, 0, 0, 1],
      ]);
      const events = wide.rows.reduce((sum, row) => sum + Number(row.at(-1)), 0);
      expect(events).toBe(result.inputs[0]?.files[0]?.rows);
    });
  });
  test('noise has its column without any; unclustered only where there is some', async () => {
    const events: Events = { columns: EVENTS.columns, rows: EVENTS.rows.slice(0, 2) };
    await runSteps(events, [...CLUSTERED, crosstab], async ({ table }) => {
      const { columns, rows } = await table('pivot');
      expect(columns.map((column) => column.name)).toStrictEqual([
        'as',
        'cluster_0',
        'noise',
        'total',
      ]);
      expect(rows).toStrictEqual([['B', 2, 0, 2]]);
    });
  });
  test.each(['total', 'Total', 'noise', 'cluster_0'])(
    'a key column called %s keeps its name',
    async (name) => {
      const events: Events = {
        columns: EVENTS.columns.map(
          ([column, type]) => [column === 'as' ? name : column, type] as const,
        ),
        rows: EVENTS.rows,
      };
      await runSteps(events, [...CLUSTERED, { ...crosstab, by: name }], async ({ table }) => {
        const { columns, rows } = await table('pivot');
        expect(columns[0]?.name).toBe(name);
        expect(columns.map((column) => column.name.toLowerCase())).toContain(
          `${name.toLowerCase()}_2`,
        );
        expect(rows.map((row) => [row[0], row.at(-1)])).toStrictEqual([
          ['A', 3],
          ['B', 3],
          ['', 1],
          [null, 1],
        ]);
      });
    },
  );
});

describe('distinct', () => {
  test('values per cluster, nulls not counted, noise last, the unclustered in none', async () => {
    const distinct = { op: 'distinct', as: 'd', from: 'l', columns: ['k', 'as', 'session_id'] };
    expect(await rowsOf(EVENTS, [...CLUSTERED, distinct])).toStrictEqual([
      [0, 2, 2, 2],
      [1, 2, 1, 2],
      [-1, 1, 1, 1],
    ]);
  });
});

describe('cluster', () => {
  test('a row with a null feature is no point, and that is told', async () => {
    await runSteps(EVENTS, CLUSTERED, async ({ step, table }) => {
      expect((await table('c')).rows).toStrictEqual([
        [0, 0],
        [1, 0],
        [2, -1],
        [3, 1],
        [4, 1],
        [5, null],
      ]);
      expect(step('c').facts).toStrictEqual({ rows: 6, clusters: 2, noise: 1, unclustered: 1 });
      expect(step('c').warnings).toStrictEqual([
        '1 of 6 rows of f have a null feature and are in no cluster.',
      ]);
    });
  });
  test.each([
    ['no rows', EVENTS.rows.slice(0, 0), []],
    ['one row', EVENTS.rows.slice(0, 1), [[0, -1]]],
    ['nulls only', EVENTS.rows.slice(6, 7), [[0, null]]],
  ])('%s', async (_, rows, expected) => {
    const steps = CLUSTERED.slice(0, 3);
    expect(await rowsOf({ columns: EVENTS.columns, rows }, steps)).toStrictEqual(expected);
  });
});
