import { didYouMean, pointer, type Outcome, type Problem } from '../steps/problem.ts';
import type { Param, ParamValue, ParamValues, Recipe } from './recipe.ts';

/** The parameters as the recipe proposes them. */
export function defaults(recipe: Recipe): ParamValues {
  return Object.fromEntries(
    Object.entries(recipe.params).map(([name, param]) => [name, param.default]),
  );
}

/** Defaults with `given` in their place; each value checked against its parameter. */
export function withParams(recipe: Recipe, given: ParamValues): Outcome<ParamValues> {
  const problems = Object.entries(given).flatMap(([name, value]): Problem[] => {
    const param = Object.hasOwn(recipe.params, name) ? recipe.params[name] : undefined;
    const message = param
      ? paramProblem(name, param, value)
      : `no parameter "${name}"${didYouMean(name, Object.keys(recipe.params))}`;
    return message === null ? [] : [{ pointer: pointer('params', name), message }];
  });
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { ...defaults(recipe), ...given } };
}

/** What is wrong with a value, as one sentence, or null. */
export function paramProblem(name: string, param: Param, value: ParamValue): string | null {
  const label = param.label ?? name;
  if (param.kind === 'choice') {
    return param.choices.some((choice) => choice.value === value)
      ? null
      : `${label} is one of ${param.choices.map((choice) => choice.value).join(', ')}, not ${JSON.stringify(value)}.`;
  }
  if (typeof value !== 'number' || !Number.isFinite(value))
    return `${label} must be a number, not ${JSON.stringify(String(value))}.`;
  if (param.integer && !Number.isInteger(value))
    return `${label} must be a whole number, not ${String(value)}.`;
  if (param.min !== undefined && value < param.min)
    return `${label} must be ${String(param.min)} or more, not ${String(value)}.`;
  if (param.above !== undefined && value <= param.above)
    return `${label} must be above ${String(param.above)}, not ${String(value)}.`;
  if (param.max !== undefined && value > param.max)
    return `${label} must be ${String(param.max)} or less, not ${String(value)}.`;
  return null;
}

/** A value typed by a person (`--param eps=0.4`, a form field) as the parameter's own type; what is no number stays text for {@link paramProblem} to name. */
export function readParam(param: Param | undefined, text: string): ParamValue {
  if (param?.kind !== 'number') return text;
  return text.trim() === '' ? text : Number.isNaN(Number(text)) ? text : Number(text);
}

/** The recipe that proposes `params` itself: run with its own defaults it does what was done with them. */
export function proposing(recipe: Recipe, params: ParamValues): Recipe {
  const changed = Object.entries(recipe.params).filter(
    ([name, param]) => params[name] !== undefined && params[name] !== param.default,
  );
  if (changed.length === 0) return recipe;
  const put = (declared: object) =>
    Object.fromEntries(
      Object.entries(declared).map(([name, param]: [string, object]) => [
        name,
        changed.some(([other]) => other === name) ? { ...param, default: params[name] } : param,
      ]),
    );
  const json = { ...recipe.json, params: put(recipe.json['params'] ?? {}) };
  return { ...recipe, params: put(recipe.params) as Recipe['params'], json };
}
