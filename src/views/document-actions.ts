import { documentText } from '../engine/export/document-text.ts';
import { proposing } from '../recipe/params.ts';
import type { Recent } from '../state/recent.ts';
import { sourceName } from '../state/table-name.ts';
import type { Workbench } from '../state/workbench.ts';
import { pickFiles } from '../widgets/pick-files.ts';
import type { BarFile } from './frame/bar.tsx';
import { openDropped, openRecipeFile } from './open-dropped.ts';
import { pickData } from './pick-data.ts';
import { download } from './save-file.ts';

/** What the person can do with files and the recipe from the bar. */
export interface DocumentActions {
  /** Saves the recipe with the present parameters as its defaults. */
  saveRecipe(): void;
  openRecipe(): void;
  /** Opens files beside those that are open. */
  addFiles(): void;
  /** The open files, each with what can be done with it. */
  files(): readonly BarFile[];
}

/** @param recent  null where the browser cannot find files again. */
export function documentActions(workbench: Workbench, recent: Recent | null): DocumentActions {
  const { tables, navigation } = workbench;
  const replace = async (id: string, at: number): Promise<void> => {
    const [file] = await pickData(recent, false);
    if (file) await tables.replaceFile(id, at, { name: file.name, blob: file });
  };
  return {
    saveRecipe: () => {
      const { json } = proposing(workbench.recipeToRun(), workbench.params());
      download('recipe.json', new Blob([documentText(json)], { type: 'application/json' }));
    },
    openRecipe: () =>
      void pickFiles({ accept: '.json,application/json', multiple: false }).then(([file]) =>
        file ? openRecipeFile(workbench, file) : undefined,
      ),
    addFiles: () =>
      void pickData(recent, true).then((files) =>
        files.length === 0 ? undefined : openDropped(workbench, files),
      ),
    files: () =>
      tables.list().flatMap(({ id, files }) =>
        files.map((file, at) => ({
          name: sourceName(file),
          bytes: file.blob.size,
          onShow: () => {
            tables.show(id);
            navigation.go('data');
          },
          onReplace: () => void replace(id, at),
          onRemove: () => void tables.removeFile(id, at),
        })),
      ),
  };
}
