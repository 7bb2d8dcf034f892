import { sharedDatabase } from '../../duckdb/shared.ts';
import { type Bytes, jsonCell, loadBytes } from '../load-case.ts';

export const COMMON = '192.0.2.1 - - [17/May/2015:08:05:01 +0000] "GET /a HTTP/1.1" 200 512';
export const COMBINED = `${COMMON} "https://example.org/" "agent/1.0 (x)"`;

/** Names and types of the columns, rows, rejects as line, reason, text. */
export async function loaded(content: Bytes, name = 'access.log') {
  const { table, loaded: input } = await loadBytes(await sharedDatabase(), [[name, content]]);
  const columns = table.columns.slice(1);
  return {
    schema: Object.fromEntries(columns.map((column) => [column.name, column.type])),
    rows: table.rows.map((row) =>
      row.slice(1).map((cell, i) => jsonCell(cell, columns[i]?.type ?? '')),
    ),
    rejects: input.rejects.map(({ line, reason, text }) => [line, reason, text]),
    warnings: input.warnings,
  };
}
