import { ident, sql, type Sql } from '../sql/sql.ts';
import type { Cancellable, Database } from './ports.ts';

/** Rows of a relation and the facts about it, in one query: each costs some milliseconds of planning. */
export async function counted(
  database: Database,
  relation: string,
  query: Sql | null,
  options: Cancellable,
): Promise<{ rows: number; facts: Record<string, number> }> {
  const count = sql`SELECT count(*)::DOUBLE AS "row count" FROM ${ident(relation)}`;
  const all = query ? sql`SELECT * FROM (${count}) AS counted, (${query}) AS facts` : count;
  const answer = await database.rows(all, options);
  const [rows = 0, ...values] = (answer.rows[0] ?? []).map(Number);
  const names = answer.columns.slice(1).map((column) => column.name);
  return { rows, facts: Object.fromEntries(names.map((name, i) => [name, values[i] ?? 0])) };
}
