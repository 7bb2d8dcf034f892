import type { ParamValues, Recipe } from '../../recipe/recipe.ts';
import { isObject } from '../../recipe/migrate.ts';

/** The recipe as a document whose defaults are these parameters; the very same document where they are the defaults already. */
export function recipeDocument(
  recipe: Recipe,
  params: ParamValues,
): Readonly<Record<string, unknown>> {
  const changed = Object.entries(params).filter(
    ([name, value]) => Object.hasOwn(recipe.params, name) && recipe.params[name]?.default !== value,
  );
  if (changed.length === 0 || !isObject(recipe.json['params'])) return recipe.json;
  const values = new Map(changed);
  const written = Object.entries(recipe.json['params']).map(
    ([name, param]) =>
      [
        name,
        values.has(name) && isObject(param) ? { ...param, default: values.get(name) } : param,
      ] as const,
  );
  return { ...recipe.json, params: Object.fromEntries(written) };
}

/** A document as it is saved: the same text headless and in the page. */
export function documentText(json: unknown): string {
  return `${JSON.stringify(json, null, 1)}\n`;
}
