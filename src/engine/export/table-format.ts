import { ident, join, sql } from '../../sql/sql.ts';
import type { Cancellable, Database } from '../ports.ts';
import type { Schema, Table } from '../table.ts';
import { delimitedText } from './delimited.ts';
import type { TableSource } from './table-source.ts';
import { jsonLines } from './json-lines.ts';

/** How a table is written as a file. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl' | 'parquet';

export interface TableFormatWords {
  readonly format: TableFormat;
  readonly label: string;
  /** The end of the file's name. */
  readonly extension: string;
  readonly mediaType: string;
}

export const TABLE_FORMATS: readonly TableFormatWords[] = [
  { format: 'csv', label: 'CSV', extension: 'csv', mediaType: 'text/csv' },
  { format: 'tsv', label: 'TSV', extension: 'tsv', mediaType: 'text/tab-separated-values' },
  { format: 'jsonl', label: 'JSON lines', extension: 'jsonl', mediaType: 'application/x-ndjson' },
  {
    format: 'parquet',
    label: 'Parquet',
    extension: 'parquet',
    mediaType: 'application/vnd.apache.parquet',
  },
];

/** Encodes a table as a Parquet file, a row group at a time. */
export type WriteParquet = (
  schema: Schema,
  batches: AsyncIterable<Table>,
) => AsyncIterable<Uint8Array>;

export interface WriteTableOptions extends Cancellable {
  /** Puts `'` before text that a spreadsheet would take for a formula; of CSV and TSV only. */
  readonly safe: boolean;
  readonly parquet: WriteParquet;
  /** Hears how many rows have been written. */
  readonly onRows?: (rows: number) => void;
}

/** Columns of a relation in the order in which its rows were read: the engine keeps it in a plain scan, so that nothing is sorted. */
export function wholeTable(relation: string, schema: Schema): TableSource {
  const columns = join(schema.map(({ name }) => ident(name)));
  return { schema, query: sql`SELECT ${columns} FROM ${ident(relation)}` };
}

/** A table as a file, a piece at a time; never more than a row group is held. */
export async function* writeTable(
  format: TableFormat,
  { query, schema }: TableSource,
  database: Database,
  options: WriteTableOptions,
): AsyncGenerator<string | Uint8Array, void> {
  let written = 0;
  async function* batches(): AsyncGenerator<Table, void> {
    for await (const { rows } of database.batches(query, { signal: options.signal })) {
      yield { columns: schema, rows };
      written += rows.length;
      options.onRows?.(written);
    }
  }
  try {
    if (format === 'parquet') yield* options.parquet(schema, batches());
    else if (format === 'jsonl') for await (const batch of batches()) yield jsonLines(batch);
    else
      yield* delimitedText({ query, schema }, batches(), database, {
        safe: options.safe,
        delimiter: format === 'tsv' ? '\t' : ',',
        signal: options.signal,
      });
  } catch (error) {
    // Whatever an encoder says of its input that ended: the reason is the abort.
    options.signal?.throwIfAborted();
    throw error;
  }
}

/**
 * What a person should know of a table before it is written in a format, in whole sentences; null where nothing is lost.
 * @param rows  of the table.
 */
export function lossOf(format: TableFormat, rows: number): string | null {
  if (format !== 'jsonl' || rows > 0) return null;
  return 'The table has no rows. As JSON lines it is an empty file, which names no columns and cannot be opened again; the other formats keep them.';
}
