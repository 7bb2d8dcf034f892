import { csvHeader, csvRows, type CsvOptions } from '../engine/export/csv.ts';
import { jsonLines } from '../engine/export/json-lines.ts';
import type { Database } from '../engine/ports.ts';
import type { Schema, Table } from '../engine/table.ts';
import { writeParquet } from '../readers/parquet/write.ts';
import type { Sql } from '../sql/sql.ts';
import { writePieces } from './files.ts';
import { UsageError } from './usage-error.ts';

type Pieces = AsyncGenerator<string | Uint8Array, void>;
type WriteTable = (schema: Schema, batches: AsyncIterable<Table>) => Pieces;

/** By the end of the file's name. */
const WRITERS: Readonly<Record<string, WriteTable>> = {
  csv: (schema, batches) => writeFields(schema, batches, { safe: false }),
  tsv: (schema, batches) => writeFields(schema, batches, { safe: false, delimiter: '\t' }),
  jsonl: writeJsonLines,
  parquet: writeParquet,
};

/** Throws UsageError for a name that does not say how to write. */
export function tableWriter(path: string): WriteTable {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const found = Object.hasOwn(WRITERS, extension) ? WRITERS[extension] : undefined;
  if (found) return found;
  const known = Object.keys(WRITERS).map((name) => `.${name}`);
  throw new UsageError(`--out takes a name that ends in ${known.join(', ')}; not ${path}.`);
}

/** Writes the rows of a query into a file. */
export async function writeTable(
  path: string,
  write: WriteTable,
  database: Database,
  query: Sql,
): Promise<void> {
  await writePieces(path, write(await database.describe(query), database.batches(query)));
}

async function* writeFields(
  schema: Schema,
  batches: AsyncIterable<Table>,
  options: CsvOptions,
): Pieces {
  yield csvHeader(schema, options);
  for await (const { rows } of batches) yield csvRows({ columns: schema, rows }, options);
}

async function* writeJsonLines(schema: Schema, batches: AsyncIterable<Table>): Pieces {
  for await (const { rows } of batches) yield jsonLines({ columns: schema, rows });
}
