import type { ClusterEvents } from '../../engine/cluster-events.ts';
import type { ClusterSizes } from '../../engine/result.ts';
import { METHOD_NAMES } from '../../steps/cluster-methods.ts';
import type { Sort } from '../../widgets/data-table-types.ts';

/** The algorithm's number for noise. */
export const NOISE = -1;
/** Clusters from here on share a mark; charts and pivots show them as one. */
export const FIRST_OTHER = 8;

/** A cluster in the list. `keys` is null until it is counted. */
export interface ClusterRow {
  readonly cluster: number;
  readonly sessions: number;
  readonly events: number;
  readonly keys: number | null;
}

/** What is shown while a person has given no name. */
export function defaultName(cluster: number, suspect: boolean): string {
  if (cluster < 0) return 'Noise';
  return suspect ? `Cluster ${String(cluster)}` : 'Organic';
}

/** The clusters in the order of their numbers or of one column; noise always last. */
export function clusterRows(
  sizes: ClusterSizes,
  events: ClusterEvents,
  keys: ReadonlyMap<number, number>,
  sort?: Sort,
): ClusterRow[] {
  const known = keys.size > 0;
  const rows = sizes.sizes.map((sessions, cluster): ClusterRow => ({
    cluster,
    sessions,
    events: events.byCluster[cluster] ?? 0,
    keys: known ? (keys.get(cluster) ?? 0) : null,
  }));
  if (sort) {
    const of = valueOf(sort.column);
    const sign = sort.direction === 'ascending' ? 1 : -1;
    rows.sort((a, b) => sign * (of(a) - of(b)) || a.cluster - b.cluster);
  }
  return [
    ...rows,
    {
      cluster: NOISE,
      sessions: sizes.noise,
      events: events.noise,
      keys: known ? (keys.get(NOISE) ?? 0) : null,
    },
  ];
}

/** Whether two lists show the same. */
export function sameRows(a: readonly ClusterRow[], b: readonly ClusterRow[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (row, i) =>
        row.cluster === b[i]?.cluster &&
        row.sessions === b[i].sessions &&
        row.events === b[i].events &&
        row.keys === b[i].keys,
    )
  );
}

function valueOf(column: string): (row: ClusterRow) => number {
  if (column === 'sessions') return (row) => row.sessions;
  if (column === 'events') return (row) => row.events;
  if (column === 'keys') return (row) => row.keys ?? 0;
  return (row) => row.cluster;
}

/** Events by verdict. */
export interface VerdictShares {
  readonly organic: number;
  readonly suspect: number;
  /** In noise that is not judged suspect, or in no cluster. */
  readonly unscored: number;
}

/** Sums the events of each verdict. */
export function verdictShares(
  events: ClusterEvents,
  suspects: readonly boolean[],
  noiseSuspect: boolean,
): VerdictShares {
  let organic = 0;
  let suspect = 0;
  events.byCluster.forEach((n, cluster) => {
    if (suspects[cluster]) suspect += n;
    else organic += n;
  });
  return {
    organic,
    suspect: suspect + (noiseSuspect ? events.noise : 0),
    unscored: events.unclustered + (noiseSuspect ? 0 : events.noise),
  };
}

/** Bars of events: clusters 0 to 7, all later ones as one, noise. */
export function eventBars(
  events: ClusterEvents,
): { readonly cluster: number; readonly events: number; readonly clusters: number }[] {
  const own = events.byCluster
    .slice(0, FIRST_OTHER)
    .map((n, cluster) => ({ cluster, events: n, clusters: 1 }));
  const rest = events.byCluster.slice(FIRST_OTHER);
  const other =
    rest.length > 0
      ? [
          {
            cluster: FIRST_OTHER,
            events: rest.reduce((sum, n) => sum + n, 0),
            clusters: rest.length,
          },
        ]
      : [];
  return [...own, ...other, { cluster: NOISE, events: events.noise, clusters: 0 }];
}

/** Why every session may be noise, and what to do. */
export function allNoise(method: string | null): string {
  return method === METHOD_NAMES.hdbscan
    ? 'no group of sessions is large and dense enough. Smaller clusters or fewer samples make clusters.'
    : 'no session has enough others within eps. A larger eps or a smaller minPts makes clusters.';
}
