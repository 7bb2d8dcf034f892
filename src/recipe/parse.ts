import * as v from 'valibot';
import { issueMessage, issuePath } from '../steps/issue.ts';
import type { Outcome } from '../steps/problem.ts';
import { record } from '../steps/record.ts';
import { readJson } from './json.ts';
import { migrate } from './migrate.ts';
import { bindSteps } from './bind-steps.ts';
import { defaults } from './params.ts';
import type { Recipe } from './recipe.ts';
import { whenProblems } from './when.ts';

const text = v.string();
const number = v.pipe(v.number(), v.finite());
const choice = v.union([
  v.pipe(
    v.string(),
    v.transform((value) => ({ value, label: value })),
  ),
  v.strictObject({ value: text, label: text }),
]);
const station = v.optional(v.picklist(['data', 'sessions', 'features', 'clusters', 'reputation']));
/** One value or several of each choice. */
const when = v.optional(
  v.pipe(
    record(
      text,
      v.union([
        v.pipe(
          text,
          v.transform((value): string[] => [value]),
        ),
        v.pipe(v.array(text), v.minLength(1)),
      ]),
    ),
    v.check((choices) => Object.keys(choices).length > 0, 'when names a choice'),
  ),
);

const numberParam = v.pipe(
  v.strictObject({
    default: number,
    label: v.optional(text),
    unit: v.optional(text),
    help: v.optional(text),
    min: v.optional(number),
    above: v.optional(number),
    max: v.optional(number),
    integer: v.optional(v.boolean()),
    slider: v.optional(v.strictObject({ min: number, max: number, step: number })),
    station,
    when,
  }),
  v.transform((param) => ({ kind: 'number' as const, ...param })),
);
const choiceParam = v.pipe(
  v.strictObject({
    default: text,
    label: v.optional(text),
    help: v.optional(text),
    choices: v.pipe(v.array(choice), v.minLength(1)),
    station,
    when,
  }),
  v.check(
    (param) => param.choices.some(({ value }) => value === param.default),
    'the default is none of the choices',
  ),
  v.transform((param) => ({ kind: 'choice' as const, ...param })),
);

const columnType = v.picklist(
  ['text', 'integer', 'number', 'timestamp', 'boolean'],
  'A column type is text, integer, number, timestamp or boolean.',
);

const shape = v.strictObject({
  version: v.literal(1),
  id: v.pipe(text, v.regex(/^[a-z0-9][a-z0-9-]*$/, 'An id has small letters, digits and hyphens.')),
  title: text,
  source: v.optional(text),
  params: v.optional(
    record(
      v.pipe(text, v.regex(/^[A-Za-z]\w*$/, 'A parameter is named by a word.')),
      v.union(
        [numberParam, choiceParam],
        'A parameter has a default number with limits, or a default word with choices.',
      ),
    ),
    {},
  ),
  inputs: v.pipe(
    record(text, record(text, columnType)),
    v.check((inputs) => Object.keys(inputs).length > 0, 'a recipe has at least one input'),
  ),
  steps: v.pipe(
    v.array(record(text, v.unknown())),
    v.minLength(1, 'a recipe has at least one step'),
  ),
});

/** A recipe from JSON: shape, parameters and the shape of every step (with the parameters' defaults). Problems have JSON pointers. */
export function parse(json: unknown): Outcome<Recipe> {
  const migrated = migrate(json);
  if (!migrated.ok) return migrated;
  const parsed = v.safeParse(shape, migrated.value);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.issues.map((issue) => ({
        pointer: issuePath(issue),
        message: issueMessage(issue),
      })),
    };
  const recipe: Recipe = { ...parsed.output, json: migrated.value };
  const problems = whenProblems(recipe.params);
  if (problems.length > 0) return { ok: false, problems };
  const bound = bindSteps(recipe, defaults(recipe));
  return bound.ok ? { ok: true, value: recipe } : bound;
}

/** The same from text; a syntax error is a problem of the document as a whole. */
export function parseText(source: string): Outcome<Recipe> {
  const json = readJson(source);
  if (!json.ok) return json;
  return parse(json.value);
}
