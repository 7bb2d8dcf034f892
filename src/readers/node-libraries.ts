import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as parquet from 'parquet-wasm/esm';
import type { Libraries } from './libraries.ts';

const { resolve } = createRequire(import.meta.url);

type Parquet = typeof parquet;

/** The libraries of a process, from node_modules. A Parquet library that trapped is loaded again under another address. */
export function makeNodeLibraries(): Libraries {
  let instance: Promise<Parquet> | null = null;
  let instances = 0;

  async function load(): Promise<Parquet> {
    instances += 1;
    const script = pathToFileURL(resolve('parquet-wasm/esm/parquet_wasm.js'));
    if (instances > 1) script.search = `?instance=${String(instances)}`;
    const library = (await import(/* @vite-ignore */ script.href)) as Parquet;
    library.initSync({ module: await readFile(resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')) });
    return library;
  }

  return {
    parquet: () => (instance ??= load()),
    parquetFailed() {
      instance = null;
    },
    sqliteWasm: async () =>
      new Uint8Array(await readFile(resolve('@sqlite.org/sqlite-wasm/sqlite3.wasm'))),
  };
}
