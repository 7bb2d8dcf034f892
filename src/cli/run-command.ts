import { join } from 'node:path';
import { createNodeClusterer } from '../cluster/node.ts';
import {
  effectiveJudgement,
  parseJudgement,
  verdictsOf,
  type Judgement,
} from '../engine/judgement.ts';
import { eventsByCluster } from '../engine/cluster-events.ts';
import { exportTables } from '../engine/export/tables.ts';
import { writeTable } from '../engine/export/table-format.ts';
import { csvHeader, csvRows } from '../engine/export/csv.ts';
import { documentText } from '../engine/export/document-text.ts';
import { rejectsTable } from '../engine/export/rejects.ts';
import { runJson } from '../engine/export/run-json.ts';
import { recorded, runId } from '../engine/identity.ts';
import { loadInput, plannedInputs, type Mapping } from '../engine/load.ts';
import type { Database, LoadedInput } from '../engine/ports.ts';
import type { ReadingDocument } from '../engine/reading-document.ts';
import { run } from '../engine/run.ts';
import { createNodeReader } from '../readers/node.ts';
import { writeParquet } from '../readers/parquet/write.ts';
import { readParam, withParams } from '../recipe/params.ts';
import { parseText } from '../recipe/parse.ts';
import { plan } from '../recipe/plan.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { idleNotes } from '../recipe/when.ts';
import { builtInRecipe, BUILT_IN_RECIPES } from '../recipes/index.ts';
import { openSource, readText, writePieces } from './files.ts';
import { createProgress } from './progress.ts';
import { checkInputs, openReading, readFiles, readingOf } from './reading.ts';
import { UsageError } from './usage-error.ts';
import { valued } from './valued.ts';
import { versions } from './versions.ts';

type Pairs = readonly (readonly [string, string])[];

export interface RunCommand {
  readonly recipe: string;
  readonly inputs: Pairs;
  readonly mapping: Pairs;
  readonly params: Pairs;
  /** File of what a person said about reading. */
  readonly reading: string | undefined;
  readonly judgement: string | undefined;
  readonly anyJudgement: boolean;
  readonly safe: boolean;
  readonly out: string;
}

/** Runs a recipe without a page and writes what the page's Export station gives: every table, run.json, recipe.json, judgement.json. */
export async function runCommand(
  command: RunCommand,
  openDatabase: () => Promise<Database>,
): Promise<void> {
  const recipe = await openRecipe(command.recipe);
  const given = Object.fromEntries(
    command.params.map(([name, text]) => [name, readParam(recipe.params[name], text)]),
  );
  const params = valued(withParams(recipe, given), command.recipe);
  const mapping = readMapping(recipe, command.mapping);
  const reading = await openReading(command.reading);
  checkInputs(reading, Object.keys(recipe.inputs));
  const judgement =
    command.judgement === undefined
      ? null
      : valued(parseJudgement(await readText(command.judgement)), command.judgement);
  const progress = createProgress(process.stderr);
  const database = await openDatabase();
  const clusterer = createNodeClusterer();
  try {
    const inputs = await load(recipe, command.inputs, mapping, reading, database, progress);
    if (judgement && !command.anyJudgement) await mustBelong(judgement, recipe, params, inputs);
    const planned = valued(plan(recipe, params, plannedInputs(inputs)), command.recipe);
    const result = await run(
      planned,
      inputs,
      { database, clusterer },
      { verdicts: verdictsOf(judgement), onEvent: progress.onEvent },
    );
    const rows: Record<string, number> = {};
    for (const table of await exportTables(result, database)) {
      rows[table.name] = 0;
      await writePieces(
        join(command.out, `${table.name}.csv`),
        writeTable('csv', table, database, {
          safe: command.safe,
          parquet: writeParquet,
          onRows: (n) => (rows[table.name] = n),
        }),
      );
    }
    const rejected = rejectsTable(inputs);
    if (rejected.rows.length > 0) {
      const csv = { safe: command.safe };
      await writePieces(join(command.out, 'rejected.csv'), [
        csvHeader(rejected, csv),
        csvRows(rejected, csv),
      ]);
    }
    const events = await eventsByCluster(result, database);
    const documents = {
      run: runJson(result, rows, versions()),
      recipe: result.recipe.json,
      judgement: effectiveJudgement(result.id, events.byCluster, judgement),
    };
    for (const [name, json] of Object.entries(documents))
      await writePieces(join(command.out, `${name}.json`), [documentText(json)]);
    progress.done(`${String(Object.keys(rows).length)} tables written to ${command.out}`, [
      ...idleNotes(recipe.params, params, given),
      ...inputs.flatMap((input) => input.warnings),
      ...result.steps.flatMap((step) => step.warnings),
    ]);
  } finally {
    clusterer.dispose();
    await database.close();
  }
}

async function openRecipe(named: string): Promise<Recipe> {
  const builtIn = builtInRecipe(named);
  if (builtIn) return builtIn;
  if (!/\.json$/i.test(named))
    throw new UsageError(
      `There is no recipe "${named}"; there is ${BUILT_IN_RECIPES.map((recipe) => recipe.id).join(', ')}, or give a FILE.json.`,
    );
  return valued(parseText(await readText(named)), named);
}

function readMapping(recipe: Recipe, given: Pairs): Mapping {
  const mapping: Record<string, Record<string, string>> = {};
  for (const [place, column] of given) {
    const dot = place.indexOf('.');
    const input = dot < 0 ? place : place.slice(0, dot);
    const role = place.slice(dot + 1);
    const roles = Object.hasOwn(recipe.inputs, input) ? recipe.inputs[input] : undefined;
    if (dot < 0 || !roles)
      throw new UsageError(
        `--map ${place}: the recipe has no input "${input}"; expected --map ${Object.keys(recipe.inputs)[0] ?? 'input'}.COLUMN=column`,
      );
    if (!Object.hasOwn(roles, role))
      throw new UsageError(
        `--map ${place}: the input ${input} has no column "${role}"; it has ${Object.keys(roles).join(', ')}.`,
      );
    (mapping[input] ??= {})[role] = column;
  }
  return mapping;
}

async function load(
  recipe: Recipe,
  given: Pairs,
  mapping: Mapping,
  reading: ReadingDocument,
  database: Database,
  progress: ReturnType<typeof createProgress>,
): Promise<LoadedInput[]> {
  const unknown = given.find(([input]) => !Object.hasOwn(recipe.inputs, input));
  if (unknown)
    throw new UsageError(
      `The recipe has no input "${unknown[0]}"; it has ${Object.keys(recipe.inputs).join(', ')}.`,
    );
  const reader = createNodeReader(database);
  const loaded: LoadedInput[] = [];
  for (const input of Object.keys(recipe.inputs)) {
    const paths = given.filter(([name]) => name === input).map(([, path]) => path);
    if (paths.length === 0)
      throw new UsageError(`No file was given for the input "${input}": --input ${input}=PATH.`);
    const said = readingOf(reading, input);
    const files = readFiles(await Promise.all(paths.map(openSource)), said);
    loaded.push(
      await loadInput(recipe, input, files, mapping, reader, `input ${input}`, {
        onProgress: progress.onLoad,
        reading: said.reading,
      }),
    );
  }
  for (const input of loaded) progress.rejects(input);
  return loaded;
}

async function mustBelong(
  judgement: Judgement,
  recipe: Recipe,
  params: Parameters<typeof runId>[1],
  inputs: readonly LoadedInput[],
): Promise<void> {
  const { recipeSha256 } = await recorded(recipe, params);
  const id = await runId(recipeSha256, params, inputs);
  if (judgement.run !== id)
    throw new Error(
      `The judgement was made for another run (${judgement.run.slice(0, 12)}…, this is ${id.slice(0, 12)}…): its cluster numbers may mean other clusters. --judgement-any takes it all the same.`,
    );
}
