import type * as parquet from 'parquet-wasm/esm';

/** What readers use that is compiled: each host finds the files in its own way. Nothing is loaded before it is asked for. */
export interface Libraries {
  /** An instance that no file has harmed: one that has trapped is not used again. */
  parquet(): Promise<typeof parquet>;
  /** The instance trapped. */
  parquetFailed(): void;
  /** The bytes of SQLite's WebAssembly module. */
  sqliteWasm(): Promise<Uint8Array<ArrayBuffer>>;
}

let installed: Libraries | null = null;

/** Called by a host before the first file is read. */
export function installLibraries(libraries: Libraries): void {
  installed = libraries;
}

export function installedLibraries(): Libraries {
  if (!installed) throw new RangeError('No libraries were installed.');
  return installed;
}
