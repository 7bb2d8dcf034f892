import { describe, expect, test } from 'vitest';
import { proposing, readParam, withParams } from '../../src/recipe/params.ts';
import { parse } from '../../src/recipe/parse.ts';
import { plan, type Plan, type PlannedInput } from '../../src/recipe/plan.ts';
import type { ParamValues, Recipe } from '../../src/recipe/recipe.ts';
import { builtInRecipe } from '../../src/recipes/index.ts';

type Json = Readonly<Record<string, unknown>>;
const read = (json: Json): Recipe => {
  const parsed = parse({ version: 1, id: 'test', title: 'Test', ...json });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
};
const INPUT: PlannedInput = {
  key: 'data 1',
  schema: [
    { name: '_row', type: 'integer' },
    { name: 'user', type: 'text' },
    { name: 'time', type: 'timestamp' },
  ],
};
const STEPS: readonly Json[] = [
  {
    op: 'sessionize',
    as: 'sessions_{key}',
    from: 'events',
    by: ['user'],
    time: 'time',
    gapSeconds: { param: 'gap' },
  },
  {
    op: 'aggregate',
    as: 'features',
    from: 'sessions_{key}',
    by: ['session_id'],
    measures: { n: { count: true }, from: { distinct: 'user' } },
  },
  { op: 'scale', as: 'scaled', from: 'features', method: 'minmax' },
  {
    op: 'cluster',
    as: 'clusters',
    from: 'scaled',
    method: { dbscan: { eps: { param: 'eps' }, minPts: 2 } },
  },
  { op: 'label', as: 'labelled', from: 'sessions_{key}', clusters: 'clusters' },
];
const PARAMS: Json = {
  key: { default: 'user', choices: ['user', { value: 'ip', label: 'Address' }] },
  gap: { default: 120, min: 0, max: 1000 },
  eps: { default: 0.4, above: 0 },
};
const RECIPE = read({ params: PARAMS, inputs: { events: { user: 'text' } }, steps: STEPS });
const made = (recipe: Recipe, params: ParamValues = {}, input = INPUT): Plan => {
  const outcome = plan(recipe, params, { events: input });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
};
const problems = (
  recipe: Recipe,
  params: ParamValues = {},
  inputs: Record<string, PlannedInput> = { events: INPUT },
) => {
  const outcome = plan(recipe, params, inputs);
  return outcome.ok ? [] : outcome.problems.map((p) => `${p.pointer}: ${p.message}`);
};

describe('filling in', () => {
  test('{param} becomes its value, {key} its word in the names of tables', () => {
    const { steps } = made(RECIPE, { key: 'ip', gap: 5 });
    expect(steps.map((step) => step.name)).toStrictEqual([
      'events',
      'sessions_ip',
      'features',
      'scaled',
      'clusters',
      'labelled',
    ]);
    expect(steps[1]?.json).toMatchObject({ as: 'sessions_ip', gapSeconds: 5 });
    expect(steps[5]?.sources).toStrictEqual(['sessions_ip', 'clusters']);
  });
  test('nowhere else: not the text of a literal, not a number, not a word that is no parameter', () => {
    const steps = [
      {
        op: 'derive',
        as: '{gap}{toString}',
        from: 'events',
        columns: { note: { text: '{key}' }, from: { text: '{key}' }, '{key}': 'user' },
      },
    ];
    const planned = made(read({ params: PARAMS, inputs: { events: {} }, steps }));
    expect(planned.steps[1]?.name).toBe('{gap}{toString}');
    expect(planned.steps[1]?.json).toMatchObject({
      columns: { note: { text: '{key}' }, from: { text: '{key}' }, '{key}': 'user' },
    });
  });
  test('a column called "from" is no table', () => {
    const columns = { from: '{key}' };
    const steps = [
      { op: 'derive', as: 'd', from: 'events', columns: { '{key}': 'user' } },
      { op: 'derive', as: 'e', from: 'd', columns },
    ];
    const planned = made(read({ params: PARAMS, inputs: { events: {} }, steps }));
    expect(planned.steps[2]?.json).toMatchObject({ columns });
  });
});

describe('problems of a plan', () => {
  const steps = (...list: Json[]) => read({ inputs: { events: {} }, steps: list });
  const profile = { op: 'profile', as: 'p', from: 'events' };
  test.each<[string, Recipe, string[]]>([
    [
      'a missing table',
      steps({ ...profile, from: 'evnts' }),
      ['/steps/0/from: no table "evnts" before this step; did you mean "events"?'],
    ],
    [
      'a later table',
      steps({ ...profile, from: 'q' }, { ...profile, as: 'q' }),
      ['/steps/0/from: no table "q" before this step'],
    ],
    ['a table twice', steps(profile, profile), ['/steps/1/as: there is a table "p" already']],
    [
      'in another letter case',
      steps(profile, { ...profile, as: 'P' }),
      ['/steps/1/as: there is a table "P" already'],
    ],
    [
      'called as an input',
      steps({ ...profile, as: 'events' }),
      ['/steps/0/as: there is a table "events" already'],
    ],
    [
      'an input without a file',
      read({ inputs: { others: {} }, steps: [{ ...profile, from: 'others' }] }),
      ['/inputs/others: no file was given for the input "others"'],
    ],
    [
      'an input without a column',
      read({ inputs: { events: { usr: 'text' } }, steps: [profile] }),
      ['/inputs/events/usr: no column "usr" in events; did you mean "user"?'],
    ],
  ])('%s', (_, recipe, expected) => {
    expect(
      problems(recipe).map((line) => line.replace(/step; did you mean "p"\?/, 'step')),
    ).toStrictEqual(expected);
  });
});

describe('parameters', () => {
  test.each<[ParamValues, string]>([
    [{ epz: 1 }, '/params/epz: no parameter "epz"; did you mean "eps"?'],
    [{ constructor: 1 }, '/params/constructor: no parameter "constructor"'],
    [{ eps: 0 }, '/params/eps: eps must be above 0, not 0.'],
    [{ eps: -1 }, '/params/eps: eps must be above 0, not -1.'],
    [{ eps: 'abc' }, '/params/eps: eps must be a number, not "abc".'],
    [{ eps: Number.NaN }, '/params/eps: eps must be a number, not "NaN".'],
    [{ eps: Infinity }, '/params/eps: eps must be a number, not "Infinity".'],
    [{ gap: -1 }, '/params/gap: gap must be 0 or more, not -1.'],
    [{ gap: 1001 }, '/params/gap: gap must be 1000 or less, not 1001.'],
    [{ key: 'IP' }, '/params/key: key is one of user, ip, not "IP".'],
  ])('%j', (params, expected) => {
    expect(problems(RECIPE, params)).toStrictEqual([expected]);
  });
  test('minPts of email-bots is a whole number of 1 or more', () => {
    const recipe = builtInRecipe('email-bots')!;
    for (const [minPts, word] of [
      [0, '1 or more'],
      [1.5, 'whole'],
    ] as const) {
      const outcome = withParams(recipe, { minPts });
      expect(outcome.ok ? '' : outcome.problems[0]?.message).toContain(word);
    }
  });
  test('typed text is read by the kind of the parameter', () => {
    const { eps, key } = RECIPE.params;
    expect(
      ['0.4', '1e-3', ' 2 ', '', ' ', 'abc'].map((text) => readParam(eps, text)),
    ).toStrictEqual([0.4, 0.001, 2, '', ' ', 'abc']);
    expect(readParam(key, '5')).toBe('5');
  });
  test('a recipe that proposes what it was run with needs no parameters, and is itself where nothing changed', () => {
    expect(proposing(RECIPE, { key: 'user', gap: 120, eps: 0.4 })).toBe(RECIPE);
    const own = proposing(RECIPE, { key: 'ip', gap: 120, eps: 0.25 });
    const again = parse(JSON.parse(JSON.stringify(own.json)));
    expect(again.ok && made(again.value).params).toStrictEqual({ key: 'ip', gap: 120, eps: 0.25 });
    expect(again.ok && again.value.params).toStrictEqual(own.params);
    expect(RECIPE.params['eps']?.default).toBe(0.4);
    const { params: _, ...rest } = own.json;
    const { params: __, ...before } = RECIPE.json;
    expect(rest).toStrictEqual(before);
  });
});

describe('fingerprints', () => {
  const prints = (planned: Plan) =>
    Object.fromEntries(planned.steps.map((step) => [step.name, step.fingerprint]));
  const changed = (a: Plan, b: Plan) => {
    const [before, after] = [prints(a), prints(b)];
    return Object.keys(after).filter((name) => before[name] !== after[name]);
  };

  test('are the same for the same plan, and differ between steps', () => {
    expect(prints(made(RECIPE))).toStrictEqual(prints(made(RECIPE, { eps: 0.4 })));
    expect(new Set(Object.values(prints(made(RECIPE)))).size).toBe(6);
  });
  test('change below what changes only', () => {
    expect(changed(made(RECIPE), made(RECIPE, { eps: 0.5 }))).toStrictEqual([
      'clusters',
      'labelled',
    ]);
    expect(changed(made(RECIPE), made(RECIPE, { gap: 60 }))).toStrictEqual([
      'sessions_user',
      'features',
      'scaled',
      'clusters',
      'labelled',
    ]);
    const scaled = STEPS.map((step) =>
      step['op'] === 'scale' ? { ...step, method: 'robust' } : step,
    );
    const other = read({ params: PARAMS, inputs: { events: { user: 'text' } }, steps: scaled });
    expect(changed(made(RECIPE), made(other))).toStrictEqual(['scaled', 'clusters', 'labelled']);
  });
  test('do not change with another input', () => {
    const recipe = read({
      inputs: { events: {}, ranges: {} },
      steps: [STEPS[1] ?? {}].map((step) => ({ ...step, from: 'events', by: ['user'] })),
    });
    const of = (key: string) => {
      const ranges = { ...INPUT, key };
      const outcome = plan(recipe, {}, { events: INPUT, ranges });
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      return Object.fromEntries(outcome.value.steps.map((step) => [step.name, step.fingerprint]));
    };
    const [one, two] = [of('data 2'), of('data 3')];
    expect(one['ranges']).not.toBe(two['ranges']);
    expect({ ...one, ranges: '' }).toStrictEqual({ ...two, ranges: '' });
    expect(one['ranges']).not.toBe(one['events']);
  });
  test('change everywhere with the data', () => {
    expect(changed(made(RECIPE), made(RECIPE, {}, { ...INPUT, key: 'data 2' }))).toHaveLength(6);
  });
});
