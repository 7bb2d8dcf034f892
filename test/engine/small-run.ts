import { createNodeClusterer } from '../../src/cluster/node.ts';
import { NO_VERDICTS } from '../../src/engine/judgement.ts';
import { plannedInputs } from '../../src/engine/load.ts';
import type { LoadedInput } from '../../src/engine/ports.ts';
import type { RunResult } from '../../src/engine/result.ts';
import { run } from '../../src/engine/run.ts';
import type { Ports, RunOptions } from '../../src/engine/run-options.ts';
import { plan, type Plan } from '../../src/recipe/plan.ts';
import type { ParamValues } from '../../src/recipe/recipe.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { builtInRecipe } from '../../src/recipes/index.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { write } from '../simulate/read-log.ts';

export const recipe = builtInRecipe('email-bots')!;
const clusterer = createNodeClusterer();

export async function ports(): Promise<Ports> {
  return { database: await sharedDatabase(), clusterer };
}

/** A log as text, loaded as the recipe's input. */
export async function loadLog(csv: string, relation: string): Promise<LoadedInput> {
  const request = {
    input: 'events',
    relation,
    files: [{ name: 'log.csv', blob: new Blob([csv]) }],
    types: recipe.inputs['events']!,
    mapping: {},
  };
  return createNodeReader(await sharedDatabase()).load(request);
}

export function simulatedLog(seed: number, rows?: number): string {
  return write(seed, rows).csv;
}

export function planned(input: LoadedInput, params: ParamValues = {}): Plan {
  const outcome = plan(recipe, params, plannedInputs([input]));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

/** Runs email-bots over a loaded log. */
export async function runLog(
  input: LoadedInput,
  params: ParamValues = {},
  options: Partial<RunOptions> = {},
  others: Partial<Ports> = {},
): Promise<RunResult> {
  const all = { ...(await ports()), ...others };
  return run(planned(input, params), [input], all, { verdicts: NO_VERDICTS, ...options });
}

/** Names of all tables and views that are there now, sorted. */
export async function relations(): Promise<string[]> {
  const database = await sharedDatabase();
  const { rows } = await database.rows(
    sql`SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1`,
  );
  return rows.map(([name]) => String(name));
}

/** Drops every relation that is not listed, views first. */
export async function dropOthers(keep: readonly string[]): Promise<void> {
  const database = await sharedDatabase();
  const { rows } = await database.rows(
    sql`SELECT view_name, true FROM duckdb_views() WHERE NOT internal UNION ALL SELECT table_name, false FROM duckdb_tables()`,
  );
  for (const [name, view] of rows) {
    if (keep.includes(String(name))) continue;
    await database.run(sql`DROP ${view === true ? sql`VIEW` : sql`TABLE`} ${ident(String(name))}`);
  }
}
