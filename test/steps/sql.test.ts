import { describe, expect, test } from 'vitest';
import { STEP_KINDS } from '../../src/steps/registry.ts';
import { runSteps, type Events, type Step } from './run-steps.ts';

const EVENTS: Events = {
  columns: [
    ['user "x"', 'text'],
    ['time', 'timestamp'],
    ['cluster', 'integer'],
  ],
  rows: [
    ['a', '2020-01-01 00:00:00', 5],
    ['b', '2020-01-01 00:00:01', 6],
  ],
};
const by = ['user "x"'];
const STEPS: readonly Step[] = [
  { op: 'source', as: 'log', input: 'events' },
  {
    op: 'derive',
    as: 'clicks',
    from: 'log',
    columns: {
      'user "x"': { coalesce: ['user "x"', { text: "it's unknown" }] },
      hours: { divide: [{ seconds: ['time', 'time'] }, 3600] },
    },
  },
  { op: 'profile', as: 'profile', from: 'clicks' },
  {
    op: 'sessionize',
    as: 'sessions',
    from: 'clicks',
    by,
    time: 'time',
    gapSeconds: 0.5,
    nullKey: 'drop',
  },
  {
    op: 'aggregate',
    as: 'features',
    from: 'sessions',
    by: ['session_id'],
    carry: by,
    measures: {
      n: { count: true },
      users: { distinct: 'user "x"' },
      top: { top: 'user "x"' },
      median: { quantile: ['hours', 0.5] },
    },
  },
  {
    op: 'join',
    as: 'joined',
    from: 'clicks',
    with: 'features',
    on: [{ left: 'user "x"', right: 'user "x"' }],
    columns: { 'clicks of "x"': 'n' },
    matched: 'counted',
  },
  { op: 'describe', as: 'statistics', from: 'features', columns: ['n'] },
  { op: 'scale', as: 'scaled', from: 'features', method: 'minmax', columns: ['n', 'users'] },
  { op: 'correlate', as: 'correlation', from: 'features', columns: ['n', 'users'] },
  { op: 'reduce', as: 'plane', from: 'scaled', method: { pca: { components: 2 } } },
  { op: 'cluster', as: 'clusters', from: 'scaled', method: { dbscan: { eps: 0.4, minPts: 2 } } },
  { op: 'label', as: 'labelled', from: 'sessions', clusters: 'clusters' },
  { op: 'crosstab', as: 'pivot', from: 'labelled', by: 'user "x"' },
  { op: 'distinct', as: 'values', from: 'labelled', columns: by },
  { op: 'reputation', as: 'reputation', from: 'labelled', by },
];

test('every kind of step has its example', () => {
  expect(STEPS.map((step) => step['op']).sort()).toStrictEqual(Object.keys(STEP_KINDS).sort());
});

describe('the SQL that a person reads is what the files in sql/ say', () => {
  test.each(STEPS.map((step) => String(step['op'])))('%s', async (op) => {
    await runSteps(EVENTS, STEPS, async ({ result }) => {
      const step = result.steps.find((candidate) => candidate.op === op);
      await expect(`${step?.sql}\n`).toMatchFileSnapshot(`sql/${op}.sql`);
    });
  });
  test('other scalers and verdicts', async () => {
    const steps: Step[] = STEPS.map((step) =>
      step['op'] === 'scale' ? { ...step, method: 'standard' } : step,
    );
    const verdicts = { noiseSuspect: true, suspects: { 1: false, 2: true } };
    await runSteps(
      EVENTS,
      [
        ...steps,
        { op: 'scale', as: 'robust', from: 'features', method: 'robust', columns: ['n'] },
        { op: 'scale', as: 'log1p', from: 'features', method: 'log1p', columns: ['n'] },
        {
          op: 'sessionize',
          as: 'whole',
          from: 'clicks',
          by: ['time', ...by],
          time: 'time',
          gapSeconds: 1,
          split: 'never',
        },
      ],
      async ({ step }) => {
        const texts = ['scaled', 'robust', 'log1p', 'whole', 'reputation'].map(
          (name) => step(name).sql,
        );
        await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot('sql/variants.sql');
      },
      verdicts,
    );
  });
});

test('the sentences that the page shows', async () => {
  const sentences = await runSteps(EVENTS, STEPS, ({ result }) =>
    result.steps.map((step) => step.sentence),
  );
  expect(sentences).toStrictEqual([
    'Rows of events',
    'Derives user "x", hours',
    'Profile of every column of clicks',
    'Same user "x", no gap over 0.5 s',
    '4 measures for each session_id',
    'Every row of clicks with clicks of "x" of features, user "x" = user "x"',
    'Statistics of features',
    'Scaled by min–max',
    'Pearson correlation of features',
    'PCA, 2 components',
    'DBSCAN, eps 0.4, minPts 2',
    'Every row of sessions with its cluster',
    'Events of labelled by user "x" and cluster',
    'Distinct values of 1 columns for each cluster',
    'Reputation of each user "x"',
  ]);
});
