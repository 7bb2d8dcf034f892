import { parse } from '../recipe/parse.ts';
import type { Recipe } from '../recipe/recipe.ts';
import emailBots from './email-bots.json' with { type: 'json' };

/** The analyses that Spoor brings; a further one is a JSON file and a word here. */
export const BUILT_IN_RECIPES: readonly Recipe[] = [emailBots].map((json) => {
  const parsed = parse(json);
  if (!parsed.ok)
    throw new Error(
      parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '),
    );
  return parsed.value;
});

export function builtInRecipe(id: string): Recipe | undefined {
  return BUILT_IN_RECIPES.find((recipe) => recipe.id === id);
}
