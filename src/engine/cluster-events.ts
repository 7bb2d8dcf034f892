import { ident, sql } from '../sql/sql.ts';
import { CLUSTER } from '../steps/columns.ts';
import type { Cancellable, Database } from './ports.ts';
import type { RunResult } from './result.ts';

export interface ClusterEvents {
  /** Events of clusters 0, 1, … */
  readonly byCluster: readonly number[];
  readonly noise: number;
  /** Events in no session, or whose session is in no cluster. */
  readonly unclustered: number;
}

/** Events per cluster, counted in the labelled events. A recipe without a label step has none. */
export async function eventsByCluster(
  result: RunResult,
  database: Database,
  options: Cancellable = {},
): Promise<ClusterEvents> {
  const labelled = result.steps.find((step) => step.op === 'label');
  if (!labelled) return { byCluster: [], noise: 0, unclustered: 0 };
  const { rows } = await database.rows(
    sql`SELECT ${ident(CLUSTER)}, count(*)::DOUBLE FROM ${ident(labelled.relation)} GROUP BY ALL ORDER BY 1`,
    options,
  );
  const counts = new Map(
    rows.map(([cluster, n]) => [
      cluster === null || cluster === undefined ? null : Number(cluster),
      Number(n),
    ]),
  );
  const numbered = [...counts.keys()].filter(
    (cluster): cluster is number => cluster !== null && cluster >= 0,
  );
  return {
    byCluster: Array.from(
      { length: numbered.reduce((most, cluster) => Math.max(most, cluster), -1) + 1 },
      (_, cluster) => counts.get(cluster) ?? 0,
    ),
    noise: counts.get(-1) ?? 0,
    unclustered: counts.get(null) ?? 0,
  };
}
