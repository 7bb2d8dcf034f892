import { ident, sql } from '../../sql/sql.ts';
import type { Cancellable, Database } from '../ports.ts';
import type { Table } from '../table.ts';
import { csvHeader, csvRows, type CsvOptions } from './csv.ts';
import type { TableSource } from './table-source.ts';

/**
 * A table as delimited text, a piece at a time. Of a table of one column a null is `""`, for a blank line is passed over by most
 * that read it; where it holds empty texts, which are another thing, every line ends with a delimiter instead.
 * @param batches  its rows, in order.
 */
export async function* delimitedText(
  source: TableSource,
  batches: AsyncIterable<Table>,
  database: Database,
  options: Omit<CsvOptions, 'trailing'> & Cancellable,
): AsyncGenerator<string, void> {
  const trailing = await hasLoneEmpty(source, database, options);
  const how = { safe: options.safe, delimiter: options.delimiter ?? ',', trailing };
  const columns = source.schema;
  let isBegun = false;
  for await (const { rows } of batches) {
    if (rows.length === 0) continue;
    if (!isBegun) yield csvHeader({ columns, rows }, how);
    isBegun = true;
    yield csvRows({ columns, rows }, how);
  }
  if (!isBegun) yield csvHeader({ columns, rows: [] }, how);
}

/** Whether a row is a single empty text. */
async function hasLoneEmpty(
  { query, schema }: TableSource,
  database: Database,
  { signal }: Cancellable,
): Promise<boolean> {
  const [column, ...others] = schema;
  if (column?.type !== 'text' || others.length > 0) return false;
  const found = sql`SELECT 1 FROM (${query}) WHERE ${ident(column.name)} = '' LIMIT 1`;
  return (await database.rows(found, { signal })).rows.length > 0;
}
