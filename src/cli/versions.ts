import { readFileSync } from 'node:fs';

/** Versions that a result depends on, as package.json pins them. */
export function versions(): Record<string, string> {
  const parsed: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const manifest = parsed as {
    version: string;
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  return {
    spoor: manifest.version,
    duckdb: manifest.dependencies['@duckdb/duckdb-wasm'] ?? '',
    arrow: manifest.dependencies['apache-arrow'] ?? '',
  };
}
