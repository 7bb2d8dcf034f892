import { delimitedText } from '../../engine/export/delimited.ts';
import type { Database } from '../../engine/ports.ts';
import type { Schema, Table } from '../../engine/table.ts';
import { ordered, page, type OrderBy } from '../../queries/page.ts';
import type { Sql } from '../../sql/sql.ts';
import { tsv } from '../../widgets/tsv.ts';
import { tableRow } from './table-columns.ts';

/** What is listed, to be copied or saved as a whole. */
export interface TakenRows {
  readonly query: Sql;
  readonly order: readonly OrderBy[];
  readonly schema: Schema;
}

/** The most rows that are copied at once: a clipboard holds them as one text. */
export const MOST_COPIED = 50_000;

/** Rows as tab-separated text, and how many there are of them. */
export async function rowsAsTsv(
  taken: TakenRows,
  database: Database,
): Promise<{ readonly text: string; readonly rows: number }> {
  const { rows } = await database.rows(page(taken.query, taken.order, 0, MOST_COPIED));
  const columns = taken.schema.map((column, at) => ({
    title: column.name,
    kind: 'text' as const,
    at,
  }));
  return {
    text: tsv(
      columns,
      rows.map((cells) => tableRow(taken.schema, cells)),
    ),
    rows: rows.length,
  };
}

/** Rows as CSV, safe for spreadsheets, a piece at a time. */
export async function* rowsAsCsv(
  taken: TakenRows,
  database: Database,
  options: { readonly signal: AbortSignal; readonly onRows: (rows: number) => void },
): AsyncGenerator<string> {
  const query = ordered(taken.query, taken.order);
  let count = 0;
  async function* batches(): AsyncGenerator<Table> {
    for await (const batch of database.batches(query, options)) {
      count += batch.rows.length;
      yield batch;
      options.onRows(count);
    }
  }
  const { signal } = options;
  yield* delimitedText({ query, schema: taken.schema }, batches(), database, {
    safe: true,
    signal,
  });
}
