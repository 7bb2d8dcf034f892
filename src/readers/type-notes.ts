import type { Cancellable, Database } from '../engine/ports.ts';
import { ident, sql } from '../sql/sql.ts';
import type { PlannedColumn } from './column-plan.ts';
import { looksLike } from './infer-types.ts';
import { nearlyTyped } from './nearly-typed.ts';
import { isoNotes, mixesOffsets } from './times/iso-kinds.ts';

/** What was found out about a column whose values decide its type. */
export interface FoundType {
  readonly column: PlannedColumn;
  readonly isText: boolean;
  /** Of the values that were looked at: of text not all are. */
  readonly kinds: number;
}

/** What is to be said of types that were found in the values of a table. @param rows  of it. */
export async function typeNotes(
  database: Database,
  table: string,
  found: readonly FoundType[],
  rows: number,
  options: Cancellable,
): Promise<string[]> {
  const notes: string[] = [];
  const texts: PlannedColumn[] = [];
  for (const { column, isText, kinds } of found) {
    const own = isoNotes(column.source, kinds);
    const isTold =
      own.length > 0 &&
      (!mixesOffsets(kinds) || (await holdsTimesOnly(database, table, column.name, options)));
    if (isTold) notes.push(...own);
    else if (isText) texts.push(column);
  }
  return [...notes, ...(await nearlyTyped(database, table, texts, rows, options))];
}

/** The values that came after a column had become text were not looked at. */
async function holdsTimesOnly(
  database: Database,
  table: string,
  column: string,
  options: Cancellable,
): Promise<boolean> {
  const value = ident(column);
  const { rows } = await database.rows(
    sql`SELECT 1 FROM ${ident(table)} WHERE ${value} IS NOT NULL AND NOT ${looksLike('timestamp', value)} LIMIT 1`,
    options,
  );
  return rows.length === 0;
}
