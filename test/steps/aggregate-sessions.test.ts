import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lit, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { runSteps, type Events, type Step } from './run-steps.ts';

const features = (measures: Step, more: Step = {}): Step => ({
  op: 'aggregate',
  as: 'f',
  from: 's',
  by: ['session_id'],
  carry: ['k'],
  measures,
  ...more,
});

/** Features of sessions, with their key beside them. */
const carried = (measures: Step): Step[] => [
  { op: 'sessionize', as: 's', from: 'events', by: ['k'], time: 't', gapSeconds: 1 },
  features(measures),
];

test('texts that are carried beside features are stored as they are, with the columns that the query has', async () => {
  const steps = carried({ n: { count: true }, values: { distinct: 'x' }, first: { min: 't' } });
  const events: Events = {
    columns: [
      ['k', 'text'],
      ['x', 'integer'],
      ['t', 'timestamp'],
    ],
    rows: [
      ['a', 1, '2020-01-01 00:00:00'],
      ['a', 1, '2020-01-01 00:00:01'],
      ['b', null, '2020-01-01 00:00:00'],
      ['c', 3, '2020-01-01 00:00:00'],
      ['a', 2, '2020-01-01 00:00:02'],
    ],
  };
  await runSteps(events, steps, async ({ table, step }) => {
    const { columns, rows } = await table('f');
    expect(columns).toStrictEqual(step('f').schema);
    expect(rows.map((row) => row.slice(0, 4))).toStrictEqual([
      [0, 'a', 3, 2],
      [1, 'b', 1, 0],
      [2, 'c', 1, 1],
    ]);
  });
});

test('and they are not packed, as others are', async () => {
  const events: Events = {
    columns: [
      ['k', 'text'],
      ['t', 'timestamp'],
    ],
    rows: Array.from({ length: 3000 }, (_, i) => [
      `agent of the kind ${String(i % 50)}`,
      new Date(1e12 + i * 1e6).toISOString(),
    ]),
  };
  const steps = carried({ same: { min: 'k' } });
  const database = await sharedDatabase();
  await runSteps(events, steps, async ({ step }) => {
    await database.run(sql`CHECKPOINT`);
    const { rows } = await database.rows(
      sql`SELECT column_name, compression FROM pragma_storage_info(${lit(step('f').relation)}) WHERE segment_type = 'VARCHAR' ORDER BY ALL`,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toStrictEqual(['k', 'Uncompressed']);
    expect(rows[1]?.[1]).not.toBe('Uncompressed');
  });
});

test('sessions of one event measure what a group of one row measures', async () => {
  const any = ['distinct', 'min', 'max', 'first', 'last', 'top', 'freq'];
  const ofNumbers = ['mean', 'sum', 'variance', 'standardDeviation', 'range'];
  const folds = [
    ...['x', 'w', 't'].flatMap((column) => any.map((fold) => [fold, column] as const)),
    ...ofNumbers.map((fold) => [fold, 'x'] as const),
    ['spanSeconds', 't'] as const,
  ];
  const measures: Step = {
    n: { count: true },
    half: { quantile: ['x', 0.5] },
    ...Object.fromEntries(folds.map(([f, column]) => [`${f} of ${column}`, { [f]: column }])),
  };
  // The key says no more than the session does; but these are groups, also where there is one row.
  const plain = features(measures, { as: 'plain', by: ['session_id', 'k'], carry: undefined });
  const event = fc.tuple(
    fc.constantFrom('a', 'b', 'c', null),
    fc.option(fc.constantFrom(-2.5, 0, 1, 1e100, 0.1, 3)),
    fc.option(fc.constantFrom('', 'u', 'v')),
    fc.option(fc.integer({ min: 0, max: 9 }).map((s) => new Date(1e12 + 1000 * s).toISOString())),
  );
  const columns: Events['columns'] = [
    ['k', 'text'],
    ['x', 'number'],
    ['w', 'text'],
    ['t', 'timestamp'],
  ];
  let alone = 0;
  const property = fc.asyncProperty(fc.array(event, { maxLength: 30 }), (rows) =>
    runSteps({ columns, rows }, [...carried(measures), plain], async ({ table }) => {
      const bySize = await table('f');
      expect(bySize).toStrictEqual(await table('plain'));
      alone += bySize.rows.filter((row) => row[2] === 1).length;
    }),
  );
  await fc.assert(property, { numRuns: 40, seed: 20200117 });
  expect(alone).toBeGreaterThan(50);
});
