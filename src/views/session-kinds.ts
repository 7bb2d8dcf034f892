import type { RunResult, StepResult } from '../engine/result.ts';
import { isObject } from '../recipe/migrate.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { sessionizeInUse } from './rail-stations.ts';

/** One kind of session of a run: a sessionize step and how a person calls it. */
export interface SessionKind {
  readonly step: StepResult;
  readonly title: string;
  /** Columns of the key. */
  readonly by: readonly string[];
  /** The column that orders the events. */
  readonly time: string;
  /** Whether these are the sessions that are clustered and labelled. */
  readonly inUse: boolean;
  /** Value of the parameter that chooses between the kinds; null where the recipe has none. */
  readonly choice: string | null;
}

/** The parameter of a recipe that chooses which sessions are used, and the step that each of its values names. */
export interface KeyChoice {
  readonly param: string;
  readonly stepOf: ReadonlyMap<string, string>;
}

/** Finds a choice `{param}` in the name of a relation that, filled in with each of its values, is one of `names`. */
export function keyChoice(recipe: Recipe, names: readonly string[]): KeyChoice | null {
  const templates = new Set(
    recipe.steps.flatMap((step) =>
      Object.values(step).filter((value) => typeof value === 'string'),
    ),
  );
  for (const [param, { kind, ...rest }] of Object.entries(recipe.params)) {
    if (kind !== 'choice' || !('choices' in rest)) continue;
    for (const template of templates) {
      if (!template.includes(`{${param}}`)) continue;
      const stepOf = new Map(
        rest.choices.map(({ value }) => [value, template.replaceAll(`{${param}}`, value)]),
      );
      if ([...stepOf.values()].every((name) => names.includes(name))) return { param, stepOf };
    }
  }
  return null;
}

/** The kinds of sessions of a run, in the recipe's order. */
export function sessionKinds(result: RunResult): readonly SessionKind[] {
  const steps = result.steps.filter((step) => step.op === 'sessionize');
  const used = sessionizeInUse(result)?.as;
  const choice = keyChoice(
    result.recipe,
    steps.map((step) => step.as),
  );
  const param = choice ? result.recipe.params[choice.param] : undefined;
  return steps.map((step) => {
    const value = [...(choice?.stepOf ?? [])].find(([, name]) => name === step.as)?.[0] ?? null;
    const label =
      param?.kind === 'choice'
        ? param.choices.find((one) => one.value === value)?.label
        : undefined;
    const by = textsIn(step, 'by');
    return {
      step,
      title: label ?? by.join(' + '),
      by,
      time: textIn(step, 'time'),
      inUse: step.as === used,
      choice: value,
    };
  });
}

/** The parameter that a field of a step is set by in the recipe, or null where the recipe has a fixed value there. */
export function paramOf(recipe: Recipe, step: StepResult, field: string): string | null {
  const value = recipe.steps.find((raw) => raw['as'] === step.as)?.[field];
  return isObject(value) && typeof value['param'] === 'string' ? value['param'] : null;
}

/** A text in a step's JSON; empty where there is none. */
export function textIn(step: StepResult, field: string): string {
  const value = step.json[field];
  return typeof value === 'string' ? value : '';
}

/** A list of texts in a step's JSON. */
export function textsIn(step: StepResult, field: string): readonly string[] {
  const value = step.json[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A number in a step's JSON; NaN where there is none. */
export function numberIn(step: StepResult, field: string): number {
  const value = step.json[field];
  return typeof value === 'number' ? value : Number.NaN;
}
