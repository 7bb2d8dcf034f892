import { ident, scratch, sql, type Sql } from '../sql/sql.ts';
import type { LoadedInput } from './ports.ts';
import { scopeOf, type Plan, type PlannedStep } from '../recipe/plan.ts';
import type { Names, Verdicts } from '../steps/kind.ts';

/** Names for one step: `engineName` gives the engine's name of a relation; without it they are the recipe's own, to be read. */
export function namesFor(
  plan: Plan,
  step: PlannedStep,
  verdicts: Verdicts,
  engineName?: (name: string) => string,
  inputs: readonly LoadedInput[] = [],
): Names {
  const physical = engineName ?? ((name: string) => name);
  const steps = new Map(plan.steps.map((planned) => [planned.name, planned]));
  return {
    ...scopeOf(step.at, steps, plan.inputs),
    relation: (name) => ident(physical(name)),
    inputRelation: (name) =>
      ident(inputs.find((input) => input.name === name)?.relation ?? `input ${name}`),
    out: ident(physical(step.name)),
    part: (suffix) => ident(partName(physical(step.name), suffix)),
    scratch: (suffix) => (engineName ? scratch : ident)(partName(physical(step.name), suffix)),
    verdicts,
  };
}

export function partName(relation: string, suffix: string): string {
  return `${relation}.${suffix}`;
}

/** `DROP` of a relation that may or may not be there. */
export function drop(kind: 'table' | 'view' | 'scratch', name: string): Sql {
  if (kind === 'view') return sql`DROP VIEW IF EXISTS ${ident(name)}`;
  return sql`DROP TABLE IF EXISTS ${kind === 'scratch' ? scratch(name) : ident(name)}`;
}
