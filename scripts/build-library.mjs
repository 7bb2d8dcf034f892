// Builds dist-lib/: the clustering as a library that stands alone (`import … from "spoor/cluster"`), with its typings.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { buildKernel } from './build-kernel.mjs';
import { inRoot, isMain } from './paths.mjs';

const LIBRARY = 'src/cluster/library';

/**
 * Two environments: what is built of the sources, and the name of its worker beside it.
 * @type {readonly { entry: string, worker: string, files: Record<string, string>, external: RegExp[] }[]}
 */
const BUILDS = [
  {
    entry: 'cluster',
    worker: 'cluster-worker.js',
    files: { cluster: `${LIBRARY}/browser.ts`, 'cluster-worker': 'src/cluster/worker/worker.ts' },
    external: [],
  },
  {
    entry: 'cluster-node',
    worker: 'cluster-node-worker.js',
    files: {
      'cluster-node': `${LIBRARY}/node.ts`,
      'cluster-node-worker': `${LIBRARY}/node-worker.ts`,
    },
    external: [/^node:/],
  },
];

/** @param {string} [folder] where it is written; emptied before */
export async function buildLibrary(folder = inRoot('dist-lib')) {
  await buildKernel();
  rmSync(folder, { recursive: true, force: true });
  const { build } = await import('vite');
  for (const { files, worker, external } of BUILDS)
    await build({
      configFile: false,
      root: inRoot(),
      logLevel: 'warn',
      publicDir: false,
      plugins: [nameWorker(worker)],
      build: {
        outDir: folder,
        emptyOutDir: false,
        target: 'es2022',
        minify: false,
        lib: { entry: files, formats: ['es'] },
        rollupOptions: { external, output: { chunkFileNames: '[name]-[hash].js' } },
      },
    });
  writeTypes(folder);
  copyFileSync(inRoot('wasm', 'README.md'), `${folder}/README.md`);
  copyFileSync(inRoot('LICENSE'), `${folder}/LICENSE`);
  const licence = readFileSync(inRoot('node_modules', 'comlink', 'LICENSE'), 'utf8');
  writeFileSync(
    `${folder}/THIRD-PARTY-LICENSES`,
    `These files contain comlink (https://github.com/GoogleChromeLabs/comlink), bundled, under this licence:\n\n${licence}`,
  );
}

/**
 * Puts the worker's address in after bundling: the user's bundler shall find `new Worker(new URL('…'))`, ours shall not.
 * @param {string} file
 * @returns {import('vite').Plugin}
 */
function nameWorker(file) {
  return {
    name: 'spoor:worker-file',
    renderChunk: (code) => code.replaceAll('WORKER_FILE', JSON.stringify(`./${file}`)),
  };
}

/** @param {string} folder */
function writeTypes(folder) {
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', inRoot('tsconfig.library.json'), '--outDir', `${folder}/types`],
    { cwd: inRoot(), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The library's typings cannot be made.\n${stdout}`);
  // The compiler leaves our own endings; others look for what belongs to a .js file.
  for (const name of readdirSync(`${folder}/types`, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = `${folder}/types/${name}`;
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(/((?:from|import) '\.[^']*)\.ts'/g, "$1.js'"));
  }
}

if (isMain(import.meta.url)) await buildLibrary();
