import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { serve } from '../../../scripts/serve.mjs';
import { csp } from '../../../scripts/vite/csp.ts';
import { stripDuckdbSourcemap } from '../../../scripts/vite/strip-duckdb-sourcemap.ts';

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** A page that hands SQL straight to the engine: `index.html` under Spoor's policy, `open.html` without any. */
export async function openHostileSite() {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-hostile-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'page'),
    base: './',
    worker: { format: 'es' },
    plugins: [csp(), stripDuckdbSourcemap()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
  const guarded = await readFile(join(folder, 'index.html'), 'utf8');
  if (!POLICY.test(guarded))
    throw new Error('The page has no policy: this test would prove nothing.');
  await writeFile(join(folder, 'open.html'), guarded.replace(POLICY, ''));
  const site = await serve({ folder, port: 4400 });
  return {
    url: site.url,
    [Symbol.asyncDispose]: async () => {
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
