import { parseText } from '../recipe/parse.ts';
import type { Workbench } from '../state/workbench.ts';
import { showToast } from '../widgets/toast.tsx';

/** Opens files that were dropped or picked: a `.json` file is a recipe, anything else is data. */
export async function openDropped(workbench: Workbench, files: readonly File[]): Promise<void> {
  const recipes = files.filter((file) => /\.json$/i.test(file.name));
  const data = files.filter((file) => !recipes.includes(file));
  for (const file of recipes) await openRecipeFile(workbench, file);
  if (data.length > 0)
    await workbench.openFiles(data.map((file) => ({ name: file.name, blob: file })));
}

/** Opens one recipe, or says what is wrong with it. */
export async function openRecipeFile(workbench: Workbench, file: File): Promise<void> {
  const parsed = parseText(await file.text());
  if (!parsed.ok) {
    const lines = parsed.problems.map(({ pointer, message }) =>
      pointer === '' ? message : `${pointer}: ${message}`,
    );
    showToast({
      title: `${file.name} is no recipe that can be run`,
      detail: lines.slice(0, 5).join('; '),
      tone: 'error',
    });
    return;
  }
  await workbench.openRecipe(parsed.value);
  showToast({ title: `Recipe ${parsed.value.title} opened` });
}
