import type { ClusterSizes, RunResult, StepResult } from '../../engine/result.ts';
import type { DrillTables } from '../../queries/drill.ts';
import { CLUSTER, SESSION } from '../../steps/columns.ts';

/** Which tables of a run hold events, sessions and clusters: found by what steps do, never by their names. */
export interface Lineage {
  /** Every event with its session and cluster. */
  readonly events: StepResult;
  /** Session → cluster. */
  readonly clusters: StepResult;
  readonly sizes: ClusterSizes;
  /** A row per session, unscaled. */
  readonly features: StepResult;
  /** The columns that were clustered, or those that they were made of. */
  readonly featureNames: readonly string[];
  /** Columns of the events that every session carries: its key. */
  readonly keys: readonly string[];
  /** Column that numbers the sessions. */
  readonly session: string;
  /** Time of an event, where the sessions say so. */
  readonly time: string | null;
}

const NO_SIZES: ClusterSizes = { count: 0, noise: 0, sizes: [], unclustered: 0 };

/** The chain events → sessions → features → clusters of a run, or null where a recipe clusters nothing. */
export function lineageOf(result: RunResult | null): Lineage | null {
  const events = result?.steps.find((step) => step.op === 'label');
  if (!result || !events) return null;
  const named = (name: string | undefined): StepResult | undefined =>
    result.steps.find((step) => step.as === name);
  const [sessions, clusters] = events.sources.map(named);
  const clustered = named(clusters?.sources[0]);
  if (!sessions || !clusters || !clustered) return null;
  let features = clustered;
  while (features.op !== 'aggregate') {
    const before = named(features.sources[0]);
    if (!before || before === sessions) break;
    features = before;
  }
  const session = clusters.schema[0]?.name ?? SESSION;
  const time = sessions.json['time'];
  const own = new Set(sessions.schema.map((column) => column.name));
  return {
    events,
    clusters,
    sizes: result.clusters[clusters.as] ?? NO_SIZES,
    features,
    featureNames: featureNamesOf(clustered, features, session, named),
    keys: features.schema
      .map((column) => column.name)
      .filter((name) => name !== session && own.has(name)),
    session,
    time: typeof time === 'string' ? time : null,
  };
}

/** Features that the clustered table has, or the last one before it that has any: principal components are none themselves. */
function featureNamesOf(
  clustered: StepResult,
  features: StepResult,
  session: string,
  named: (name: string | undefined) => StepResult | undefined,
): readonly string[] {
  const own = clustered.schema
    .map((column) => column.name)
    .filter((name) => name !== session && features.schema.some((column) => column.name === name));
  const before = named(clustered.sources[0]);
  return own.length > 0 || clustered === features || !before
    ? own
    : featureNamesOf(before, features, session, named);
}

/** The relations to ask: the engine's names, or the recipe's own for a person to read. */
export function drillTables(
  lineage: Lineage,
  names: 'engine' | 'readable' = 'engine',
): DrillTables {
  const of = (step: StepResult): string => (names === 'engine' ? step.relation : step.as);
  return {
    events: of(lineage.events),
    clusters: of(lineage.clusters),
    features: of(lineage.features),
    session: lineage.session,
    cluster: CLUSTER,
  };
}
