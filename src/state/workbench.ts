import { batch, createMemo, createSignal, type Accessor } from 'solid-js';
import type { WriteParquet } from '../engine/export/table-format.ts';
import type { Database, SourceFile } from '../engine/ports.ts';
import type { RunResult } from '../engine/result.ts';
import type { ClusterEvents } from '../engine/cluster-events.ts';
import type { Station } from '../steps/kind.ts';
import type { Problem } from '../steps/problem.ts';
import type { ParamValue, ParamValues, Recipe } from '../recipe/recipe.ts';
import { createActions, type Activity } from './actions.ts';
import { createExplorer, type Explorer } from './explorer.ts';
import { failureOfProblems, failuresTogether, type Failure } from './failure.ts';
import { createJoinAction, type JoinAction } from './join-action.ts';
import { createJudgements, heard, type Judgements } from './judgements.ts';
import { createTableLoader } from './load-tables.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { createOpening } from './opening.ts';
import { createParameters } from './parameters.ts';
import type { AppPorts, Engine } from './ports.ts';
import { createRecovery } from './recovery.ts';
import { createQuestions, type Asked } from './questions.ts';
import { createRuns } from './runs.ts';
import { createSelection, type Selection } from './selection.ts';
import { createTables, type Tables } from './tables.ts';
import { createTelling } from './telling.ts';
import { createTableReadings, type TableReadings } from './table-readings.ts';
import { createTableActions, type TableActions } from './table-actions.ts';

export type StepState = 'todo' | 'done' | 'stale' | 'running' | 'failed';

export interface Workbench {
  readonly recipe: Accessor<Recipe>;
  /** The same as it is run: with a step for each joined table that plays an input. */
  readonly recipeToRun: Accessor<Recipe>;
  readonly params: Accessor<ParamValues>;
  readonly tables: Tables & TableActions & JoinAction;
  /** How open tables are read. */
  readonly readings: TableReadings;
  /** What a person is asked before files become tables. */
  readonly asked: Accessor<Asked | null>;
  readonly judgements: Judgements;
  readonly selection: Selection;
  readonly navigation: Navigation;
  /** False on the start page. */
  readonly opened: Accessor<boolean>;
  readonly activity: Accessor<Activity | null>;
  readonly failure: Accessor<Failure | null>;
  /** The last good run; it stays while another runs, fails or is cancelled. */
  readonly result: Accessor<RunResult | null>;
  /** Whether the result's rows went with an engine: what is drawn stays, nothing of it can be asked before the next run. */
  readonly rowsGone: Accessor<boolean>;
  readonly events: Accessor<ClusterEvents>;
  /** Tries methods on the clustered matrix beside the run. */
  readonly explorer: Explorer;
  /** The rows of the open tables are here; null while there is no engine. */
  readonly database: Accessor<Database | null>;
  readonly writeParquet: WriteParquet;
  /** The rows of the result are here; null also after they went with an engine, until the recipe has run again. */
  readonly resultDatabase: Accessor<Database | null>;
  /** Versions that a result depends on, for its record. */
  readonly versions: Readonly<Record<string, string>>;
  /** Truth of the simulated log, where one is open. */
  readonly truth: Accessor<SourceFile | null>;
  /** The steps of the recipe with the present parameters, whether or not they have run. */
  readonly planned: Accessor<readonly { readonly name: string; readonly station: Station }[]>;
  stepState(name: string): StepState;
  /** Whether anything that a person changed awaits Run. */
  readonly stale: Accessor<boolean>;
  openExample(rows: number | undefined, seed?: number): Promise<void>;
  /** Opens files beside what is open, or, from the start page, in its place. */
  openFiles(files: readonly SourceFile[]): Promise<void>;
  openRecipe(recipe: Recipe): Promise<void>;
  /** Sets a parameter; what is wrong with it as a sentence, or null. Cheap consequences run at once, others wait for {@link run}. */
  setParam(name: string, value: ParamValue): string | null;
  resetParams(names: readonly string[]): void;
  run(): Promise<void>;
  /** Goes on after an engine was lost: loads what it held and runs. What failed with it is left out where there is anything else. */
  loadAgain(): Promise<void>;
  cancel(): void;
  /** Shows the start page; what is open stays until something else is opened there. */
  close(): void;
  /** Shows what is open again. */
  reopen(): void;
  dismissFailure(): void;
}

const CHEAP_MS = 1000;
const cannotRun = (problems: readonly Problem[]): Failure =>
  failureOfProblems('This recipe cannot be run', problems);

/** Everything that is open in the page. Rows stay in the database; here are names, counts and what a person chose. */
export function createWorkbench(ports: AppPorts, firstRecipe: Recipe): Workbench {
  const [recipe, setRecipe] = createSignal(firstRecipe);
  const params = createParameters(recipe);
  const [opened, setOpened] = createSignal(false);
  const actions = createActions();
  const { activity, failure, tell, fail, cancel } = actions;
  const questions = createQuestions();
  const tables = createTables(recipe);
  const recipeToRun = createMemo(() => {
    const made = tables.unfolded();
    return made.ok ? made.value.recipe : recipe();
  });
  const selection = createSelection();
  const navigation = createNavigation();
  const runs = createRuns({
    recipe: recipeToRun,
    params: params.values,
    inputs: tables.inputs,
    verdictsFor: (key) => judgements.verdictsFor(key),
    onOtherClusters: () => {
      selection.select();
    },
  });
  const { result, staleSteps } = runs;
  const judgements = createJudgements(runs.clustersKey, () => runs.events().byCluster);
  const recovery = createRecovery({
    ports,
    actions,
    onLost: () => {
      tables.loseRows();
      loader.loseRows();
      runs.loseRows();
    },
  });
  const { act, database } = recovery;
  const explorer = createExplorer(result, () => recovery.engine(), runs.rowsGone);
  const loader = createTableLoader(
    tables,
    questions,
    () => result()?.inputs.map(({ relation }) => relation) ?? [],
  );
  const bootEngine = async (signal: AbortSignal): Promise<Engine> => {
    tell({ sentence: 'Starting the engine' });
    const engine = await recovery.engine();
    signal.throwIfAborted();
    return engine;
  };
  const { onLoad, onJoining, onEvent } = createTelling(tell);

  /** Loads what is to be loaded and runs the recipe where every input of it is played. */
  const runAll = async (
    signal: AbortSignal,
    before: readonly Failure[] = [],
    asks = false,
  ): Promise<void> => {
    const engine = await bootEngine(signal);
    try {
      const failures = [...before, ...(await loader.load(engine, signal, onLoad, onJoining))];
      const lacking = tables.list().find(({ id, lacks }) => lacks && tables.playing(id) !== null);
      if (asks && lacking && (await loader.askColumns(lacking.id, signal)))
        failures.push(...(await loader.load(engine, signal, onLoad, onJoining)));
      recovery.throwIfLost(failures.at(-1) ?? null);
      const inputs = tables.inputs();
      const made = inputs && runs.plan(inputs);
      if (made?.ok) await runs.run(made.value, inputs ?? [], engine, signal, onEvent);
      else if (tables.list().length > 0 && result() === null) navigation.go('data');
      const unfolded = tables.unfolded();
      const lacks = tables.list().some((table) => table.lacks && tables.playing(table.id) !== null);
      if (!unfolded.ok && !lacks) failures.push(cannotRun(unfolded.problems));
      if (made && !made.ok) fail(cannotRun(made.problems));
      else if (failures.length > 0) fail(failuresTogether(failures));
    } finally {
      await loader.collect(engine.database);
    }
  };
  const start = (sentence: string): Promise<void> => act(sentence, runAll);
  /** Takes everything away that is open. */
  const clear = async (): Promise<void> => {
    tables.clear();
    await runs.forget(database());
  };
  const opening = createOpening({ ports, tables, questions, tell, bootEngine, runAll, clear, act });
  const readings = createTableReadings({
    tables,
    activity,
    reader: async () => (await ports.engine()).reader,
  });
  const afterChange = (): void => {
    const names = staleSteps();
    const cost =
      result()?.steps.reduce((sum, step) => sum + (names.has(step.as) ? step.elapsedMs : 0), 0) ??
      Infinity;
    if (tables.inputs() && names.size > 0 && cost < CHEAP_MS) void start('Running');
  };
  const tableActions = createTableActions({
    tables,
    loader,
    runs,
    database,
    act,
    runAll,
    close: () => setOpened(false),
  });
  const joins = createJoinAction({
    tables,
    loader,
    act,
    tell,
    activity,
    onJoining,
    bootEngine,
    runAll,
  });
  return {
    recipe,
    recipeToRun,
    params: params.values,
    tables: { ...tables, ...tableActions, ...joins },
    readings,
    asked: questions.current,
    judgements: heard(judgements, afterChange),
    selection,
    navigation,
    opened,
    activity,
    failure,
    result,
    events: runs.events,
    explorer,
    database,
    writeParquet: ports.writeParquet,
    resultDatabase: () => (runs.rowsGone() ? null : database()),
    rowsGone: runs.rowsGone,
    versions: ports.versions,
    truth: opening.truth,
    planned: runs.planned,
    stale: () => staleSteps().size > 0,
    stepState: (name) => {
      const has = (): boolean => result()?.steps.some((step) => step.as === name) ?? false;
      if (activity()?.step === name) return 'running';
      if (failure()?.step === name) return 'failed';
      if (staleSteps().has(name)) return has() ? 'stale' : 'todo';
      return has() ? 'done' : 'todo';
    },
    openExample: (rows, seed = 1) => {
      setOpened(true);
      return opening.openExample(rows, seed);
    },
    openFiles: (files) => {
      const beside = opened();
      setOpened(true);
      return opening.openFiles(files, beside);
    },
    openRecipe: (next) => {
      batch(() => {
        setRecipe(next);
        params.restart();
        tables.assign();
      });
      return opened() && tables.list().length > 0 ? start('Running') : Promise.resolve();
    },
    setParam: (name, value) => {
      const problem = params.set(name, value);
      if (problem === null) afterChange();
      return problem;
    },
    resetParams: (names) => {
      params.reset(names);
      afterChange();
    },
    run: () => {
      loader.retry();
      return act('Running', (signal) => runAll(signal, [], true));
    },
    loadAgain: () => {
      if (tables.list().every(({ failed }) => failed)) loader.retry();
      return start('Loading again');
    },
    cancel: () => {
      cancel('Cancelled.');
    },
    close: () => {
      cancel('Closed.');
      setOpened(false);
    },
    reopen: () => {
      setOpened(tables.list().length > 0);
    },
    dismissFailure: () => {
      fail(null);
    },
  };
}
