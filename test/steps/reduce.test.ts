import { describe, expect, test } from 'vitest';
import { writeTable } from '../../src/engine/export/table-format.ts';
import { exportTables } from '../../src/engine/export/tables.ts';
import type { Cell } from '../../src/engine/table.ts';
import { writeParquet } from '../../src/readers/parquet/write.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { problemsOf, rowsOf, runSteps, type Events, type Step } from './run-steps.ts';

const reduce = (components: number, more: Step = {}): Step => ({
  op: 'reduce',
  as: 'plane',
  from: 'events',
  id: 'id',
  method: { pca: { components } },
  ...more,
});
const COLUMNS = [
  ['id', 'integer'],
  ['x', 'number'],
  ['y', 'number'],
  ['z', 'number'],
] as const;
const events = (...rows: (number | null)[][]): Events => ({
  columns: COLUMNS,
  rows: rows.map((row, id) => [id, ...row]),
});
const ROWS = [
  [2.5, 2.4, 1],
  [0.5, 0.7, 0],
  [2.2, 2.9, 3],
  [1.9, 2.2, 1],
  [3.1, 3.0, 2],
  [2.3, 2.7, 0],
];
/** sklearn.decomposition.PCA(2).fit_transform(ROWS), scikit-learn 1.9.1. */
const SCORES = [
  [0.13609932426487514, -0.3896724278446382],
  [-2.4398562103857993, 0.7235924278592945],
  [1.63179878978249, 1.0070887500079568],
  [-0.26775483423706525, 0.032433789021589776],
  [1.440716082504733, -0.2597107237547047],
  [-0.5010031519292344, -1.1137318152894968],
];
/** Its explained_variance_ratio_, summed. */
const KEPT = 0.7753020578810427 + 0.21072090795233708;

const close = (found: readonly (readonly Cell[])[], scores: readonly (readonly number[])[]) => {
  expect(found).toHaveLength(scores.length);
  scores.forEach((row, i) =>
    row.forEach((score, j) => expect(found[i]?.[j + 1]).toBeCloseTo(score, 12)),
  );
};

describe('principal components', () => {
  test('are those of scikit-learn, with the share of the variance that they keep', async () => {
    await runSteps(events(...ROWS), [reduce(2)], async ({ step, table }) => {
      const { columns, rows } = await table('plane');
      expect(columns).toStrictEqual([
        { name: 'id', type: 'integer' },
        { name: 'PC1', type: 'number' },
        { name: 'PC2', type: 'number' },
      ]);
      close(rows, SCORES);
      const { facts, warnings, schema, station } = step('plane');
      expect(schema).toStrictEqual(columns);
      expect(facts).toStrictEqual({
        rows: 6,
        incomplete: 0,
        varianceKept: expect.closeTo(KEPT, 12) as number,
      });
      expect(warnings).toStrictEqual([]);
      expect(station).toBe('features');
    });
  });
  test('a row with a null has none, and counts for nothing', async () => {
    const [first = [], ...rest] = ROWS;
    await runSteps(
      events([null, 9, 9], first, [9, null, 9], ...rest),
      [reduce(2)],
      async ({ step, table }) => {
        const { rows } = await table('plane');
        expect([rows[0], rows[2]]).toStrictEqual([
          [0, null, null],
          [2, null, null],
        ]);
        close(
          rows.filter((row) => row[1] !== null),
          SCORES,
        );
        expect(step('plane').facts).toMatchObject({ rows: 8, incomplete: 2 });
        expect(step('plane').warnings).toStrictEqual([
          '2 of 8 rows of events have a null feature and no components.',
        ]);
      },
    );
  });
  test('of no row, one row and equal rows', async () => {
    expect(await rowsOf(events(), [reduce(3)])).toStrictEqual([]);
    expect(await rowsOf(events([1, 2, 3]), [reduce(2)])).toStrictEqual([[0, 0, 0]]);
    await runSteps(events([1, 2, 3], [1, 2, 3]), [reduce(3)], async ({ step, table }) => {
      expect((await table('plane')).rows).toStrictEqual([
        [0, 0, 0, 0],
        [1, 0, 0, 0],
      ]);
      expect(step('plane').warnings).toStrictEqual([]);
    });
  });
  test('that keep less than half are said to', async () => {
    const corners = [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ];
    await runSteps(events(...corners), [reduce(1)], ({ step }) => {
      expect(step('plane').warnings).toStrictEqual([
        'plane keeps 33.3 % of the variance of events; most is left out.',
      ]);
    });
  });
  test('can be clustered and exported as any table', async () => {
    const cluster: Step = {
      op: 'cluster',
      as: 'clusters',
      from: 'plane',
      id: 'id',
      method: { dbscan: { eps: 1.3, minPts: 2 } },
    };
    await runSteps(
      events(...ROWS),
      [reduce(2, { export: ['PC1'] }), cluster],
      async ({ result, table }) => {
        expect((await table('clusters')).rows.map((row) => row[1])).toStrictEqual([
          0, -1, 1, 0, 1, 0,
        ]);
        const database = await sharedDatabase();
        const [exported] = (await exportTables(result, database)).filter(
          ({ name }) => name === 'plane',
        );
        let text = '';
        for await (const piece of writeTable('csv', exported!, database, {
          safe: false,
          parquet: writeParquet,
        }))
          text += String(piece);
        expect(text.split('\n').slice(0, 2)).toStrictEqual([
          'PC1',
          expect.stringMatching(/^0\.1360993242648/),
        ]);
      },
    );
  });
});

describe('problems', () => {
  const at = '/steps/0/method/pca/components';
  test.each<[Step, string[]]>([
    [reduce(0), [`${at}: components must be 1 or more.`]],
    [reduce(1.5), [`${at}: components must be a whole number.`]],
    [reduce(4), [`${at}: components must be 3 or less: events has no more columns to reduce`]],
    [
      reduce(2, { columns: ['x'] }),
      [`${at}: components must be 1 or less: events has no more columns to reduce`],
    ],
    [
      reduce(2, { columns: ['w'] }),
      ['/steps/0/columns/0: no column "w" in events; did you mean "x"?'],
    ],
    [reduce(2, { id: 'x' }), ['/steps/0/id: no whole-number column "x" in events']],
    [reduce(2, { method: {} }), ['/steps/0/method/pca: "pca" is missing']],
  ])('%j', (step, expected) => {
    expect(problemsOf(COLUMNS, [step])).toStrictEqual(expected);
  });
});
