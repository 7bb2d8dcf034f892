import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLibrary } from '../../../scripts/build-library.mjs';
import { inRoot } from '../../../scripts/paths.mjs';

/**
 * A project of somebody else that has only this package, as npm would install it, and nothing else to import.
 * @param files by name, in the project's folder
 * @returns the folder
 */
export async function makeConsumer(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-consumer-'));
  const installed = join(folder, 'node_modules', 'spoor');
  mkdirSync(installed, { recursive: true });
  await buildLibrary(join(installed, 'dist-lib'));
  cpSync(inRoot('package.json'), join(installed, 'package.json'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
