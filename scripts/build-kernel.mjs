// Compiles wasm/ to src/generated/kernel.wasm (not committed). Skipped when the sources and the compiler are those of last time.

import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const generated = 'src/generated';
const outFile = `${generated}/kernel.wasm`;
const stampFile = `${generated}/kernel.sha256`;
const entry = 'wasm/kernel.ts';
// No traps, no imports, no garbage collector: one arena. Assertions are off because every input was checked before.
const options = ['--runtime', 'stub', '--enable', 'simd', '--use', 'abort=', '-O3', '--noAssert'];

/** SHA-256 of everything that decides what comes out. */
async function fingerprint() {
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json');
  const hash = createHash('sha256').update(JSON.stringify([version, entry, options]));
  const names = (await readdir(join(root, 'wasm'), { recursive: true }))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replaceAll(sep, '/'))
    .sort();
  for (const name of names)
    hash.update(`\0${name}\0`).update(await readFile(join(root, 'wasm', name)));
  return hash.digest('hex');
}

/** @returns {Promise<boolean>} whether kernel.wasm is that of the present sources */
async function isFresh(/** @type {string} */ wanted) {
  try {
    const [stamp, wasm] = await Promise.all([
      readFile(join(root, stampFile), 'utf8'),
      readFile(join(root, outFile)),
    ]);
    return stamp === `${wanted} ${createHash('sha256').update(wasm).digest('hex')}\n`;
  } catch {
    return false;
  }
}

/**
 * Build the kernel if it is missing or stale.
 * @param {{ force?: boolean }} [how]
 * @returns {Promise<{ path: string, built: boolean }>} Throws an Error with the compiler's messages when it does not compile.
 */
export async function buildKernel({ force = false } = {}) {
  const path = join(root, outFile);
  const wanted = await fingerprint();
  if (!force && (await isFresh(wanted))) return { path, built: false };

  const asc = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let wasm;
  const { error, stderr } = await asc.main(
    [entry, '--baseDir', root, '--outFile', outFile, ...options],
    {
      readFile: (name, base) => readFile(join(base, name), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name === outFile) wasm = /** @type {Uint8Array} */ (contents);
      },
      listFiles: async (name, base) =>
        (await readdir(join(base, name)).catch(() => [])).filter((file) => file.endsWith('.ts')),
    },
  );
  if (error || !wasm)
    throw new Error(`The kernel does not compile.\n${stderr.toString()}`, { cause: error });

  // Renamed into place, so that someone who reads meanwhile sees the old module or the new one, never half of it.
  await mkdir(join(root, generated), { recursive: true });
  await replace(path, wasm);
  await replace(
    join(root, stampFile),
    `${wanted} ${createHash('sha256').update(wasm).digest('hex')}\n`,
  );
  return { path, built: true };
}

/** @param {string} path @param {Uint8Array | string} contents */
async function replace(path, contents) {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { built } = await buildKernel({ force: process.argv.includes('--force') });
  console.log(`${outFile}: ${built ? 'built' : 'up to date'}`);
}
