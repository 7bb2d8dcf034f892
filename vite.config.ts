import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };
import solid from 'vite-plugin-solid';
import { assemblyscript } from './scripts/vite/assemblyscript.ts';
import { csp } from './scripts/vite/csp.ts';
import { stripDuckdbSourcemap } from './scripts/vite/strip-duckdb-sourcemap.ts';

export default defineConfig({
  // Relative addresses: the site works at any path, such as a project page of GitHub Pages.
  base: './',
  define: {
    // What a result depends on, for its record: the same that the command line writes.
    VERSIONS: JSON.stringify({
      spoor: manifest.version,
      duckdb: manifest.dependencies['@duckdb/duckdb-wasm'],
      arrow: manifest.dependencies['apache-arrow'],
    }),
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The engine's own worker is large and arrives as it is.
    chunkSizeWarningLimit: 1500,
  },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm', '@sqlite.org/sqlite-wasm', 'parquet-wasm'] },
  plugins: [
    // Static styles go through CSSOM: the policy refuses style attributes in markup.
    solid({ solid: { inlineStyles: false } as object }),
    assemblyscript(),
    csp(),
    stripDuckdbSourcemap(),
  ],
});
