import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'generated', '.git', '.DS_Store']);

/**
 * The files of folders and single files of the repository, in a fixed order; not what is built.
 * @param {readonly string[]} places relative to the repository; one that is missing has no files
 * @returns {string[]} relative to the repository, with forward slashes
 */
export function filesIn(places) {
  return places.flatMap((place) => {
    const found = statSync(join(ROOT, place), { throwIfNoEntry: false });
    if (!found) return [];
    if (found.isFile()) return [place];
    const names = readdirSync(join(ROOT, place)).filter((name) => !SKIPPED.has(name));
    return filesIn(names.sort().map((name) => `${place}/${name}`));
  });
}
