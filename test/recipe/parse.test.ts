import { describe, expect, test } from 'vitest';
import { parse, parseText } from '../../src/recipe/parse.ts';
import { BUILT_IN_RECIPES } from '../../src/recipes/index.ts';

type Json = Readonly<Record<string, unknown>>;
const SCALE: Json = { op: 'profile', from: 'events', as: 'p' };
const recipe = (more: Json = {}): Json => ({
  version: 1,
  id: 'test',
  title: 'Test',
  inputs: { events: { a: 'text' } },
  steps: [SCALE],
  ...more,
});
const problems = (json: unknown): string[] => {
  const parsed = parse(json);
  return parsed.ok ? [] : parsed.problems.map((p) => `${p.pointer}: ${p.message}`);
};

test('a recipe without fault has no problems and keeps its document as it was', () => {
  const parsed = parse(recipe());
  expect(parsed.ok && parsed.value.json).toStrictEqual(recipe());
  expect(parsed.ok && parsed.value.params).toStrictEqual({});
});

test('what is no JSON says where', () => {
  const parsed = parseText('{"version": 1,\n oops}');
  expect(parsed.ok).toBe(false);
  expect(!parsed.ok && parsed.problems[0]?.message).toMatch(
    /^this is no JSON: .*(position 16|line 2)/,
  );
});

describe('the document as a whole', () => {
  test.each<[unknown, string]>([
    [null, ': a recipe is a JSON object'],
    [[], ': a recipe is a JSON object'],
    ['text', ': a recipe is a JSON object'],
    [{}, '/version: version is missing: is this a recipe?'],
    [recipe({ version: 2 }), '/version: version 2 is not known here; this Spoor reads version 1'],
    [
      recipe({ version: '1' }),
      '/version: version "1" is not known here; this Spoor reads version 1',
    ],
    [recipe({ id: 'Not An Id' }), '/id: An id has small letters, digits and hyphens.'],
    [recipe({ stps: [] }), '/stps: nothing called "stps" is known here'],
    [recipe({ inputs: {} }), '/inputs: a recipe has at least one input'],
    [
      recipe({ inputs: { events: { a: 'date' } } }),
      '/inputs/events/a: A column type is text, integer, number, timestamp or boolean.',
    ],
    [
      recipe({ inputs: { events: { constructor: 'date' } } }),
      '/inputs/events/constructor: A column type is text, integer, number, timestamp or boolean.',
    ],
    [recipe({ steps: [] }), '/steps: a recipe has at least one step'],
    [recipe({ params: { '1x': { default: 1 } } }), '/params/1x: A parameter is named by a word.'],
    [
      recipe({ params: { a: { default: true } } }),
      '/params/a: A parameter has a default number with limits, or a default word with choices.',
    ],
  ])('%j', (json, expected) => {
    expect(problems(json)).toStrictEqual([expected]);
  });
  test('a missing title', () => {
    const { title: _, ...rest } = recipe();
    expect(problems(rest)).toStrictEqual(['/title: "title" is missing']);
  });
  test('a default that is none of the choices', () => {
    const [found] = problems(recipe({ params: { a: { default: 'x', choices: ['y', 'z'] } } }));
    expect(found).toMatch(
      /^\/params\/a: (the default is none of the choices|A parameter has a default)/,
    );
  });
});

describe('steps', () => {
  const step = (json: Json) => problems(recipe({ steps: [SCALE, json] }));
  test.each<[Json, string[]]>([
    [
      { op: 'sesionize', as: 's', from: 'events' },
      ['/steps/1/op: no step "sesionize"; did you mean "sessionize"?'],
    ],
    [{ op: 'constructor', as: 's', from: 'events' }, ['/steps/1/op: no step "constructor"']],
    [{ as: 's', from: 'events' }, ['/steps/1/op: op is missing']],
    [{ ...SCALE, as: '' }, ['/steps/1/as: A name cannot be empty.']],
    [{ ...SCALE, as: 5 }, ['/steps/1/as: A name in quotes is expected.']],
    [{ ...SCALE, form: 'x' }, ['/steps/1/form: nothing called "form" is known here']],
    [{ op: 'profile', as: 'q' }, ['/steps/1/from: "from" is missing']],
    [
      {
        op: 'cluster',
        as: 'c',
        from: 'p',
        method: { dbscan: { eps: { param: 'epsilon' }, minPts: 2 } },
      },
      ['/steps/1/method/dbscan/eps/param: no parameter "epsilon"'],
    ],
  ])('%j', (json, expected) => {
    expect(step(json)).toStrictEqual(expected);
  });
  test('several faults are told together', () => {
    const steps = [{ op: 'a' }, { op: 'b' }];
    expect(problems(recipe({ steps })).map((line) => line.split(':')[0])).toStrictEqual([
      '/steps/0/op',
      '/steps/1/op',
    ]);
  });
});

test('the recipes that Spoor brings are whole, and their ids differ', () => {
  expect(BUILT_IN_RECIPES.map(({ id }) => id)).toStrictEqual(['email-bots']);
  for (const built of BUILT_IN_RECIPES) expect(problems(built.json)).toStrictEqual([]);
});
