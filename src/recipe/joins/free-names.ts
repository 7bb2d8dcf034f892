import type { Recipe } from '../recipe.ts';

/** Gives names of relations that a recipe does not have yet, each once, made of names of tables: `clicks.csv` becomes `clicks`. */
export function createFreeNames(recipe: Recipe): (wanted: string) => string {
  const used = new Set(
    [...Object.keys(recipe.inputs), ...recipe.steps.map(({ as }) => String(as))].map((name) =>
      name.toLowerCase(),
    ),
  );
  return (wanted) => {
    const word =
      wanted
        .replace(/(\.[a-z][a-z0-9]{0,7}){1,2}$/i, '')
        .replace(/[^\p{L}\p{N}_-]+/gu, '_')
        .replace(/^_+|_+$/g, '') || 'table';
    let name = word;
    for (let n = 2; used.has(name.toLowerCase()); n++) name = `${word}_${String(n)}`;
    used.add(name.toLowerCase());
    return name;
  };
}
