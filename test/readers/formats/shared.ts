import { existsSync, readFileSync } from 'node:fs';
import type { LoadedInput, LoadRequest } from '../../../src/engine/ports.ts';
import type { Table } from '../../../src/engine/table.ts';
import { installLibraries } from '../../../src/readers/libraries.ts';
import { makeNodeLibraries } from '../../../src/readers/node-libraries.ts';
import { createNodeReader } from '../../../src/readers/node.ts';
import { ident, sql } from '../../../src/sql/sql.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';

/** Inputs that are not part of this repository; tests of them are skipped, and say so, where they are missing. */
const OUTSIDE = new URL('../../../../shared/', import.meta.url);
export const hasOutside = existsSync(OUTSIDE);
if (!hasOutside)
  console.warn('SKIPPED: ../shared is missing, files of other programs are not read.');

export function outside(path: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(outsideUrl(path)));
}

export function outsideUrl(path: string): URL {
  return new URL(path, OUTSIDE);
}

installLibraries(makeNodeLibraries());
let loads = 0;

/** Loads one file into a table, reads it without `_row` and drops it. */
export async function load(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  { types = {}, mapping = {} }: Partial<Pick<LoadRequest, 'types' | 'mapping'>> = {},
  table?: string,
): Promise<{ loaded: LoadedInput; table: Table }> {
  const database = await sharedDatabase();
  loads += 1;
  const relation = `format ${String(loads)}`;
  const files = [{ name, blob: new Blob([bytes]), table }];
  const loaded = await createNodeReader(database).load({
    input: 'x',
    relation,
    files,
    types,
    mapping,
  });
  try {
    const from = ident(relation);
    const query = sql`SELECT * EXCLUDE (_row) FROM ${from} ORDER BY _row`;
    return { loaded, table: await database.rows(query) };
  } finally {
    await database.run(sql`DROP TABLE ${ident(relation)}`);
  }
}
