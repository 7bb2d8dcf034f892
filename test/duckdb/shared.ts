import type { Database } from '../../src/engine/ports.ts';
import { openNodeDatabase } from '../../src/duckdb/node.ts';

declare global {
  var spoorTestDatabase: Promise<Database> | undefined;
}

/** One engine for all test files of a process: opening costs a second. Tests name and drop their own tables. */
export function sharedDatabase(): Promise<Database> {
  globalThis.spoorTestDatabase ??= openNodeDatabase();
  return globalThis.spoorTestDatabase;
}
