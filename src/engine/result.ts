import type { ParamValues, Recipe } from '../recipe/recipe.ts';
import type { Sql } from '../sql/sql.ts';
import type { Station } from '../steps/kind.ts';
import type { LoadedInput } from './ports.ts';
import type { Schema } from './table.ts';

/** What one step gave. */
export interface StepResult {
  readonly as: string;
  readonly op: string;
  readonly station: Station;
  readonly sentence: string;
  /** Name of the method, where the kind of step has several: DBSCAN. */
  readonly method: string | null;
  readonly sources: readonly string[];
  /** The step as the recipe has it, parameters filled in, without what does not count. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly schema: Schema;
  /** Columns of the exported table; false where it is not exported. */
  readonly exported: readonly string[] | false;
  /** Rows are (key, across, n), to be widened. */
  readonly long: boolean;
  /** Name in the engine; stays valid until a later run has succeeded without this very step. */
  readonly relation: string;
  readonly kind: 'table' | 'view';
  readonly parts: readonly string[];
  /** Equal keys mean equal results. */
  readonly key: string;
  readonly rows: number;
  readonly elapsedMs: number;
  /** The query of the matrix that the step was computed on, if it was; good as long as the tables of its sources are. */
  readonly matrix: Sql | null;
  /** What was run, with the recipe's own names. */
  readonly sql: string;
  readonly facts: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  /** Taken over from the run before. */
  readonly reused: boolean;
}

export interface ClusterSizes {
  readonly count: number;
  readonly noise: number;
  /** Rows of clusters 0, 1, … */
  readonly sizes: readonly number[];
  /** Rows with a null feature, in no cluster. */
  readonly unclustered: number;
}

/** What happened: enough to show it, to export it and to run it again. */
export interface RunResult {
  /** Names the run: SHA-256 over recipe, parameters and inputs. A judgement belongs to one run. */
  readonly id: string;
  readonly recipe: Recipe;
  readonly recipeSha256: string;
  readonly params: ParamValues;
  readonly inputs: readonly LoadedInput[];
  readonly steps: readonly StepResult[];
  readonly clusters: Readonly<Record<string, ClusterSizes>>;
  readonly elapsedMs: number;
}

export type RunEvent =
  | {
      readonly type: 'step-started';
      readonly as: string;
      readonly sentence: string;
      readonly index: number;
      readonly count: number;
    }
  | {
      readonly type: 'step-progress';
      readonly as: string;
      /** What is being done: DBSCAN. */
      readonly method: string;
      readonly phase: string;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly type: 'step-done';
      readonly as: string;
      readonly index: number;
      readonly count: number;
      readonly result: StepResult;
    };

/** The step of a name; throws where there is none, which is a mistake of the caller. */
export function stepNamed(result: RunResult, name: string): StepResult {
  const step = result.steps.find((candidate) => candidate.as === name);
  if (!step) throw new RangeError(`This run has no table ${name}.`);
  return step;
}

/** The last step that joins a table to the rows of an input; null where none does. */
export function lastJoin(result: RunResult, input: string): StepResult | null {
  return (
    result.steps.findLast((step) => step.op === 'join' && inputOf(result, step) === input) ?? null
  );
}

/** Name of the input whose rows a step holds, those of the left table where it joins. */
export function inputOf(result: RunResult, step: StepResult): string | undefined {
  const [source] = step.sources;
  const before = result.steps.find(({ as }) => as === source);
  if (before) return inputOf(result, before);
  return typeof step.json['input'] === 'string' ? step.json['input'] : undefined;
}
