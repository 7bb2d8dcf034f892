import type { Data } from './data.ts';

export type RivalName = 'reference' | 'density-clustering' | 'scikit-learn' | 'reading the matrix';

/** One line of the benchmark. `params` are those of the method; `dims` comes from the data. */
export interface Case {
  readonly method: 'dbscan' | 'kmeans' | 'kDistance' | 'hdbscan';
  readonly data: Data;
  readonly params: Readonly<Record<string, number>>;
  readonly rivals: readonly RivalName[];
  /** scikit-learn's way of finding neighbours. */
  readonly algorithm?: 'kd_tree' | 'brute';
  /** Timed in a process of its own: compiling, the first call, nothing warm. */
  readonly cold?: boolean;
}

const SESSIONS = [
  [0.4, 2],
  [0.05, 10],
  [0.01, 5],
] as const;

/** Rows of session features, and against whom; scikit-learn needs gigabytes for more, density-clustering minutes. */
const SESSION_ROWS: readonly (readonly [rows: number, rivals: readonly RivalName[]])[] = [
  [1_000, ['density-clustering']],
  [12_000, ['reference', 'scikit-learn']],
  [50_000, ['scikit-learn']],
  [200_000, ['reading the matrix']],
  [1_000_000, ['reading the matrix']],
  [5_000_000, ['reading the matrix']],
  [10_000_000, ['reading the matrix']],
];

const dbscan = (
  data: Data,
  eps: number,
  minPts: number,
  rivals: readonly RivalName[],
  more: Partial<Case> = {},
): Case => ({ method: 'dbscan', data, params: { eps, minPts }, rivals, ...more });

export const CASES: readonly Case[] = [
  dbscan({ kind: 'sessions', rows: 12_000, dims: 8 }, 0.4, 2, ['scikit-learn'], { cold: true }),
  ...SESSION_ROWS.flatMap(([rows, rivals]) =>
    SESSIONS.map(([eps, minPts]) =>
      // With all pairs near, 50,000 rows are 20 GB of neighbours there.
      dbscan(
        { kind: 'sessions', rows, dims: 8 },
        eps,
        minPts,
        rows === 50_000 && eps === 0.4 ? ['reading the matrix'] : rivals,
      ),
    ),
  ),
  dbscan({ kind: 'spreader', rows: 100_000, dims: 3 }, 500, 100, ['scikit-learn']),
  dbscan({ kind: 'spreader', rows: 100_000, dims: 5 }, 500, 100, ['scikit-learn']),
  dbscan({ kind: 'spreader', rows: 100_000, dims: 8 }, 500, 100, ['scikit-learn']),
  dbscan({ kind: 'uniform', rows: 1_000_000, dims: 3 }, 0.01, 5, ['scikit-learn']),
  dbscan({ kind: 'uniform', rows: 1_000_000, dims: 3 }, 0.02, 10, ['scikit-learn']),
  dbscan({ kind: 'uniform', rows: 1_000_000, dims: 5 }, 0.05, 5, ['scikit-learn']),
  dbscan({ kind: 'uniform', rows: 100_000, dims: 8 }, 0.2, 5, ['scikit-learn']),
  dbscan({ kind: 'uniform', rows: 100_000, dims: 8 }, 0.3, 5, ['scikit-learn']),
  dbscan({ kind: 'uniform', rows: 20_000, dims: 16 }, 0.8, 20, ['scikit-learn'], {
    algorithm: 'brute',
  }),
  dbscan({ kind: 'same', rows: 1_000_000, dims: 8 }, 0.4, 2, ['reading the matrix']),
  dbscan({ kind: 'lattice', rows: 1_000_000, dims: 3 }, 1, 7, ['reading the matrix']),
  // Per iteration: the difference of the two, whose starts and data are the same.
  ...(['sessions', 'uniform'] as const).flatMap((kind) =>
    [2, 12].map((maxIter): Case => ({
      method: 'kmeans',
      data: { kind, rows: 1_000_000, dims: 8 },
      params: { k: 5, maxIter },
      rivals: ['scikit-learn'],
    })),
  ),
  {
    method: 'kDistance',
    data: { kind: 'sessions', rows: 200_000, dims: 8 },
    params: { k: 4 },
    rivals: ['scikit-learn'],
  },
  {
    method: 'hdbscan',
    data: { kind: 'sessions', rows: 20_000, dims: 8 },
    params: { minClusterSize: 10 },
    rivals: ['scikit-learn'],
  },
  ...[100_000, 1_000_000].map((rows): Case => ({
    method: 'hdbscan',
    data: { kind: 'sessions', rows, dims: 8 },
    params: { minClusterSize: 10 },
    rivals: [],
  })),
];
