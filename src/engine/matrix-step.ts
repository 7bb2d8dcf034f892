import type { Clusterer } from '../cluster/contract.ts';
import { sql, text } from '../sql/sql.ts';
import { CLUSTER } from '../steps/columns.ts';
import type { ClusterTask } from '../steps/kind.ts';
import type { Cancellable, Database } from './ports.ts';
import type { ClusterSizes } from './result.ts';
import { StepError } from './step-error.ts';

/** Fetches the matrix of a cluster step, clusters it and stores (id, cluster) ordered by id as `relation`. */
export async function runCluster(
  task: ClusterTask,
  relation: string,
  ports: { readonly database: Database; readonly clusterer: Clusterer },
  options: Cancellable & {
    readonly onProgress: (phase: string, done: number, total: number) => void;
  },
): Promise<ClusterSizes> {
  const { ids, points, dims, incomplete } = await ports.database.matrix(task.query, options);
  options.onProgress('cluster', 0, ids.length);
  const outcome = await ports.clusterer.run(
    'dbscan',
    ownBuffer(points),
    { dims, ...task.method.dbscan },
    {
      signal: options.signal,
      onProgress: (progress) => {
        options.onProgress(progress.phase, progress.done, progress.total);
      },
    },
  );
  if (!outcome.ok) throw new StepError(outcome.problem.message);
  const { clusters, clusterCount, noiseCount } = outcome.result;
  await ports.database.store(relation, merged(task.id, ids, clusters, incomplete), options);
  return {
    count: clusterCount,
    noise: noiseCount,
    sizes: sizesOf(clusters, clusterCount),
    unclustered: incomplete.length,
  };
}

/** What a person reads of a cluster step: the query and the method in a comment. */
export function clusterText(task: ClusterTask): string {
  const { eps, minPts } = task.method.dbscan;
  return `${text(sql`${task.query}`)}\n-- then DBSCAN, eps ${String(eps)}, minPts ${String(minPts)}: neighbours where the distance is at most eps`;
}

function ownBuffer(points: Float64Array): Float64Array<ArrayBuffer> {
  return points.buffer instanceof ArrayBuffer
    ? (points as Float64Array<ArrayBuffer>)
    : new Float64Array(points);
}

function sizesOf(clusters: Int32Array, count: number): number[] {
  const sizes = new Array<number>(count).fill(0);
  for (const cluster of clusters) if (cluster >= 0) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  return sizes;
}

/** Both id lists are ascending; rows of `incomplete` get a null cluster. */
function merged(id: string, ids: Int32Array, clusters: Int32Array, incomplete: Int32Array) {
  if (incomplete.length === 0)
    return [
      { name: id, values: ids },
      { name: CLUSTER, values: clusters },
    ];
  const rows = ids.length + incomplete.length;
  const allIds = new Int32Array(rows);
  const values = new Int32Array(rows);
  const valid = new Uint8Array(rows);
  for (let i = 0, a = 0, b = 0; i < rows; i++) {
    const complete =
      b >= incomplete.length || (a < ids.length && (ids[a] ?? 0) < (incomplete[b] ?? 0));
    allIds[i] = (complete ? ids[a] : incomplete[b]) ?? 0;
    values[i] = complete ? (clusters[a] ?? 0) : 0;
    valid[i] = complete ? 1 : 0;
    if (complete) a++;
    else b++;
  }
  return [
    { name: id, values: allIds },
    { name: CLUSTER, values, valid },
  ];
}
