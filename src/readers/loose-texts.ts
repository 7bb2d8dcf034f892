import type { Cancellable, Database } from '../engine/ports.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';

/** Rows that are looked at. */
const SAMPLE_ROWS = 20_000;
/** Of fewer rows packing takes no time. */
const LEAST_ROWS = 10_000;
/** A column with a text of its own for every so many rows, or for fewer, has many values. */
const ROWS_A_TEXT = 4;
/** Besides the text itself. */
const BYTES_A_TEXT = 4;

/**
 * Columns whose texts have many values: the engine packs them to a half or a third of their size, but takes as long for one
 * as for reading a whole slice, and unpacks it for every query. The shortest come first, as many as there is room for.
 * @param relation  a slice of the table.
 * @param columns   of text, in the relation.
 * @param rows      that the table will have.
 * @param roomBytes that unpacked texts may take.
 */
export async function looseTexts(
  database: Database,
  relation: Sql,
  columns: readonly string[],
  rows: number,
  roomBytes: number,
  options: Cancellable,
): Promise<ReadonlySet<string>> {
  const loose = new Set<string>();
  if (columns.length === 0 || rows < LEAST_ROWS || roomBytes <= 0) return loose;
  const measures = columns.map((column) => {
    const name = ident(column);
    return sql`count(${name}), count(DISTINCT ${name}), coalesce(avg(strlen(${name})), 0)::DOUBLE`;
  });
  const sample = sql`(SELECT ${join(columns.map(ident))} FROM ${relation} LIMIT ${lit(SAMPLE_ROWS)})`;
  const found = await database.rows(sql`SELECT ${join(measures)} FROM ${sample}`, options);
  const numbers = (found.rows[0] ?? []).map(Number);
  const sizes = columns.flatMap((column, i) => {
    const [texts = 0, distinct = 0, length = 0] = numbers.slice(3 * i);
    const bytes = (length + BYTES_A_TEXT) * rows;
    return texts > 0 && distinct * ROWS_A_TEXT >= texts ? [{ column, bytes }] : [];
  });
  let left = roomBytes;
  for (const { column, bytes } of sizes.toSorted((a, b) => a.bytes - b.bytes)) {
    left -= bytes;
    if (left >= 0) loose.add(column);
  }
  return loose;
}
