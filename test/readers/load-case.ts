import type { Database, LoadedInput, LoadRequest } from '../../src/engine/ports.ts';
import type { Cell, Table } from '../../src/engine/table.ts';
import type { Sizes } from '../../src/readers/format.ts';
import { installLibraries } from '../../src/readers/libraries.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { makeNodeLibraries } from '../../src/readers/node-libraries.ts';
import { createReader } from '../../src/readers/reader.ts';
import { ident, sql } from '../../src/sql/sql.ts';

export type Bytes = string | Uint8Array<ArrayBuffer>;

installLibraries(makeNodeLibraries());
let tables = 0;

/** Loads files, given as name and content, into a table, reads it and drops it. */
export async function loadBytes(
  database: Database,
  files: readonly (readonly [name: string, content: Bytes])[],
  {
    types = {},
    mapping = {},
    reading,
  }: Partial<Pick<LoadRequest, 'types' | 'mapping' | 'reading'>> = {},
  sizes?: Partial<Sizes>,
): Promise<{ loaded: LoadedInput; table: Table }> {
  tables += 1;
  const relation = `loaded ${tables}`;
  const reader = createReader(database, makeLocalScanner(sizes));
  const loaded = await reader.load({
    input: 'events',
    relation,
    files: files.map(([name, content]) => ({ name, blob: new Blob([content]) })),
    types,
    mapping,
    reading,
  });
  try {
    return { loaded, table: await database.rows(sql`SELECT * FROM ${ident(relation)}`) };
  } finally {
    await database.run(sql`DROP TABLE ${ident(relation)}`);
  }
}

/** A cell as JSON can hold it: times in ISO 8601 with microseconds, large integers with an `n`. */
export function jsonCell(cell: Cell, type: string): unknown {
  if (typeof cell !== 'bigint') return cell;
  if (type !== 'timestamp') return `${cell}n`;
  const microseconds = ((cell % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((cell - microseconds) / 1000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(microseconds).padStart(6, '0')}Z`;
}
