import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The repository's folder, absolute. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Absolute path of something in the repository.
 * @param {...string} parts
 */
export const inRoot = (...parts) => resolve(ROOT, ...parts);

/**
 * Whether a module is the program that was started, not one that was imported.
 * @param {string} moduleUrl `import.meta.url` of the module
 */
export const isMain = (moduleUrl) =>
  process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === moduleUrl;
