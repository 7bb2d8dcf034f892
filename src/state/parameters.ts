import { createSignal, type Accessor } from 'solid-js';
import { defaults, paramProblem } from '../recipe/params.ts';
import type { ParamValue, ParamValues, Recipe } from '../recipe/recipe.ts';

export interface Parameters {
  readonly values: Accessor<ParamValues>;
  /** What is wrong with a value, as a sentence; null where it was set. */
  set(name: string, value: ParamValue): string | null;
  /** Gives parameters the recipe's own values. */
  reset(names: readonly string[]): void;
  /** To be called when another recipe is open. */
  restart(): void;
}

/** The values of the recipe's parameters, as a person set them. */
export function createParameters(recipe: Accessor<Recipe>): Parameters {
  const [values, setValues] = createSignal<ParamValues>(defaults(recipe()));
  return {
    values,
    set: (name, value) => {
      const param = recipe().params[name];
      const problem = param ? paramProblem(name, param, value) : `There is no parameter ${name}.`;
      if (problem === null) setValues((before) => ({ ...before, [name]: value }));
      return problem;
    },
    reset: (names) => {
      const fresh = defaults(recipe());
      setValues((before) => ({
        ...before,
        ...Object.fromEntries(
          names.flatMap((name) => (fresh[name] === undefined ? [] : [[name, fresh[name]]])),
        ),
      }));
    },
    restart: () => {
      setValues(defaults(recipe()));
    },
  };
}
