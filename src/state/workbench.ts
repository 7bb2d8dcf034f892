import { batch, createMemo, createSignal, type Accessor } from 'solid-js';
import { eventsByCluster, type ClusterEvents } from '../engine/cluster-events.ts';
import { clustersKey, stepKeys } from '../engine/keys.ts';
import { plannedInputs } from '../engine/load.ts';
import type { Database, SourceFile } from '../engine/ports.ts';
import type { TableReading } from '../engine/reading.ts';
import type { RunEvent, RunResult } from '../engine/result.ts';
import { run } from '../engine/run.ts';
import { bindSteps } from '../recipe/bind-steps.ts';
import { defaults, paramProblem } from '../recipe/params.ts';
import type { Station } from '../steps/kind.ts';
import { plan } from '../recipe/plan.ts';
import type { ParamValue, ParamValues, Recipe } from '../recipe/recipe.ts';
import { createActions, type Activity } from './actions.ts';
import { createExplorer, type Explorer } from './explorer.ts';
import { failureOfProblems, type Failure } from './failure.ts';
import { createInputs, type Inputs } from './inputs.ts';
import { createJudgements, type Judgements } from './judgements.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import type { AppPorts } from './ports.ts';
import { createReaderModel, type ReaderModel } from './reader.ts';
import { createSelection, type Selection } from './selection.ts';

export type StepState = 'todo' | 'done' | 'stale' | 'running' | 'failed';

export interface Workbench {
  readonly recipe: Accessor<Recipe>;
  readonly params: Accessor<ParamValues>;
  readonly inputs: Inputs;
  readonly judgements: Judgements;
  readonly selection: Selection;
  readonly navigation: Navigation;
  /** False on the start page. */
  readonly opened: Accessor<boolean>;
  readonly activity: Accessor<Activity | null>;
  readonly failure: Accessor<Failure | null>;
  /** The last good run; it stays while another runs, fails or is cancelled. */
  readonly result: Accessor<RunResult | null>;
  readonly events: Accessor<ClusterEvents>;
  /** Tries methods on the clustered matrix beside the run. */
  readonly explorer: Explorer;
  readonly database: Accessor<Database | null>;
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
  openFiles(files: readonly SourceFile[]): Promise<void>;
  /** Loads the table again, read so. */
  reread(files: readonly SourceFile[], reading: TableReading): Promise<void>;
  /** Whether the view is open in which a person says how the files are read. */
  readonly readerShown: Accessor<boolean>;
  showReader(shown: boolean): void;
  /** How the open files are read, tried on their first records. Must be called under a Solid root. */
  createReader(): ReaderModel;
  openRecipe(recipe: Recipe): Promise<void>;
  /** Sets a parameter; what is wrong with it as a sentence, or null. Cheap consequences run at once, others wait for {@link run}. */
  setParam(name: string, value: ParamValue): string | null;
  resetParams(names: readonly string[]): void;
  run(): Promise<void>;
  cancel(): void;
  close(): void;
  dismissFailure(): void;
}

const CHEAP_MS = 1000;
const NO_EVENTS: ClusterEvents = { byCluster: [], noise: 0, unclustered: 0 };

/** Everything that is open in the page. Rows stay in the database; here are names, counts and what a person chose. */
export function createWorkbench(ports: AppPorts, firstRecipe: Recipe): Workbench {
  const [recipe, setRecipe] = createSignal(firstRecipe);
  const [params, setParams] = createSignal<ParamValues>(defaults(firstRecipe));
  const [opened, setOpened] = createSignal(false);
  const { activity, failure, act, tell, fail, cancel } = createActions();
  const [shown, setShown] = createSignal<{
    result: RunResult;
    events: ClusterEvents;
    clustersKey: string;
  } | null>(null);
  const [database, setDatabase] = createSignal<Database | null>(null);
  const [readerShown, setReaderShown] = createSignal(false);
  const [truth, setTruth] = createSignal<SourceFile | null>(null);
  const inputs = createInputs();
  const selection = createSelection();
  const navigation = createNavigation();
  const result = (): RunResult | null => shown()?.result ?? null;
  const events = (): ClusterEvents => shown()?.events ?? NO_EVENTS;
  const explorer = createExplorer(result, () => ports.engine());
  const judgements = createJudgements(
    () => shown()?.clustersKey ?? '',
    () => events().byCluster,
  );

  /** Keys that a run would have now, or null where none can be planned. */
  const wanted = createMemo(() => {
    const loaded = inputs.loaded();
    if (loaded.length === 0) return null;
    const made = plan(recipe(), params(), plannedInputs(loaded));
    return made.ok ? stepKeys(made.value, judgements.verdictsFor(clustersKey(made.value))) : null;
  });
  const planned = createMemo(() => {
    const bound = bindSteps(recipe(), params());
    return bound.ok ? bound.value.map(({ step, station }) => ({ name: step.as, station })) : [];
  });
  const staleSteps = createMemo(() => {
    const keys = wanted();
    const steps = result()?.steps ?? [];
    return new Set(
      keys
        ? [...keys]
            .filter(([, key]) => !steps.some((step) => step.key === key))
            .map(([name]) => name)
        : [],
    );
  });

  const onEvent = (event: RunEvent): void => {
    if (event.type === 'step-started')
      tell({ sentence: event.sentence, step: event.as, done: event.index, total: event.count });
    else if (event.type === 'step-progress')
      tell({
        sentence: `${event.method}, ${event.phase}`,
        done: event.done,
        total: event.total,
      });
  };

  const runAll = async (signal: AbortSignal): Promise<void> => {
    tell({ sentence: 'Starting the engine' });
    const engine = await ports.engine();
    signal.throwIfAborted();
    setDatabase(engine.database);
    const loaded = await inputs.load(
      recipe(),
      engine,
      signal,
      ({ phase, doneBytes, totalBytes }) => {
        tell({
          sentence: phase === 'read' ? 'Reading' : 'Loading',
          done: doneBytes,
          total: totalBytes,
        });
      },
    );
    if (!loaded) return;
    const made = plan(recipe(), params(), plannedInputs(loaded.inputs));
    if (!made.ok) {
      await loaded.discard();
      fail(failureOfProblems('This recipe cannot be run', made.problems));
      return;
    }
    const key = clustersKey(made.value);
    try {
      const next = await run(made.value, loaded.inputs, engine, {
        signal,
        previous: result(),
        verdicts: judgements.verdictsFor(key),
        onEvent,
      });
      const counted = await eventsByCluster(next, engine.database);
      batch(() => {
        if (shown()?.clustersKey !== key) selection.select();
        setShown({ result: next, events: counted, clustersKey: key });
      });
      await loaded.keep();
    } catch (error) {
      await loaded.discard();
      throw error;
    }
  };
  const start = (sentence: string): Promise<void> => act(sentence, runAll);
  const open = (files: readonly SourceFile[]): Promise<void> => {
    batch(() => {
      inputs.setFiles(files);
      setOpened(true);
    });
    return start('Opening');
  };
  const afterChange = (): void => {
    const names = staleSteps();
    const cost =
      result()?.steps.reduce((sum, step) => sum + (names.has(step.as) ? step.elapsedMs : 0), 0) ??
      Infinity;
    if (names.size > 0 && cost < CHEAP_MS) void start('Running');
  };
  const judged: Judgements = {
    ...judgements,
    setSuspect: (cluster, suspect) => {
      judgements.setSuspect(cluster, suspect);
      afterChange();
    },
    setNoiseSuspect: (suspect) => {
      judgements.setNoiseSuspect(suspect);
      afterChange();
    },
    load: (judgement) => {
      judgements.load(judgement);
      afterChange();
    },
  };
  return {
    recipe,
    params,
    inputs,
    judgements: judged,
    selection,
    navigation,
    opened,
    activity,
    failure,
    result,
    events,
    explorer,
    database,
    versions: ports.versions,
    truth,
    planned,
    stale: () => staleSteps().size > 0,
    stepState: (name) => {
      if (activity()?.step === name) return 'running';
      if (failure()?.step === name) return 'failed';
      if (staleSteps().has(name))
        return result()?.steps.some((step) => step.as === name) ? 'stale' : 'todo';
      return result()?.steps.some((step) => step.as === name) ? 'done' : 'todo';
    },
    openExample: (rows, seed = 1) =>
      act('Simulating clicks', async (signal) => {
        setOpened(true);
        const simulated = await ports.simulate({
          seed,
          rows,
          signal,
          onProgress: (n) => {
            tell({ sentence: 'Simulating clicks', done: n, total: rows ?? 0 });
          },
        });
        batch(() => {
          setTruth(simulated.truth);
          inputs.setMapping({});
          inputs.setFiles([simulated.file]);
        });
        await runAll(signal);
      }),
    openFiles: (files) => {
      setTruth(null);
      return open(files);
    },
    reread: (files, reading) => {
      inputs.setReading(files, reading);
      return start('Reading');
    },
    readerShown,
    showReader: setReaderShown,
    createReader: () => {
      const [input = 'events'] = Object.keys(recipe().inputs);
      const types = recipe().inputs[input] ?? {};
      const mapping = inputs.mapping()[input] ?? {};
      return createReaderModel(
        { files: inputs.files(), reading: inputs.reading() },
        ({ files, reading }) => ({ input, relation: '', files, types, mapping, reading }),
        async () => (await ports.engine()).reader,
      );
    },
    openRecipe: (next) => {
      batch(() => {
        setRecipe(next);
        setParams(defaults(next));
      });
      return inputs.files().length > 0 ? start('Running') : Promise.resolve();
    },
    setParam: (name, value) => {
      const param = recipe().params[name];
      const problem = param ? paramProblem(name, param, value) : `There is no parameter ${name}.`;
      if (problem !== null) return problem;
      setParams((before) => ({ ...before, [name]: value }));
      afterChange();
      return null;
    },
    resetParams: (names) => {
      const fresh = defaults(recipe());
      setParams((before) => ({
        ...before,
        ...Object.fromEntries(
          names.flatMap((name) => (fresh[name] === undefined ? [] : [[name, fresh[name]]])),
        ),
      }));
      afterChange();
    },
    run: () => start('Running'),
    cancel: () => {
      cancel('Cancelled.');
    },
    close: () => {
      cancel('Closed.');
      setOpened(false);
    },
    dismissFailure: () => {
      fail(null);
    },
  };
}
