import type { RunResult } from '../engine/result.ts';

/** Names of the step that labels events and of all that it stands on; of a recipe without one, every step. */
export function stepsInUse(result: RunResult): ReadonlySet<string> {
  const label = result.steps.find((step) => step.op === 'label');
  if (!label) return new Set(result.steps.map((step) => step.as));
  const names = new Set([label.as]);
  // Steps stand after their sources.
  for (const step of [...result.steps].reverse())
    if (names.has(step.as)) for (const source of step.sources) names.add(source);
  return names;
}
