import { describe, expect, test } from 'vitest';
import { withParams } from '../../src/recipe/params.ts';
import { parse } from '../../src/recipe/parse.ts';
import { plan } from '../../src/recipe/plan.ts';
import { idleNotes, matters } from '../../src/recipe/when.ts';
import { builtInRecipe } from '../../src/recipes/index.ts';

type Json = Readonly<Record<string, unknown>>;
const METHOD: Json = { default: 'dbscan', choices: ['dbscan', 'kmeans', 'hdbscan'] };
const parsed = (params: Json) =>
  parse({
    version: 1,
    id: 'test',
    title: 'Test',
    params,
    inputs: { events: {} },
    steps: [{ op: 'profile', from: 'events', as: 'p' }],
  });
const read = (params: Json) => {
  const recipe = parsed(params);
  if (!recipe.ok) throw new Error(JSON.stringify(recipe.problems));
  return recipe.value;
};

describe('what a condition may say', () => {
  const problems = (when: unknown, more: Json = {}) => {
    const outcome = parsed({ method: METHOD, eps: { default: 1, when }, ...more });
    return outcome.ok ? [] : outcome.problems.map((p) => `${p.pointer}: ${p.message}`);
  };
  test.each<[unknown]>([[{ method: 'dbscan' }], [{ method: ['kmeans', 'hdbscan'] }], [undefined]])(
    '%j',
    (when) => {
      expect(problems(when)).toStrictEqual([]);
    },
  );
  const at = '/params/eps/when';
  test.each<[unknown, string[]]>([
    [{ methd: 'dbscan' }, [`${at}/methd: no parameter "methd"; did you mean "method"?`]],
    [{ toString: 'dbscan' }, [`${at}/toString: no parameter "toString"`]],
    [{ method: 'kmean' }, [`${at}/method: method is never "kmean"; did you mean "kmeans"?`]],
    [
      { method: ['dbscan', 'a', 'b'] },
      [`${at}/method: method is never "a"`, `${at}/method: method is never "b"`],
    ],
    [{ k: '2' }, [`${at}/k: k is a number; "when" names a choice`]],
    [{ eps: '1' }, [`${at}/eps: eps is a number; "when" names a choice`]],
    [
      { selection: 'eom' },
      [`${at}/selection: selection does not always matter itself; "when" names a choice that does`],
    ],
    [
      {},
      [
        '/params/eps: A parameter has a default number with limits, or a default word with choices.',
      ],
    ],
    [
      { method: [] },
      [
        '/params/eps: A parameter has a default number with limits, or a default word with choices.',
      ],
    ],
  ])('%j', (when, expected) => {
    const more = {
      k: { default: 2 },
      selection: { default: 'eom', choices: ['eom', 'leaf'], when: { method: 'hdbscan' } },
    };
    expect(problems(when, more)).toStrictEqual(expected);
  });
});

test('a parameter matters with the values that its condition names, all of them', () => {
  const { params } = read({
    method: METHOD,
    scaler: { default: 'a', choices: ['a', 'b'] },
    eps: { default: 1, when: { method: 'dbscan' } },
    seed: { default: 1, when: { method: ['kmeans', 'hdbscan'], scaler: 'b' } },
  });
  const shown = (method: string, scaler = 'a') =>
    Object.keys(params).filter((name) => matters(params, { method, scaler }, name));
  expect(shown('dbscan')).toStrictEqual(['method', 'scaler', 'eps']);
  expect(shown('kmeans')).toStrictEqual(['method', 'scaler']);
  expect(shown('kmeans', 'b')).toStrictEqual(['method', 'scaler', 'seed']);
  const values = { method: 'kmeans', scaler: 'a', eps: 2, seed: 3 };
  expect(idleNotes(params, values, { eps: 2, seed: 3, scaler: 'a' })).toStrictEqual([
    'eps has no effect while method is kmeans',
    'seed has no effect while scaler is a',
  ]);
});

describe('email-bots', () => {
  const recipe = builtInRecipe('email-bots')!;
  const schema = Object.entries(recipe.inputs['events']!).map(([name, type]) => ({ name, type }));
  const events = { key: 'data', schema: [{ name: '_row', type: 'integer' as const }, ...schema] };
  const prints = (given: Readonly<Record<string, string | number>>) => {
    const made = plan(recipe, given, { events });
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    return made.value.steps.map((step) => step.fingerprint);
  };
  const clusters = (given: Parameters<typeof prints>[0]) => {
    const made = plan(recipe, given, { events });
    return made.ok ? made.value.steps.find(({ name }) => name === 'clusters_ipua')?.sentence : '';
  };

  test.each(['dbscan', 'kmeans', 'hdbscan'])(
    '%s: what does not matter changes nothing, what matters does',
    (method) => {
      const values = withParams(recipe, { method });
      const other = {
        eps: 0.3,
        minPts: 3,
        k: 4,
        seed: 2,
        minClusterSize: 9,
        minSamples: 8,
        selection: 'leaf',
      };
      const before = prints({ method });
      for (const [name, value] of Object.entries(other)) {
        const same = prints({ method, [name]: value }).every((print, i) => print === before[i]);
        expect(same, name).toBe(!matters(recipe.params, values.ok ? values.value : {}, name));
      }
    },
  );
  test('says what is done', () => {
    expect(clusters({})).toBe('DBSCAN, eps 0.4, minPts 2');
    expect(clusters({ method: 'kmeans' })).toBe('k-means, k 5, seed 1');
    expect(clusters({ method: 'hdbscan' })).toBe(
      'HDBSCAN, at least 200 rows a cluster, 100 samples, excess of mass',
    );
  });
});
