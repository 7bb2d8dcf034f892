import { batch, createMemo, createSignal, type Accessor } from 'solid-js';
import { eventsByCluster, type ClusterEvents } from '../engine/cluster-events.ts';
import { clustersKey, stepKeys } from '../engine/keys.ts';
import { plannedInputs } from '../engine/load.ts';
import type { Database, LoadedInput } from '../engine/ports.ts';
import type { RunEvent, RunResult } from '../engine/result.ts';
import { forget, run } from '../engine/run.ts';
import { bindSteps } from '../recipe/bind-steps.ts';
import { plan, type Plan } from '../recipe/plan.ts';
import type { ParamValues, Recipe } from '../recipe/recipe.ts';
import type { Outcome } from '../steps/problem.ts';
import type { Station, Verdicts } from '../steps/kind.ts';
import type { Engine } from './ports.ts';

export interface Runs {
  /** The last good run; it stays while another runs, fails or is cancelled. */
  readonly result: Accessor<RunResult | null>;
  readonly events: Accessor<ClusterEvents>;
  /** Key of the clusters that are shown; empty where there are none. */
  readonly clustersKey: Accessor<string>;
  /** The steps of the recipe with the present parameters, whether or not they have run. */
  readonly planned: Accessor<readonly { readonly name: string; readonly station: Station }[]>;
  /** Names of steps whose result is not what a run would give now; all of them while there is nothing to run on. */
  readonly staleSteps: Accessor<ReadonlySet<string>>;
  /** What would be run on these inputs. */
  plan(inputs: readonly LoadedInput[]): Outcome<Plan>;
  /** Runs what changed and shows the result. */
  run(
    plan: Plan,
    inputs: readonly LoadedInput[],
    engine: Engine,
    signal: AbortSignal,
    onEvent: (event: RunEvent) => void,
  ): Promise<void>;
  /** Whether the rows of the shown result went with an engine: what is drawn stays, nothing of it can be asked. */
  readonly rowsGone: Accessor<boolean>;
  /** The engine is no more: the result stays, but none of its steps can be used again. */
  loseRows(): void;
  /** Shows no result any more and drops its tables where an engine has them. */
  forget(database: Database | null): Promise<void>;
}

const NO_EVENTS: ClusterEvents = { byCluster: [], noise: 0, unclustered: 0 };

/** Runs of the recipe and what is shown of them. */
export function createRuns(options: {
  readonly recipe: Accessor<Recipe>;
  readonly params: Accessor<ParamValues>;
  /** What the recipe would run on now. */
  readonly inputs: Accessor<readonly LoadedInput[] | null>;
  readonly verdictsFor: (clustersKey: string) => Verdicts;
  /** Other clusters are about to be shown. */
  readonly onOtherClusters: () => void;
}): Runs {
  const { recipe, params, inputs, verdictsFor } = options;
  const [shown, setShown] = createSignal<{
    readonly result: RunResult;
    readonly events: ClusterEvents;
    readonly clustersKey: string;
    readonly rowsGone: boolean;
  } | null>(null);
  const result = (): RunResult | null => shown()?.result ?? null;
  const rowsGone = createMemo(() => shown()?.rowsGone ?? false);
  const planOf = (loaded: readonly LoadedInput[]): Outcome<Plan> =>
    plan(recipe(), params(), plannedInputs(loaded));
  const planned = createMemo(() => {
    const bound = bindSteps(recipe(), params());
    return bound.ok ? bound.value.map(({ step, station }) => ({ name: step.as, station })) : [];
  });
  /** Keys that a run would have now, or null where none can be planned. */
  const wanted = createMemo(() => {
    const loaded = inputs();
    const made = loaded && planOf(loaded);
    return made?.ok ? stepKeys(made.value, verdictsFor(clustersKey(made.value))) : null;
  });
  const staleSteps = createMemo(() => {
    const keys = wanted();
    const steps = rowsGone() ? [] : (result()?.steps ?? []);
    const stale = keys
      ? [...keys].filter(([, key]) => !steps.some((step) => step.key === key)).map(([name]) => name)
      : planned().map(({ name }) => name);
    return new Set(stale);
  });
  return {
    result,
    events: () => shown()?.events ?? NO_EVENTS,
    clustersKey: () => shown()?.clustersKey ?? '',
    planned,
    staleSteps,
    plan: planOf,
    run: async (made, loaded, engine, signal, onEvent) => {
      const key = clustersKey(made);
      const next = await run(made, loaded, engine, {
        signal,
        previous: rowsGone() ? null : result(),
        verdicts: verdictsFor(key),
        onEvent,
      });
      const counted = await eventsByCluster(next, engine.database);
      batch(() => {
        if (shown()?.clustersKey !== key) options.onOtherClusters();
        setShown({ result: next, events: counted, clustersKey: key, rowsGone: false });
      });
    },
    rowsGone,
    loseRows: () => {
      setShown((before) => before && { ...before, rowsGone: true });
    },
    forget: async (database) => {
      const old = rowsGone() ? null : result();
      setShown(null);
      if (old && database) await forget(old, database);
    },
  };
}
