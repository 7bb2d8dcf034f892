import { ident, sql, type Sql } from '../sql/sql.ts';
import type { LoadedInput } from './ports.ts';
import { scopeOf, type Plan, type PlannedStep } from '../recipe/plan.ts';
import type { Names, Verdicts } from '../steps/kind.ts';

/** Names for one step: `physical` gives the engine's name of a relation, by default the recipe's own. */
export function namesFor(
  plan: Plan,
  step: PlannedStep,
  verdicts: Verdicts,
  physical: (name: string) => string = (name) => name,
  inputs: readonly LoadedInput[] = [],
): Names {
  const steps = new Map(plan.steps.map((planned) => [planned.name, planned]));
  return {
    ...scopeOf(step.at, steps, plan.inputs),
    relation: (name) => ident(physical(name)),
    inputRelation: (name) =>
      ident(inputs.find((input) => input.name === name)?.relation ?? `input ${name}`),
    out: ident(physical(step.name)),
    part: (suffix) => ident(partName(physical(step.name), suffix)),
    verdicts,
  };
}

export function partName(relation: string, suffix: string): string {
  return `${relation}.${suffix}`;
}

/** `DROP` of a relation that may or may not be there. */
export function drop(kind: 'table' | 'view', name: string): Sql {
  return kind === 'view'
    ? sql`DROP VIEW IF EXISTS ${ident(name)}`
    : sql`DROP TABLE IF EXISTS ${ident(name)}`;
}
