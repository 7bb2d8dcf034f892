import { isObject } from './migrate.ts';
import { matters } from './when.ts';
import type { ParamValues, Recipe } from './recipe.ts';

/** A number of a method as the recipe has it: its value now, and the parameter that sets it, if one does. */
export interface Tuned {
  readonly value: number;
  readonly param: string | null;
}

/** The method that a recipe's first `cluster` step uses with these parameters, and its numbers by their names. */
export interface TunedMethod {
  readonly name: string;
  readonly numbers: Readonly<Record<string, Tuned>>;
  /** Its words, such as the selection of HDBSCAN. */
  readonly words: Readonly<Record<string, string>>;
}

/** Null where the recipe clusters nothing, or says it in a way that cannot be planned. */
export function tunedMethod(recipe: Recipe, params: ParamValues): TunedMethod | null {
  const step = recipe.steps.find(({ op }) => op === 'cluster');
  const methods = step?.['method'];
  if (!step || !isObject(methods)) return null;
  const value = (given: unknown): unknown =>
    paramOf(given) === null ? given : params[paramOf(given) ?? ''];
  const used = value(step['use']) ?? Object.keys(methods)[0];
  const own = typeof used === 'string' ? methods[used] : undefined;
  if (typeof used !== 'string' || !isObject(own)) return null;
  const numbers: Record<string, Tuned> = {};
  const words: Record<string, string> = {};
  for (const [name, given] of Object.entries(own)) {
    const now = value(given);
    const param = paramOf(given);
    const sets = param !== null && matters(recipe.params, params, param) ? param : null;
    if (typeof now === 'number') numbers[name] = { value: now, param: sets };
    else if (typeof now === 'string') words[name] = now;
  }
  return { name: used, numbers, words };
}

function paramOf(given: unknown): string | null {
  return isObject(given) && typeof given['param'] === 'string' ? given['param'] : null;
}
