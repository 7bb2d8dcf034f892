import {
  type TableFormat,
  wholeTable,
  writeTable,
} from '../../../src/engine/export/table-format.ts';
import type { Schema, Table } from '../../../src/engine/table.ts';
import { createNodeReader } from '../../../src/readers/node.ts';
import { writeParquet } from '../../../src/readers/parquet/write.ts';
import { ident, sql } from '../../../src/sql/sql.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';

const RELATION = 'round trip';

export async function* once(table: Table): AsyncGenerator<Table> {
  await Promise.resolve();
  yield table;
}

export async function bytesOf(
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const all: BlobPart[] = [];
  for await (const piece of pieces)
    all.push(typeof piece === 'string' ? piece : Uint8Array.from(piece));
  return new Uint8Array(await new Blob(all).arrayBuffer());
}

/** The table in the engine, by way of Parquet. */
export async function store(table: Table): Promise<void> {
  await dropStored();
  const bytes = await bytesOf(writeParquet(table.columns, once(table)));
  await createNodeReader(await sharedDatabase()).load({
    input: 'x',
    relation: RELATION,
    files: [{ name: 'a.parquet', blob: new Blob([bytes]) }],
    types: {},
    mapping: {},
  });
}

/** The stored table as a file. */
export async function written(
  format: TableFormat,
  columns: Schema,
  { safe = false } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const source = wholeTable(RELATION, columns);
  return bytesOf(
    writeTable(format, source, await sharedDatabase(), { safe, parquet: writeParquet }),
  );
}

export async function dropStored(): Promise<void> {
  await (await sharedDatabase()).run(sql`DROP TABLE IF EXISTS ${ident(RELATION)}`);
}
