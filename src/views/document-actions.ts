import { documentText } from '../engine/export/document-text.ts';
import { proposing } from '../recipe/params.ts';
import type { Workbench } from '../state/workbench.ts';
import { pickFiles } from '../widgets/pick-files.ts';
import { ACCEPTED_FILES } from './accepted-files.ts';
import { download } from './save-file.ts';
import { openRecipeFile } from './open-dropped.ts';

/** What the person can do with files and the recipe from the bar. */
export interface DocumentActions {
  /** Saves the recipe with the present parameters as its defaults. */
  saveRecipe(): void;
  openRecipe(): void;
  /** Appends files to those that are open. */
  addFiles(): void;
  /** Takes a file away; without any left, the start page is shown. */
  removeFile(name: string): void;
}

export function documentActions(workbench: Workbench): DocumentActions {
  const { inputs } = workbench;
  return {
    saveRecipe: () => {
      const { json } = proposing(workbench.recipe(), workbench.params());
      download('recipe.json', new Blob([documentText(json)], { type: 'application/json' }));
    },
    openRecipe: () =>
      void pickFiles({ accept: '.json,application/json', multiple: false }).then(([file]) =>
        file ? openRecipeFile(workbench, file) : undefined,
      ),
    addFiles: () =>
      void pickFiles({ accept: ACCEPTED_FILES, multiple: true }).then((files) =>
        files.length === 0
          ? undefined
          : workbench.openFiles([
              ...inputs.files(),
              ...files.map((file) => ({ name: file.name, blob: file })),
            ]),
      ),
    removeFile: (name) => {
      const left = inputs.files().filter((file) => file.name !== name);
      if (left.length === 0) workbench.close();
      else void workbench.openFiles(left);
    },
  };
}
