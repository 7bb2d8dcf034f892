// Builds the site into dist/, unless dist/ was built from these very sources.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { filesIn } from './files.mjs';
import { inRoot, isMain } from './paths.mjs';

/** Vite empties dist/ first, so that a build by other means drops the stamp. */
const STAMP = inRoot('dist', '.sources-sha256');

/** Everything that the built site depends on. */
const SOURCES = [
  'index.html',
  'package-lock.json',
  'public',
  'scripts/build-kernel.mjs',
  'scripts/vite',
  'src',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
  'wasm',
];

function sourceHash() {
  const hash = createHash('sha256');
  for (const file of filesIn(SOURCES)) {
    const bytes = readFileSync(inRoot(file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * @returns {Promise<boolean>} whether it had to build
 */
export async function buildSite() {
  const hash = sourceHash();
  const fresh = existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === hash;
  if (fresh && existsSync(inRoot('dist', 'index.html'))) return false;
  const { build } = await import('vite');
  // Under vitest NODE_ENV is "test", which would bundle Solid's development build.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await build({ root: inRoot(), logLevel: 'warn', mode: 'production' });
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  writeFileSync(STAMP, `${hash}\n`);
  return true;
}

if (isMain(import.meta.url)) await buildSite();
