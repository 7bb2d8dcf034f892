import { parseText } from '../recipe/parse.ts';
import type { Workbench } from '../state/workbench.ts';
import { showToast } from '../widgets/toast.tsx';
import { isRecipe } from './accepted-files.ts';

/** Opens files that were dropped or picked: recipes and data. */
export async function openDropped(workbench: Workbench, files: readonly File[]): Promise<void> {
  const recipes: File[] = [];
  const data: File[] = [];
  for (const file of files) ((await isRecipe(file)) ? recipes : data).push(file);
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
