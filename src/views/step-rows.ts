import type { Accessor } from 'solid-js';
import type { Database } from '../engine/ports.ts';
import type { Table } from '../engine/table.ts';
import { text, type Sql } from '../sql/sql.ts';
import { createQuery, type Query } from '../state/query.ts';
import type { Workbench } from '../state/workbench.ts';

const KEPT = 400;
const answers = new WeakMap<Database, Map<string, Table>>();

/**
 * A small query of a step's relation that is answered once: a step's name in the engine changes with its result, so
 * the same SQL always has the same answer. Coming back to a station asks nothing again.
 */
export function createStepRows(
  workbench: Accessor<Workbench>,
  query: Accessor<Sql | null>,
): Query<Table> {
  return createLastingRows(() => workbench().resultDatabase(), query);
}

/** The same of any relation whose name is never given to other rows. */
export function createLastingRows(
  given: Accessor<Database | null>,
  query: Accessor<Sql | null>,
): Query<Table> {
  let asked: {
    readonly sql: string;
    readonly database: Database;
    readonly question: (signal: AbortSignal) => Promise<Table>;
  } | null = null;
  return createQuery(() => {
    const database = given();
    const sql = query();
    if (!database || !sql) return null;
    const words = text(sql);
    if (asked?.sql !== words || asked.database !== database)
      asked = { sql: words, database, question: (signal) => answer(database, sql, words, signal) };
    return asked.question;
  });
}

async function answer(
  database: Database,
  sql: Sql,
  words: string,
  signal: AbortSignal,
): Promise<Table> {
  const kept = answers.get(database) ?? new Map<string, Table>();
  answers.set(database, kept);
  const known = kept.get(words);
  if (known) return known;
  const table = await database.rows(sql, { signal });
  kept.set(words, table);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return table;
}
