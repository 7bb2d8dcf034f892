import { canonical, fingerprint } from '../recipe/fingerprint.ts';
import type { Plan } from '../recipe/plan.ts';
import type { Verdicts } from '../steps/kind.ts';

/** Step → key. Equal keys mean equal results: the step, all before it, the data and, where they count, the verdicts are the same. */
export function stepKeys(plan: Plan, verdicts: Verdicts): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const step of plan.steps) {
    const before = step.sources.map((source) => keys.get(source));
    keys.set(
      step.name,
      fingerprint(canonical([step.fingerprint, before, step.usesVerdicts ? verdicts : null])),
    );
  }
  return keys;
}

/** Key of the step that clusters, on which a judgement depends; empty where a recipe has none. */
export function clustersKey(plan: Plan): string {
  const step = plan.steps.find((candidate) => candidate.step.op === 'cluster');
  return step ? (stepKeys(plan, { noiseSuspect: false, suspects: {} }).get(step.name) ?? '') : '';
}
