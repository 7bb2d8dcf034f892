import type { Schema } from '../sql/schema.ts';
import type { Scope } from '../steps/kind.ts';
import { didYouMean, pointer, type Outcome, type Problem } from '../steps/problem.ts';
import { bindSteps, RELATION_FIELDS, type PlacedStep } from './bind-steps.ts';
import { canonical, fingerprint } from './fingerprint.ts';
import { isObject } from './migrate.ts';
import { withParams } from './params.ts';
import type { ParamValues, Recipe } from './recipe.ts';

/** A loaded input as the plan sees it; `key` changes when the data or their mapping do. */
export interface PlannedInput {
  readonly schema: Schema;
  readonly key: string;
}

export interface PlannedStep extends PlacedStep {
  readonly name: string;
  readonly schema: Schema;
  /** Changes when the step, anything before it or the data change; verdicts are not in it. */
  readonly fingerprint: string;
}

export interface Plan {
  readonly recipe: Recipe;
  readonly params: ParamValues;
  readonly inputs: Readonly<Record<string, PlannedInput>>;
  readonly steps: readonly PlannedStep[];
}

/** What would be run, step by step, or every problem with it at once. Pure: the same arguments give the same plan. */
export function plan(
  recipe: Recipe,
  given: ParamValues,
  inputs: Readonly<Record<string, PlannedInput>>,
): Outcome<Plan> {
  const params = withParams(recipe, given);
  if (!params.ok) return params;
  const bound = bindSteps(recipe, params.value);
  if (!bound.ok) return bound;
  const problems: Problem[] = inputProblems(recipe, inputs);
  const known = new Map<string, PlannedStep>();
  for (const step of problems.length > 0 ? [] : bound.value) {
    const name = step.step.as;
    const unknown = step.sources.filter((source) => !known.has(source));
    problems.push(
      ...unknown.map((source) => ({
        pointer: step.at + pointer(fieldOf(step, source)),
        message: `no table "${source}" before this step${didYouMean(source, [...known.keys()])}`,
      })),
    );
    if ([...known.keys()].some((other) => other.toLowerCase() === name.toLowerCase()))
      problems.push({
        pointer: step.at + pointer('as'),
        message: `there is a table "${name}" already`,
      });
    if (unknown.length > 0) continue;
    const checked = step.check(scopeOf(step.at, known, inputs));
    problems.push(
      ...checked.problems,
      ...namesakes(name, step.at, checked.schema),
      ...exportProblems(step, checked.schema),
    );
    const before = step.sources.map((source) => known.get(source)?.fingerprint);
    const own = step.inputs.map((input) => inputs[input]?.key);
    known.set(name, {
      ...step,
      name,
      schema: checked.schema,
      fingerprint: fingerprint(canonical([step.json, before, own])),
    });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { recipe, params: params.value, inputs, steps: [...known.values()] } };
}

/** The field of a step that names a relation. */
function fieldOf({ json }: PlacedStep, relation: string): string {
  const own = isObject(json) ? json : {};
  return RELATION_FIELDS.find((field) => field !== 'as' && own[field] === relation) ?? 'from';
}

/** What a step at `at` can see of the steps before it. */
export function scopeOf(
  at: string,
  steps: ReadonlyMap<string, { readonly schema: Schema }>,
  inputs: Readonly<Record<string, PlannedInput>>,
): Scope {
  return {
    at,
    schema: (name) => steps.get(name)?.schema ?? [],
    input: (name) => inputs[name]?.schema ?? [],
  };
}

function inputProblems(recipe: Recipe, inputs: Readonly<Record<string, PlannedInput>>): Problem[] {
  return Object.entries(recipe.inputs).flatMap(([input, columns]) => {
    const available = inputs[input]?.schema.map((column) => column.name);
    if (!available)
      return [
        {
          pointer: pointer('inputs', input),
          message: `no file was given for the input "${input}"`,
        },
      ];
    return Object.keys(columns).flatMap((column) =>
      available.includes(column)
        ? []
        : [
            {
              pointer: pointer('inputs', input, column),
              message: `no column "${column}" in ${input}${didYouMean(column, available)}`,
            },
          ],
    );
  });
}

/** Columns that an engine could not tell apart: names are the same there whatever their letter case. */
export function namesakes(relation: string, at: string, schema: Schema): Problem[] {
  const firsts = new Map<string, string>();
  return schema.flatMap(({ name }) => {
    const first = firsts.get(name.toLowerCase());
    if (first === undefined) {
      firsts.set(name.toLowerCase(), name);
      return [];
    }
    const message =
      first === name
        ? `${relation} would have two columns "${name}"`
        : `${relation} would have columns "${first}" and "${name}", which differ in letter case only`;
    return [{ pointer: at, message }];
  });
}

function exportProblems(step: PlacedStep, schema: Schema): Problem[] {
  const wanted = step.step.export;
  if (!wanted) return [];
  const names = schema.map((column) => column.name);
  return wanted.flatMap((column, i) =>
    names.includes(column)
      ? []
      : [
          {
            pointer: step.at + pointer('export', i),
            message: `no column "${column}" in ${step.step.as}${didYouMean(column, names)}`,
          },
        ],
  );
}
