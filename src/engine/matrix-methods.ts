import type { MethodName, Methods } from '../cluster/contract.ts';
import { METHOD_COLUMNS } from '../steps/cluster-methods.ts';
import { CLUSTER } from '../steps/columns.ts';
import type { MatrixMethod } from '../steps/kind.ts';
import type { StoredColumn } from './ports.ts';
import type { ClusterSizes } from './result.ts';

/** What a method made of the rows, in their order. */
export interface Made {
  readonly columns: readonly Pick<StoredColumn, 'name' | 'values'>[];
  readonly sizes?: Omit<ClusterSizes, 'unclustered'> | undefined;
  readonly facts: Readonly<Record<string, number>>;
}

/** Complete rows of a matrix, and a way to run a method on them, once. */
export interface Points {
  readonly rows: number;
  readonly dims: number;
  run<M extends MethodName>(method: M, params: Methods[M]['params']): Promise<Methods[M]['result']>;
}

/** Runs the method of a step and gives its result the form of columns, sizes and facts: a case for each method. */
export async function compute(method: MatrixMethod, points: Points): Promise<Made> {
  const { dims } = points;
  switch (method.name) {
    case 'dbscan': {
      const { clusters } = await points.run('dbscan', { dims, ...method.params });
      return clustered(clusters);
    }
    case 'kmeans': {
      const result = await points.run('kmeans', { dims, ...method.params });
      return {
        ...clustered(numberedByFirstRow(result.clusters)),
        facts: {
          inertia: result.inertia,
          iterations: result.iterations,
          converged: result.converged ? 1 : 0,
        },
      };
    }
    case 'hdbscan': {
      const result = await points.run('hdbscan', { dims, ...method.params });
      const [probability = '', outlierScore = ''] = METHOD_COLUMNS.hdbscan;
      return clustered(result.clusters, [
        { name: probability, values: result.probabilities },
        { name: outlierScore, values: result.outlierScores },
      ]);
    }
    case 'pca':
      return reduced(
        await points.run('pca', { dims, ...method.params }),
        points.rows,
        method.params.components,
      );
  }
}

function clustered(clusters: Int32Array, more: Made['columns'] = []): Made {
  const count = clusters.reduce((most, cluster) => Math.max(most, cluster), -1) + 1;
  const sizes = new Array<number>(count).fill(0);
  let noise = 0;
  for (const cluster of clusters) {
    if (cluster < 0) noise++;
    else sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  }
  return {
    columns: [{ name: CLUSTER, values: clusters }, ...more],
    sizes: { count, noise, sizes },
    facts: {},
  };
}

/** The same clusters as 0, 1, … by the lowest row of each. */
function numberedByFirstRow(clusters: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return clusters.map((cluster) => {
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
}

/** With fewer rows than components wanted, the rows have no extent along the others: they are 0 there. */
function reduced(pca: Methods['pca']['result'], rows: number, wanted: number): Made {
  const { scores, componentCount, varianceShare } = pca;
  const kept = varianceShare.reduce((sum, share) => sum + share, 0);
  const columns = Array.from({ length: wanted }, (_, component) => {
    const values = new Float64Array(rows);
    for (let row = 0; component < componentCount && row < rows; row++)
      values[row] = scores[row * componentCount + component] ?? 0;
    return { name: `PC${String(component + 1)}`, values };
  });
  return { columns, facts: kept > 0 ? { varianceKept: kept } : {} };
}
