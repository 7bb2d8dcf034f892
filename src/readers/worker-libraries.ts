import sqliteUrl from '@sqlite.org/sqlite-wasm/sqlite3.wasm?url';
import parquetUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url';
import type { Libraries } from './libraries.ts';

/** The libraries of the page's worker. One that trapped is not loaded again: the worker ends with its file. */
export const WORKER_LIBRARIES: Libraries = {
  async parquet() {
    const library = await import('parquet-wasm/esm');
    await library.default({ module_or_path: new URL(parquetUrl, import.meta.url) });
    return library;
  },
  parquetFailed: () => undefined,
  async sqliteWasm() {
    const answer = await fetch(new URL(sqliteUrl, import.meta.url));
    if (!answer.ok) throw new Error(`SQLite could not be fetched (${String(answer.status)})`);
    return new Uint8Array(await answer.arrayBuffer());
  },
};
