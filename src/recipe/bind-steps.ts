import type { BoundStep } from '../steps/bind.ts';
import { didYouMean, pointer, type Outcome, type Problem } from '../steps/problem.ts';
import { STEP_KINDS } from '../steps/registry.ts';
import { isObject } from './migrate.ts';
import type { ParamValues, Recipe } from './recipe.ts';

export interface PlacedStep extends BoundStep {
  /** JSON pointer of the step in the recipe. */
  readonly at: string;
}

/** Every step with its kind and its parameters filled in, and a source for each input that no step reads. */
export function bindSteps(recipe: Recipe, params: ParamValues): Outcome<readonly PlacedStep[]> {
  const problems: Problem[] = [];
  const steps: PlacedStep[] = [];
  recipe.steps.forEach((raw, index) => {
    const at = pointer('steps', index);
    const before = problems.length;
    const json = fillStep(raw, params, recipe, at, problems);
    if (problems.length > before) return;
    const op = json['op'];
    const kind =
      typeof op === 'string' && Object.hasOwn(STEP_KINDS, op) ? STEP_KINDS[op] : undefined;
    if (!kind) {
      const known = Object.keys(STEP_KINDS);
      problems.push({
        pointer: at + pointer('op'),
        message:
          typeof op === 'string' ? `no step "${op}"${didYouMean(op, known)}` : 'op is missing',
      });
      return;
    }
    const bound = kind.parse(json, at);
    if (bound.ok) steps.push({ ...bound.value, at });
    else problems.push(...bound.problems);
  });
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: [...implicitSources(recipe, steps), ...steps] };
}

function implicitSources(recipe: Recipe, steps: readonly PlacedStep[]): PlacedStep[] {
  const read = new Set(
    steps.flatMap(({ json }) => (isObject(json) && json['op'] === 'source' ? [json['input']] : [])),
  );
  return Object.keys(recipe.inputs)
    .filter((input) => !read.has(input))
    .flatMap((input) => {
      const json = { op: 'source', as: input, input, export: false };
      const at = pointer('inputs', input);
      const bound = STEP_KINDS['source']?.parse(json, at);
      return bound?.ok ? [{ ...bound.value, at }] : [];
    });
}

/** Fields of a step that name relations. */
export const RELATION_FIELDS: readonly string[] = ['as', 'from', 'with', 'clusters'];

/** Replaces `{"param": name}` by its value and, in the step's own names of relations, `{name}` by a chosen word. */
function fillStep(
  step: Readonly<Record<string, unknown>>,
  params: ParamValues,
  recipe: Recipe,
  at: string,
  problems: Problem[],
): Record<string, unknown> {
  const entries = Object.entries(step).map(([key, value]) =>
    RELATION_FIELDS.includes(key) && typeof value === 'string'
      ? [key, fillName(value, params, recipe)]
      : [key, fill(value, params, at + pointer(key), problems)],
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function fill(value: unknown, params: ParamValues, at: string, problems: Problem[]): unknown {
  if (Array.isArray(value))
    return value.map((item, i) => fill(item, params, at + pointer(i), problems));
  if (!isObject(value)) return value;
  const name = value['param'];
  if (Object.keys(value).length === 1 && typeof name === 'string') {
    if (Object.hasOwn(params, name)) return params[name];
    const message = `no parameter "${name}"${didYouMean(name, Object.keys(params))}`;
    problems.push({ pointer: at + pointer('param'), message });
    return undefined;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      fill(item, params, at + pointer(key), problems),
    ]),
  );
}

function fillName(text: string, params: ParamValues, recipe: Recipe): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    recipe.params[name]?.kind === 'choice' ? String(params[name]) : whole,
  );
}
