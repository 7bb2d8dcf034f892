import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const DUCKDB_SCRIPT = /\/@duckdb\/duckdb-wasm\/dist\/[^/]+\.m?js$/;

/** DuckDB's source maps name files that its package does not ship; each would be a warning. */
export function stripDuckdbSourcemap(): Plugin {
  return {
    name: 'spoor:strip-duckdb-sourcemap',
    enforce: 'pre',
    async load(id) {
      const [path = '', query = ''] = id.split('?');
      if (!DUCKDB_SCRIPT.test(path.replaceAll('\\', '/'))) return null;
      if (new URLSearchParams(query).has('url')) return null;
      const code = await readFile(path, 'utf8');
      return { code: code.replace(/^\/\/# sourceMappingURL=.*$/m, ''), map: null };
    },
  };
}
