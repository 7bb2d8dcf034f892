import type { RunResult, StepResult } from '../../engine/result.ts';
import { sessionKinds, type SessionKind } from '../session-kinds.ts';

/** The features of one kind of session, and what was computed of them. */
export interface FeatureSet {
  /** Name of the step that makes them; also names the tab. */
  readonly id: string;
  readonly title: string;
  /** Whether these are the features that are clustered. */
  readonly inUse: boolean;
  readonly features: StepResult;
  readonly statistics: StepResult | null;
  readonly scaled: StepResult | null;
  readonly correlation: StepResult | null;
}

/** The feature tables of a run, the one in use first. */
export function featureSets(result: RunResult): readonly FeatureSet[] {
  const kinds = sessionKinds(result);
  const used = usedBy(result);
  const sets = result.steps
    .filter((step) => step.op === 'aggregate')
    .map((features): FeatureSet => {
      const kind = kindOf(result, features, kinds);
      const of = (op: string): StepResult | null =>
        result.steps.find((step) => step.op === op && step.sources.includes(features.as)) ?? null;
      return {
        id: features.as,
        title: kind?.title ?? features.as,
        inUse: used.has(features.as),
        features,
        statistics: of('describe'),
        scaled: of('scale'),
        correlation: of('correlate'),
      };
    });
  return sets.toSorted((a, b) => Number(b.inUse) - Number(a.inUse));
}

/** Names of the steps that the clusters are made of. */
function usedBy(result: RunResult): ReadonlySet<string> {
  const found = new Set<string>();
  const follow = (step: StepResult | undefined): void => {
    if (!step || found.has(step.as)) return;
    found.add(step.as);
    for (const source of step.sources)
      follow(result.steps.find((candidate) => candidate.as === source));
  };
  follow(result.steps.find((step) => step.op === 'cluster'));
  return found;
}

function kindOf(
  result: RunResult,
  step: StepResult,
  kinds: readonly SessionKind[],
): SessionKind | undefined {
  for (const source of step.sources) {
    const kind = kinds.find((candidate) => candidate.step.as === source);
    if (kind) return kind;
    const before = result.steps.find((candidate) => candidate.as === source);
    const further = before && kindOf(result, before, kinds);
    if (further) return further;
  }
  return undefined;
}
