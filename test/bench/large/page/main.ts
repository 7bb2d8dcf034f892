import { createBrowserClusterer } from '../../../../src/cluster/browser.ts';
import { openBrowserDatabase } from '../../../../src/duckdb/browser.ts';
import { NO_VERDICTS } from '../../../../src/engine/judgement.ts';
import { loadInput, plannedInputs } from '../../../../src/engine/load.ts';
import { run } from '../../../../src/engine/run.ts';
import { createBrowserReader } from '../../../../src/readers/browser.ts';
import { BUILT_IN_RECIPES } from '../../../../src/recipes/index.ts';
import { plan } from '../../../../src/recipe/plan.ts';

/** What a load or a run took. Seconds are wall time. */
export interface PageTiming {
  readonly seconds: number;
  readonly rows: number;
  readonly rejected: number;
  readonly columns: readonly string[];
  readonly engineBytes: number;
  /** Seconds of each step of a run. */
  readonly steps: Readonly<Record<string, number>>;
}

declare global {
  /** Loads the chosen file as the page does, without a recipe. */
  var loadChosen: () => Promise<PageTiming>;
  /** Loads the chosen click log for the first recipe and runs it. */
  var runChosen: () => Promise<PageTiming>;
}

const opening = openBrowserDatabase();

function chosen() {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('No file was chosen.');
  return [{ name: file.name, blob: file }];
}

globalThis.loadChosen = async () => {
  const database = await opening;
  const reader = createBrowserReader(database, openBrowserDatabase);
  const started = performance.now();
  const { files, schema } = await reader.load({
    input: 'file',
    relation: 'loaded',
    files: chosen(),
    types: {},
    mapping: {},
  });
  return {
    seconds: (performance.now() - started) / 1000,
    rows: files[0]?.rows ?? 0,
    rejected: files[0]?.rejected ?? 0,
    columns: schema.map(({ name, type }) => `${name} ${type}`),
    engineBytes: database.memoryBytes(),
    steps: {},
  };
};

globalThis.runChosen = async () => {
  const database = await opening;
  const recipe = BUILT_IN_RECIPES[0];
  if (!recipe) throw new Error('There is no recipe.');
  const reader = createBrowserReader(database, openBrowserDatabase);
  const input = Object.keys(recipe.inputs)[0] ?? '';
  const loaded = [await loadInput(recipe, input, chosen(), {}, reader, 'events', {})];
  const planned = plan(recipe, {}, plannedInputs(loaded));
  if (!planned.ok) throw new Error('The recipe cannot be run.');
  const ports = { database, clusterer: createBrowserClusterer() };
  const result = await run(planned.value, loaded, ports, { verdicts: NO_VERDICTS });
  return {
    seconds: result.elapsedMs / 1000,
    rows: loaded[0]?.files[0]?.rows ?? 0,
    rejected: loaded[0]?.files[0]?.rejected ?? 0,
    columns: [],
    engineBytes: database.memoryBytes(),
    steps: Object.fromEntries(result.steps.map(({ as, elapsedMs }) => [as, elapsedMs / 1000])),
  };
};
