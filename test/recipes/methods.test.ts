import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsByCluster } from '../../src/engine/cluster-events.ts';
import type { Database, LoadedInput } from '../../src/engine/ports.ts';
import { type RunResult, stepNamed } from '../../src/engine/result.ts';
import { forget } from '../../src/engine/run.ts';
import type { ParamValues } from '../../src/recipe/recipe.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { loadLog, runLog, simulatedLog } from '../engine/small-run.ts';

interface Golden {
  readonly rows: number;
  readonly kmeans: { readonly k: number; readonly inertia: number; readonly sizes: number[] };
  readonly hdbscan: {
    readonly clusters: number;
    readonly noise: number;
    readonly sizes: number[];
    readonly probability: number;
    readonly runs: number[];
  };
}
const golden = JSON.parse(
  readFileSync(new URL('golden/email-bots-methods.json', import.meta.url), 'utf8'),
) as Golden;
/** Rows at which clusters and single rows meet at one distance; scikit-learn's sort decides them as it happens. */
const TIES = 3;
const RELATION = 'log of methods.test';
let database: Database;
let input: LoadedInput;

beforeAll(async () => {
  database = await sharedDatabase();
  input = await loadLog(simulatedLog(1), RELATION);
});
afterAll(() => database.run(sql`DROP TABLE ${ident(RELATION)}`));

/** Runs email-bots with parameters of its own, and forgets the run. */
async function withRun(params: ParamValues, body: (result: RunResult) => Promise<void>) {
  const result = await runLog(input, params);
  try {
    await body(result);
  } finally {
    await forget(result, database);
  }
}

async function table(result: RunResult, name: string): Promise<number[][]> {
  const { rows } = await database.rows(
    sql`SELECT * FROM ${ident(stepNamed(result, name).relation)} ORDER BY session_id`,
  );
  return rows.map((row) => row.map(Number));
}

/** Sum of the squared distances of the rows to the mean of their cluster. */
function inertiaOf(points: readonly number[][], clusters: readonly number[]): number {
  let sum = 0;
  for (const cluster of new Set(clusters)) {
    const rows = points.filter((_, row) => clusters[row] === cluster);
    for (const column of rows[0]!.keys()) {
      const mean = rows.reduce((total, row) => total + row[column]!, 0) / rows.length;
      sum += rows.reduce((total, row) => total + (row[column]! - mean) ** 2, 0);
    }
  }
  return sum;
}

async function eventsAreLabelled(result: RunResult): Promise<void> {
  const sizes = result.clusters['clusters_ipua']!;
  const events = await eventsByCluster(result, database);
  expect(events.byCluster).toHaveLength(sizes.count);
  expect(events.byCluster.reduce((sum, n) => sum + n, events.noise)).toBe(
    stepNamed(result, 'labelled').rows,
  );
  expect(stepNamed(result, 'reputation_ipua').rows).toBeGreaterThan(0);
}

test('k-means comes within a thousandth of the best of a hundred runs of scikit-learn', () =>
  withRun({ method: 'kmeans' }, async (result) => {
    const { facts, sentence, method } = stepNamed(result, 'clusters_ipua');
    expect([sentence, method]).toStrictEqual(['k-means, k 5, seed 1', 'k-means']);
    const rows = await table(result, 'clusters_ipua');
    const clusters = rows.map((row) => row[1]!);
    expect(rows).toHaveLength(golden.rows);
    expect([...new Set(clusters)]).toStrictEqual([0, 1, 2, 3, 4]);
    const points = (await table(result, 'scaled_ipua')).map((row) => row.slice(1));
    // The centres stop a little before they are the means.
    expect(facts['inertia']! / inertiaOf(points, clusters)).toBeCloseTo(1, 4);
    expect(facts['inertia']! / golden.kmeans.inertia).toBeLessThan(1.001);
    expect(facts['inertia']! / golden.kmeans.inertia).toBeGreaterThan(0.999);
    expect(facts['converged']).toBe(1);
    const { count, noise, sizes } = result.clusters['clusters_ipua']!;
    expect([count, noise]).toStrictEqual([golden.kmeans.k, 0]);
    // Another of the optima that lie side by side: its clusters differ by a few in a hundred.
    sizes
      .toSorted((a, b) => a - b)
      .forEach((size, i) =>
        expect(Math.abs(size / golden.kmeans.sizes[i]! - 1)).toBeLessThan(0.05),
      );
    await eventsAreLabelled(result);
  }));

test('HDBSCAN gives the clusters of scikit-learn, but for rows that tie', () =>
  withRun({ method: 'hdbscan' }, async (result) => {
    expect(stepNamed(result, 'clusters_ipua').schema.map(({ name }) => name)).toStrictEqual([
      'session_id',
      'cluster',
      'probability',
      'outlier_score',
    ]);
    const rows = await table(result, 'clusters_ipua');
    const { runs, clusters, noise, sizes, probability } = golden.hdbscan;
    const wanted = runs.flatMap((label, i) =>
      i % 2 === 0 ? Array<number>(runs[i + 1]!).fill(label) : [],
    );
    expect(wanted).toHaveLength(rows.length);
    expect(wanted.filter((label, row) => label !== rows[row]![1]).length).toBeLessThanOrEqual(TIES);
    const found = result.clusters['clusters_ipua']!;
    expect(found.count).toBe(clusters);
    expect(Math.abs(found.noise - noise)).toBeLessThanOrEqual(TIES);
    found.sizes.forEach((size, i) => expect(Math.abs(size - sizes[i]!)).toBeLessThanOrEqual(TIES));
    const sum = rows.reduce((total, row) => total + row[2]!, 0);
    expect(Math.abs(sum - probability)).toBeLessThanOrEqual(TIES + 1e-6);
    for (const [, cluster, sure, outlier] of rows) {
      expect(cluster === -1 ? sure === 0 : sure! >= 0 && sure! <= 1).toBe(true);
      expect(outlier! >= 0 && outlier! <= 1).toBe(true);
    }
    await eventsAreLabelled(result);
  }));
