import { describe, expect, test } from 'vitest';
import type { Clusterer, MethodName } from '../../src/cluster/contract.ts';
import { matrixText, runMatrix } from '../../src/engine/matrix-step.ts';
import type { Database, StoredColumn } from '../../src/engine/ports.ts';
import { StepError } from '../../src/engine/step-error.ts';
import { sql } from '../../src/sql/sql.ts';
import type { MatrixMethod, MatrixTask } from '../../src/steps/kind.ts';

const KMEANS: MatrixMethod = { name: 'kmeans', params: { k: 3, seed: 7 } };
const HDBSCAN: MatrixMethod = {
  name: 'hdbscan',
  params: { minClusterSize: 2, minSamples: 1, selection: 'leaf' },
};
const task = (method: MatrixMethod): MatrixTask => ({
  kind: 'matrix',
  query: sql`SELECT id, x`,
  id: 'id',
  method,
  note: 'a method',
});

interface Given {
  readonly method: MethodName;
  readonly points: readonly number[];
  readonly params: object;
}

/** Runs a task on rows 0 … of which `incomplete` are no points, with a clusterer that answers `result`. */
async function ran(method: MatrixMethod, rows: number, result: object, incomplete: number[] = []) {
  const given: Given[] = [];
  const stored: StoredColumn[] = [];
  const ids = Array.from({ length: rows + incomplete.length }, (_, i) => i);
  const database = {
    matrix: () =>
      Promise.resolve({
        ids: Int32Array.from(ids.filter((id) => !incomplete.includes(id))),
        points: Float64Array.from({ length: rows * 2 }, (_, i) => i),
        dims: 2,
        incomplete: Int32Array.from(incomplete),
      }),
    store: (_: string, columns: readonly StoredColumn[]) => {
      stored.push(...columns);
      return Promise.resolve();
    },
  } as unknown as Database;
  const clusterer = {
    run: (name: MethodName, points: Float64Array, params: object) => {
      given.push({ method: name, points: [...points], params });
      return Promise.resolve(
        'message' in result ? { ok: false, problem: result } : { ok: true, result },
      );
    },
  } as unknown as Clusterer;
  const outcome = await runMatrix(
    task(method),
    'relation',
    { database, clusterer },
    { onProgress: () => undefined },
  );
  const columns = Object.fromEntries(
    stored.map(({ name, values, valid }) => [
      name,
      Array.from(values, (value, i) => (valid && valid[i] === 0 ? null : value)),
    ]),
  );
  return { outcome, columns, given, types: stored.map(({ values }) => values.constructor.name) };
}
const kmeans = (...clusters: number[]) => ({
  clusters: Int32Array.from(clusters),
  inertia: 1.5,
  iterations: 4,
  converged: true,
});

describe('k-means', () => {
  test('is numbered by the lowest row, whatever its own numbers are', async () => {
    const { outcome, columns, given } = await ran(KMEANS, 6, kmeans(2, 2, 0, 1, 0, 2));
    expect(columns).toStrictEqual({ id: [0, 1, 2, 3, 4, 5], cluster: [0, 0, 1, 2, 1, 0] });
    expect(outcome).toStrictEqual({
      facts: { inertia: 1.5, iterations: 4, converged: 1 },
      sizes: { count: 3, noise: 0, sizes: [3, 2, 1], unclustered: 0 },
    });
    expect(given).toStrictEqual([
      {
        method: 'kmeans',
        points: Array.from({ length: 12 }, (_, i) => i),
        params: { dims: 2, k: 3, seed: 7 },
      },
    ]);
  });
  test('an empty cluster has no number', async () => {
    const { columns, outcome } = await ran(KMEANS, 3, kmeans(4, 1, 4));
    expect(columns['cluster']).toStrictEqual([0, 1, 0]);
    expect(outcome.sizes?.sizes).toStrictEqual([2, 1]);
  });
});

describe('HDBSCAN', () => {
  const result = {
    clusters: Int32Array.of(1, -1, 0, 1),
    probabilities: Float64Array.of(1, 0, 0.5, 0.25),
    outlierScores: Float64Array.of(0, 0.9, 0.1, 0.2),
  };
  test('keeps its numbers and says how sure it is', async () => {
    const { outcome, columns, types, given } = await ran(HDBSCAN, 4, result);
    expect(columns).toStrictEqual({
      id: [0, 1, 2, 3],
      cluster: [1, -1, 0, 1],
      probability: [1, 0, 0.5, 0.25],
      outlier_score: [0, 0.9, 0.1, 0.2],
    });
    expect(types).toStrictEqual(['Int32Array', 'Int32Array', 'Float64Array', 'Float64Array']);
    expect(outcome).toStrictEqual({
      facts: {},
      sizes: { count: 2, noise: 1, sizes: [1, 2], unclustered: 0 },
    });
    expect(given[0]?.params).toStrictEqual({
      dims: 2,
      minClusterSize: 2,
      minSamples: 1,
      selection: 'leaf',
    });
  });
  test('in rows that are no points everything is null, first, last and between', async () => {
    const { outcome, columns } = await ran(HDBSCAN, 4, result, [0, 3, 6]);
    expect(columns).toStrictEqual({
      id: [0, 1, 2, 3, 4, 5, 6],
      cluster: [null, 1, -1, null, 0, 1, null],
      probability: [null, 1, 0, null, 0.5, 0.25, null],
      outlier_score: [null, 0, 0.9, null, 0.1, 0.2, null],
    });
    expect(outcome.sizes?.unclustered).toBe(3);
  });
});

test('principal components become columns, those that few rows lack are 0', async () => {
  const pca = {
    componentCount: 2,
    varianceShare: Float64Array.of(0.75, 0.125),
    scores: Float64Array.of(1, 2, -1, -2),
  };
  const { columns, outcome } = await ran({ name: 'pca', params: { components: 3 } }, 2, pca);
  expect(columns).toStrictEqual({ id: [0, 1], PC1: [1, -1], PC2: [2, -2], PC3: [0, 0] });
  expect(outcome).toStrictEqual({ facts: { varianceKept: 0.875 } });
});

test('no rows make no clusters', async () => {
  const dbscan: MatrixMethod = { name: 'dbscan', params: { eps: 1, minPts: 2 } };
  const { columns, outcome } = await ran(dbscan, 0, { clusters: new Int32Array() }, [0]);
  expect(columns).toStrictEqual({ id: [0], cluster: [null] });
  expect(outcome.sizes).toStrictEqual({ count: 0, noise: 0, sizes: [], unclustered: 1 });
});

test('what is wrong is told in the words of the method', async () => {
  const message = 'There are 2 distinct points, fewer than k = 3.';
  const failed = await ran(KMEANS, 2, { message }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(StepError);
  expect(failed).toMatchObject({ message });
});

test('a person reads the query, then what is done with its rows', () => {
  expect(matrixText(task(KMEANS))).toBe('SELECT id, x\n-- then a method');
});
