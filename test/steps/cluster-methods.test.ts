import { describe, expect, test } from 'vitest';
import { NO_VERDICTS } from '../../src/engine/judgement.ts';
import { matrixText } from '../../src/engine/matrix-step.ts';
import { namesFor } from '../../src/engine/names.ts';
import type { Plan } from '../../src/recipe/plan.ts';
import { loadEvents, planOf, problemsOf, type Step } from './run-steps.ts';

const COLUMNS = [
  ['id', 'integer'],
  ['x', 'number'],
] as const;
const METHODS = {
  dbscan: { eps: 0.5, minPts: 2 },
  kmeans: { k: 5, seed: 1 },
  hdbscan: { minClusterSize: 5, selection: 'eom' },
};
const cluster = (method: object, more: Step = {}): Step => ({
  op: 'cluster',
  as: 'c',
  from: 'events',
  id: 'id',
  method,
  ...more,
});
const planFor = async (step: Step): Promise<Plan> => {
  const made = planOf([step], await loadEvents({ columns: COLUMNS, rows: [] }));
  if (Array.isArray(made)) throw new Error(made.join('\n'));
  return made;
};
const clustersOf = (plan: Plan) => plan.steps.find(({ name }) => name === 'c')!;
const planned = async (step: Step) => clustersOf(await planFor(step));

describe('use says which of several methods', () => {
  test.each(['dbscan', 'kmeans', 'hdbscan'] as const)('%s', async (use) => {
    const of = (method: object, more: Step = {}) => planned(cluster(method, more));
    const [chosen, alone] = [await of(METHODS, { use }), await of({ [use]: METHODS[use] })];
    expect(chosen.json).toStrictEqual(alone.json);
    expect(chosen.json).toMatchObject({ method: { [use]: METHODS[use] } });
    expect(chosen.json).not.toHaveProperty('use');
    expect(chosen.sentence).toBe(alone.sentence);
    expect(chosen.method).toBe({ dbscan: 'DBSCAN', kmeans: 'k-means', hdbscan: 'HDBSCAN' }[use]);
  });
  test('and what the others would do is of no account, but must be sound', async () => {
    const other = { ...METHODS, kmeans: { k: 9, seed: 3 } };
    const one = await planned(cluster(METHODS, { use: 'dbscan' }));
    expect((await planned(cluster(other, { use: 'dbscan' }))).json).toStrictEqual(one.json);
    expect(
      problemsOf(COLUMNS, [cluster({ ...METHODS, kmeans: { k: 0, seed: 1 } }, { use: 'dbscan' })]),
    ).toStrictEqual(['/steps/0/method/kmeans/k: k must be 1 or more.']);
  });
});

test('HDBSCAN gives two columns more', async () => {
  const columns = async (use: string) =>
    (await planned(cluster(METHODS, { use }))).schema.map(({ name, type }) => `${name} ${type}`);
  expect(await columns('dbscan')).toStrictEqual(['id integer', 'cluster integer']);
  expect(await columns('kmeans')).toStrictEqual(['id integer', 'cluster integer']);
  expect(await columns('hdbscan')).toStrictEqual([
    'id integer',
    'cluster integer',
    'probability number',
    'outlier_score number',
  ]);
});

test.each<[object, string]>([
  [{ dbscan: { eps: 0.4, minPts: 2 } }, 'DBSCAN, eps 0.4, minPts 2'],
  [{ kmeans: { k: 5, seed: 1 } }, 'k-means, k 5, seed 1'],
  [
    { kmeans: { k: 5, seed: 1, nInit: 3, maxIter: 20 } },
    'k-means, k 5, seed 1, best of 3 runs, at most 20 rounds',
  ],
  [
    { hdbscan: { minClusterSize: 5, selection: 'eom' } },
    'HDBSCAN, at least 5 rows a cluster, 5 samples, excess of mass',
  ],
  [
    { hdbscan: { minClusterSize: 5, minSamples: 1, selection: 'leaf' } },
    'HDBSCAN, at least 5 rows a cluster, 1 sample, leaves of the tree',
  ],
])('%j', async (method, sentence) => {
  expect((await planned(cluster(method))).sentence).toBe(sentence);
});

describe('what a person reads: the query, and how a row comes into its cluster', () => {
  test.each<[keyof typeof METHODS, string]>([
    ['dbscan', 'DBSCAN, eps 0.5, minPts 2: neighbours where the distance is at most eps'],
    [
      'kmeans',
      'k-means, k 5, seed 1: each row belongs to the nearest of k centres, clusters are numbered by their lowest row',
    ],
    [
      'hdbscan',
      'HDBSCAN, at least 5 rows a cluster, 5 samples, excess of mass: groups that stay together longest as the density asked for rises; rows in no such group are noise',
    ],
  ])('%s', async (use, note) => {
    const plan = await planFor(cluster(METHODS, { use }));
    const compiled = clustersOf(plan).compile(namesFor(plan, clustersOf(plan), NO_VERDICTS));
    expect(compiled.kind === 'matrix' && matrixText(compiled)).toBe(
      `SELECT "id", "x"\nFROM "events"\nORDER BY "id"\n-- then ${note}`,
    );
  });
});

describe('problems', () => {
  const at = '/steps/0/method';
  const { kmeans, hdbscan } = METHODS;
  test.each<[Step, string[]]>([
    [cluster({}), [`${at}: A method is needed: dbscan, kmeans, hdbscan.`]],
    [cluster({ optics: {} }), [`${at}/optics: nothing called "optics" is known here`]],
    [
      cluster(METHODS),
      ['/steps/0/use: method holds dbscan and kmeans and hdbscan; use says which one to use'],
    ],
    [
      cluster({ kmeans }, { use: 'hdbscan' }),
      ['/steps/0/use: no method "hdbscan" in this step; it has kmeans'],
    ],
    [
      cluster(METHODS, { use: 'kmean' }),
      [
        '/steps/0/use: no method "kmean" in this step; it has dbscan, kmeans, hdbscan; did you mean "kmeans"?',
      ],
    ],
    [cluster(METHODS, { use: 1 }), ['/steps/0/use: use names a method in quotes.']],
    [cluster({ kmeans: { k: 2 } }), [`${at}/kmeans/seed: "seed" is missing`]],
    [cluster({ kmeans: { ...kmeans, k: 2.5 } }), [`${at}/kmeans/k: k must be a whole number.`]],
    [cluster({ kmeans: { ...kmeans, seed: -1 } }), [`${at}/kmeans/seed: seed must be 0 or more.`]],
    [
      cluster({ kmeans: { ...kmeans, nInit: 0 } }),
      [`${at}/kmeans/nInit: nInit must be 1 or more.`],
    ],
    [cluster({ kmeans: { ...kmeans, k: 2 ** 31 } }), [`${at}/kmeans/k: k must be below 2^31.`]],
    [
      cluster({ hdbscan: { ...hdbscan, minClusterSize: 1 } }),
      [`${at}/hdbscan/minClusterSize: minClusterSize must be 2 or more.`],
    ],
    [
      cluster({ hdbscan: { ...hdbscan, minSamples: 0 } }),
      [`${at}/hdbscan/minSamples: minSamples must be 1 or more.`],
    ],
    [
      cluster({ hdbscan: { ...hdbscan, selection: 'mass' } }),
      [`${at}/hdbscan/selection: The selection is eom or leaf.`],
    ],
  ])('%j', (step, expected) => {
    expect(problemsOf(COLUMNS, [step])).toStrictEqual(expected);
  });
  test('an id that is called as a column of HDBSCAN', () => {
    const named = [...COLUMNS, ['probability', 'integer'] as const];
    expect(problemsOf(named, [cluster({ hdbscan }, { id: 'probability' })])).toStrictEqual([
      '/steps/0: c would have two columns "probability"',
    ]);
  });
});
