import { expect } from 'vitest';
import { exportTables, type ExportTable } from '../../src/engine/export/tables.ts';
import type { RunResult } from '../../src/engine/result.ts';
import type { Cell } from '../../src/engine/table.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

type Numbers = Readonly<Record<string, number>>;
interface Top {
  readonly key: readonly string[];
  readonly total: number;
  readonly bot: number;
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly sessions: number;
  readonly bot_sessions: number;
  readonly session_score: number;
}
interface Reputation {
  readonly rows: number;
  readonly flagged: number;
  readonly top: readonly Top[];
}
/** What the oracle writes; a golden with the key figures alone lacks pivots and correlations. */
export interface Expected {
  readonly rows: number;
  readonly from_: string;
  readonly to: string;
  readonly nunique: Numbers;
  readonly sessions: Numbers;
  readonly features: Readonly<
    Record<string, Readonly<Record<string, { min: number; max: number; mean: number }>>>
  >;
  readonly correlation?: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number | null>>>>>
  >;
  readonly dbscan: {
    readonly clusters: number;
    readonly noise: number;
    readonly sessions: Numbers;
  };
  readonly requests_by_label: Numbers;
  readonly unique_by_label: Readonly<Record<string, Numbers>>;
  readonly pivot_as_name?: Readonly<Record<string, Numbers>>;
  readonly pivot_as_number?: Readonly<Record<string, Numbers>>;
  readonly pivot_cidr?: Readonly<Record<string, Numbers>>;
  readonly reputation_ipua: Reputation;
  readonly reputation_ip: Reputation;
  readonly reputation_cidr: Reputation;
  readonly reputation_as: Reputation;
}

/** Reads the exported tables of a run and compares every figure of the oracle with them. */
export async function expectFigures(result: RunResult, expected: Expected): Promise<void> {
  const database = await sharedDatabase();
  const exported = new Map(
    (await exportTables(result, database)).map((table) => [table.name, table]),
  );
  const read = async (name: string) => {
    const table = exported.get(name) as ExportTable;
    const { rows } = await database.rows(table.query);
    return { columns: table.schema.map((column) => column.name), rows };
  };

  expect(result.inputs[0]?.files[0]?.rows).toBe(expected.rows);
  const profile = await read('profile');
  const distinct = profile.rows.map(
    (row) => [row[0], row[profile.columns.indexOf('distinct')]] as const,
  );
  expect(Object.fromEntries(distinct)).toStrictEqual(expected.nunique);
  const times = profile.rows.find((row) => row[0] === 'RequestDate')!;
  expect(['min', 'max'].map((column) => times[profile.columns.indexOf(column)])).toStrictEqual([
    expected.from_,
    expected.to,
  ]);
  for (const [name, count] of Object.entries(expected.sessions)) {
    expect((await read(`features_${name.toLowerCase()}`)).rows).toHaveLength(count);
  }
  for (const [name, features] of Object.entries(expected.features)) {
    const { columns, rows } = await read(`features_${name.toLowerCase()}`);
    for (const [feature, { min, max, mean }] of Object.entries(features)) {
      const values = rows.map((row) => Number(row[columns.indexOf(feature)]));
      const place = `${name} ${feature}`;
      near(
        values.reduce((a, b) => Math.min(a, b)),
        min,
        1e-12,
        `min of ${place}`,
      );
      near(
        values.reduce((a, b) => Math.max(a, b)),
        max,
        1e-12,
        `max of ${place}`,
      );
      near(values.reduce((a, b) => a + b) / values.length, mean, 1e-12, `mean of ${place}`);
    }
  }
  for (const [name, matrix] of Object.entries(expected.correlation ?? {})) {
    const { columns, rows } = await read(`correlation_${name.toLowerCase()}`);
    expect(columns).toStrictEqual(['feature', ...Object.keys(matrix)]);
    for (const row of rows) {
      for (const [other, r] of Object.entries(matrix[String(row[0])]!)) {
        const found = row[columns.indexOf(other)];
        if (r === null) expect(found, `${String(row[0])}, ${other}`).toBeNull();
        else near(Number(found), r, 1e-9, `correlation of ${String(row[0])} and ${other}`);
      }
    }
  }
  expectClusters(result, expected);
  await expectLabels(read, expected);
  for (const pivot of ['pivot_as_name', 'pivot_as_number', 'pivot_cidr'] as const) {
    const wanted = expected[pivot];
    if (wanted) expectPivot(await read(pivot), wanted);
  }
  for (const name of ['ipua', 'ip', 'cidr', 'as'] as const) {
    expectReputation((await read(`reputation_${name}`)).rows, expected[`reputation_${name}`]);
  }
}

function expectClusters(result: RunResult, { dbscan }: Expected): void {
  const sizes = Object.entries(dbscan.sessions).filter(([cluster]) => cluster !== '-1');
  expect(result.clusters['clusters_ipua']).toStrictEqual({
    count: dbscan.clusters,
    noise: dbscan.noise,
    sizes: sizes.map(([, size]) => size),
    unclustered: 0,
  });
}

interface Read {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

async function expectLabels(
  read: (name: string) => Promise<Read>,
  expected: Expected,
): Promise<void> {
  const events: Record<string, number> = {};
  for (const row of (await read('labelled')).rows) {
    const cluster = String(row.at(-1));
    events[cluster] = (events[cluster] ?? 0) + 1;
  }
  expect(events).toStrictEqual(expected.requests_by_label);
  const { columns, rows } = await read('distinct_by_cluster');
  const distinct = rows.map((row) => [
    String(row[0]),
    Object.fromEntries(columns.slice(1).map((column, i) => [column, row[i + 1]])),
  ]);
  expect(Object.fromEntries(distinct)).toStrictEqual(expected.unique_by_label);
}

function expectPivot({ columns, rows }: Read, wanted: Readonly<Record<string, Numbers>>): void {
  const found = rows.map((row) => {
    const cells = columns.slice(1, -1).map((column, i) => {
      return [
        column === 'noise' ? '-1' : column.replace('cluster_', ''),
        Number(row[i + 1]),
      ] as const;
    });
    expect(row.at(-1)).toBe(cells.reduce((sum, [, n]) => sum + n, 0));
    return [String(row[0]), Object.fromEntries(cells.filter(([, n]) => n > 0))];
  });
  expect(Object.fromEntries(found)).toStrictEqual(wanted);
  const order = rows.map((row) => [-Number(row.at(-1)), String(row[0])] as const);
  const sorted = order.toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  expect(order).toStrictEqual(sorted);
}

function expectReputation(rows: Read['rows'], wanted: Reputation): void {
  expect(rows).toHaveLength(wanted.rows);
  expect(rows.filter((row) => Number(row.at(-6)) > 0)).toHaveLength(wanted.flagged);
  const found = new Map(
    rows.map((row) => [JSON.stringify(row.slice(0, -8)), row.slice(-8).map(Number)]),
  );
  for (const top of wanted.top) {
    const [total, bot, score, low, high, sessions, botSessions, sessionScore] =
      found.get(JSON.stringify(top.key)) ?? [];
    expect([total, bot, sessions, botSessions], String(top.key)).toStrictEqual([
      top.total,
      top.bot,
      top.sessions,
      top.bot_sessions,
    ]);
    for (const [value, target] of [
      [score, top.score],
      [low, top.low],
      [high, top.high],
      [sessionScore, top.session_score],
    ] as const) {
      near(value ?? Number.NaN, target, 1e-12, `score of ${String(top.key)}`);
    }
  }
}

function near(found: number, wanted: number, tolerance: number, what: string): void {
  const off = Math.abs(found - wanted) / Math.max(1, Math.abs(wanted));
  expect(off <= tolerance, `${what}: ${found}, not ${wanted}`).toBe(true);
}
