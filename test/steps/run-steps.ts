import { createNodeClusterer } from '../../src/cluster/node.ts';
import { widened } from '../../src/engine/export/tables.ts';
import { NO_VERDICTS } from '../../src/engine/judgement.ts';
import { plannedInputs } from '../../src/engine/load.ts';
import type { LoadedInput } from '../../src/engine/ports.ts';
import { type RunResult, type StepResult, stepNamed } from '../../src/engine/result.ts';
import { forget, run } from '../../src/engine/run.ts';
import type { Cell, ColumnType, Table } from '../../src/engine/table.ts';
import { parse } from '../../src/recipe/parse.ts';
import { plan, type Plan } from '../../src/recipe/plan.ts';
import type { Recipe } from '../../src/recipe/recipe.ts';
import { ident, join, lit, sql, type Sql } from '../../src/sql/sql.ts';
import type { Verdicts } from '../../src/steps/kind.ts';
import type { Outcome } from '../../src/steps/problem.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

/** An input of a small recipe. Times are written in ISO 8601. */
export interface Events {
  readonly columns: readonly (readonly [name: string, type: ColumnType])[];
  readonly rows: readonly (readonly (string | number | bigint | boolean | null)[])[];
}

export type Step = Readonly<Record<string, unknown>>;
const clusterer = createNodeClusterer();
let relations = 0;

const SQL_TYPES: Readonly<Record<ColumnType, Sql>> = {
  text: sql`VARCHAR`,
  integer: sql`BIGINT`,
  number: sql`DOUBLE`,
  timestamp: sql`TIMESTAMP`,
  boolean: sql`BOOLEAN`,
};

/** Puts events into a table as a reader does, `_row` first. */
export async function loadEvents({ columns, rows }: Events, name = 'events'): Promise<LoadedInput> {
  const database = await sharedDatabase();
  relations += 1;
  const relation = `events of a test ${relations}`;
  const definitions = columns.map(([name, type]) => sql`${ident(name)} ${SQL_TYPES[type]}`);
  await database.run(
    sql`CREATE TABLE ${ident(relation)} (${join([sql`_row BIGINT`, ...definitions])})`,
  );
  for (let at = 0; at < rows.length; at += 1000) {
    const values = rows
      .slice(at, at + 1000)
      .map((row, i) => sql`(${join([lit(at + i), ...row.map(lit)])})`);
    await database.run(sql`INSERT INTO ${ident(relation)} VALUES ${join(values)}`);
  }
  const schema = [
    { name: '_row', type: 'integer' as const },
    ...columns.map(([name, type]) => ({ name, type })),
  ];
  const file = { name: 'test.csv', bytes: 1, sha256: relation, rows: rows.length, rejected: 0 };
  return { name, relation, schema, files: [file], rejects: [], warnings: [] };
}

export function recipeOf(
  steps: readonly Step[],
  params: Readonly<Record<string, unknown>> = {},
  others: readonly string[] = [],
): Outcome<Recipe> {
  const inputs = Object.fromEntries(['events', ...others].map((name) => [name, {}]));
  return parse({ version: 1, id: 'test', title: 'Test', params, inputs, steps });
}

/** A plan, or its problems as `pointer: message`. */
export function planOf(steps: readonly Step[], ...inputs: LoadedInput[]): Plan | string[] {
  const recipe = recipeOf(
    steps,
    {},
    inputs.slice(1).map(({ name }) => name),
  );
  const made = recipe.ok ? plan(recipe.value, {}, plannedInputs(inputs)) : recipe;
  return made.ok ? made.value : made.problems.map((p) => `${p.pointer}: ${p.message}`);
}

export interface Ran {
  readonly result: RunResult;
  step(name: string): StepResult;
  /** The rows of a step; of a long one widened. */
  table(name: string): Promise<Table>;
}

/** Runs steps over events through the real engine, hands the run to `body`, and tidies up. */
export async function runSteps<T>(
  events: Events,
  steps: readonly Step[],
  body: (ran: Ran) => Promise<T> | T,
  verdicts: Verdicts = NO_VERDICTS,
  others: Readonly<Record<string, Events>> = {},
): Promise<T> {
  const database = await sharedDatabase();
  const inputs = [await loadEvents(events)];
  for (const [name, other] of Object.entries(others)) inputs.push(await loadEvents(other, name));
  try {
    const planned = planOf(steps, ...inputs);
    if (Array.isArray(planned)) throw new Error(planned.join('\n'));
    const result = await run(planned, inputs, { database, clusterer }, { verdicts });
    try {
      const table = async (name: string): Promise<Table> => {
        const step = stepNamed(result, name);
        if (step.long) return database.rows((await widened(step, database)).query);
        return database.rows(sql`SELECT * FROM ${ident(step.relation)}`);
      };
      return await body({ result, step: (name) => stepNamed(result, name), table });
    } finally {
      await forget(result, database);
    }
  } finally {
    for (const { relation } of inputs) await database.run(sql`DROP TABLE ${ident(relation)}`);
  }
}

/** The rows of the last step. */
export function rowsOf(
  events: Events,
  steps: readonly Step[],
  verdicts?: Verdicts,
): Promise<readonly (readonly Cell[])[]> {
  const last = String(steps.at(-1)?.['as']);
  return runSteps(events, steps, async (ran) => (await ran.table(last)).rows, verdicts);
}

/** The problems of a plan over these columns, and over those of other inputs. */
export function problemsOf(
  columns: Events['columns'],
  steps: readonly Step[],
  others: Readonly<Record<string, Events['columns']>> = {},
): string[] {
  const inputs = Object.entries({ events: columns, ...others }).map(([name, own]) => ({
    name,
    relation: 'r',
    schema: [['_row', 'integer'] as const, ...own].map(([column, type]) => ({
      name: column,
      type,
    })),
    files: [],
    rejects: [],
    warnings: [],
  }));
  const planned = planOf(steps, ...inputs);
  return Array.isArray(planned) ? planned : [];
}
