import type { Plan, PlannedStep } from '../recipe/plan.ts';
import { recorded, runId } from './identity.ts';
import type { Created } from './create-relation.ts';
import { stepKeys } from './keys.ts';
import { drop, partName } from './names.ts';
import { DatabaseError, type Database, type LoadedInput } from './ports.ts';
import type { ClusterSizes, RunResult, StepResult } from './result.ts';
import type { Ports, RunOptions } from './run-options.ts';
import { runStep } from './run-step.ts';
import { StepError } from './step-error.ts';

/**
 * Runs a plan. Only what changed since `previous` runs again; `previous` itself stays whole until this run has succeeded,
 * so that a failure ({@link StepError}) or a cancel (the signal's reason) leaves it as it was.
 */
export async function run(
  plan: Plan,
  inputs: readonly LoadedInput[],
  ports: Ports,
  options: RunOptions,
): Promise<RunResult> {
  const started = performance.now();
  const before = new Map(options.previous?.steps.map((step) => [step.key, step]) ?? []);
  const keys = stepKeys(plan, options.verdicts);
  const done = new Map<string, StepResult>();
  const clusters: Record<string, ClusterSizes> = {};
  const created: Created[] = [];
  let current: PlannedStep | null = null;
  try {
    for (const [index, step] of plan.steps.entries()) {
      current = step;
      options.signal?.throwIfAborted();
      const place = { index, count: plan.steps.length };
      options.onEvent?.({ type: 'step-started', as: step.name, sentence: step.sentence, ...place });
      const key = keys.get(step.name) ?? '';
      const kept = before.get(key);
      const { result, sizes } = kept
        ? { result: { ...kept, reused: true }, sizes: options.previous?.clusters[step.name] }
        : await runStep({ plan, step, key, inputs, done, created }, ports, options);
      done.set(step.name, result);
      if (sizes) clusters[step.name] = sizes;
      options.onEvent?.({ type: 'step-done', as: step.name, result, ...place });
    }
    options.signal?.throwIfAborted();
  } catch (error) {
    const lost = error instanceof DatabaseError && error.engineLost;
    for (const { kind, name } of lost ? [] : created.reverse())
      await ports.database.run(drop(kind, name));
    throw options.signal?.aborted ? options.signal.reason : explained(error, current);
  }
  const steps = [...done.values()];
  await dropReplaced(ports.database, options.previous?.steps ?? [], steps);
  const { recipe, recipeSha256 } = await recorded(plan.recipe, plan.params);
  const id = await runId(recipeSha256, plan.params, inputs);
  return {
    id,
    recipe,
    recipeSha256,
    params: plan.params,
    inputs,
    steps,
    clusters,
    elapsedMs: performance.now() - started,
  };
}

/** Drops every relation of a run that is no longer wanted. */
export async function forget(result: RunResult, database: Database): Promise<void> {
  await dropReplaced(database, result.steps, []);
}

async function dropReplaced(
  database: Database,
  old: readonly StepResult[],
  kept: readonly StepResult[],
): Promise<void> {
  const live = new Set(kept.map((step) => step.key));
  for (const step of [...old].reverse().filter(({ key }) => !live.has(key))) {
    await database.run(drop(step.kind, step.relation));
    for (const part of step.parts) await database.run(drop('table', partName(step.relation, part)));
  }
}

function explained(error: unknown, step: PlannedStep | null): unknown {
  const known = error instanceof StepError || error instanceof DatabaseError;
  return known
    ? new StepError(error.message, step?.name ?? null, step?.at ?? null, error.details, error)
    : error;
}
