import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventsByCluster } from '../../src/engine/cluster-events.ts';
import { writeTable } from '../../src/engine/export/table-format.ts';
import { exportTables } from '../../src/engine/export/tables.ts';
import { runJson } from '../../src/engine/export/run-json.ts';
import { DatabaseError, type Database, type LoadedInput } from '../../src/engine/ports.ts';
import type { RunEvent, RunResult } from '../../src/engine/result.ts';
import { forget } from '../../src/engine/run.ts';
import { StepError } from '../../src/engine/step-error.ts';
import { writeParquet } from '../../src/readers/parquet/write.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { abortedAtLook } from '../duckdb/aborted-at-look.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { dropOthers, loadLog, relations, runLog, simulatedLog } from './small-run.ts';

const ROUNDS = 12;
const RELATION = 'log of run.test';
const BELOW_EPS = [
  'clusters_ipua',
  'labelled',
  'distinct_by_cluster',
  'pivot_as_name',
  'pivot_as_number',
  'pivot_cidr',
  'reputation_ipua',
  'reputation_ip',
  'reputation_cidr',
  'reputation_as',
];
const BY_SESSION = ['sessions', 'features', 'statistics', 'scaled', 'correlation'];
let database: Database;
let input: LoadedInput;
let first: RunResult;
let before: string[];

/** Every exported table as text. */
async function csvs(result: RunResult): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const table of await exportTables(result, database)) {
    let text = '';
    for await (const piece of writeTable('csv', table, database, {
      safe: false,
      parquet: writeParquet,
    }))
      text += String(piece);
    texts[table.name] = text;
  }
  return texts;
}
const ranAnew = (result: RunResult) =>
  result.steps.filter((step) => !step.reused).map((step) => step.as);

beforeAll(async () => {
  database = await sharedDatabase();
  before = await relations();
  input = await loadLog(simulatedLog(3, 1200), RELATION);
});
beforeEach(async () => {
  first = await runLog(input);
});
afterEach(() => dropOthers([...before, RELATION]));
afterAll(async () => {
  await database.run(sql`DROP TABLE ${ident(RELATION)}`);
  expect(await relations()).toStrictEqual(before);
});

describe('only what changed runs again', () => {
  test.each<
    [string, Parameters<typeof runLog>[1], Parameters<typeof runLog>[2], (name: string) => boolean]
  >([
    ['nothing', {}, {}, () => false],
    ['eps', { eps: 0.3 }, {}, (name) => BELOW_EPS.includes(name)],
    ['minPts', { minPts: 3 }, {}, (name) => BELOW_EPS.includes(name)],
    ['k and minClusterSize while DBSCAN is used', { k: 3, minClusterSize: 9 }, {}, () => false],
    ['method', { method: 'kmeans', k: 3 }, {}, (name) => BELOW_EPS.includes(name)],
    [
      'scaler',
      { scaler: 'log1p' },
      {},
      (name) => name.startsWith('scaled') || BELOW_EPS.includes(name),
    ],
    [
      'split of inboxes',
      { inboxSplit: 'never' },
      {},
      (name) => BY_SESSION.some((word) => name === `${word}_inbox`),
    ],
    ['gap', { gapSeconds: 60 }, {}, (name) => !['events', 'clicks', 'profile'].includes(name)],
    [
      'a verdict',
      {},
      { verdicts: { noiseSuspect: false, suspects: { 0: true } } },
      (name) => name.startsWith('reputation'),
    ],
    [
      'noise is suspect',
      {},
      { verdicts: { noiseSuspect: true, suspects: {} } },
      (name) => name.startsWith('reputation'),
    ],
  ])('%s', async (_, params, options, again) => {
    const second = await runLog(input, params, { ...options, previous: first });
    expect(ranAnew(second)).toStrictEqual(second.steps.map((step) => step.as).filter(again));
    const sizes = second.clusters['clusters_ipua']?.sizes ?? [];
    expect(sizes.length).toBeGreaterThan(0);
    // What was taken over is what a run from nothing makes, and nothing of it stays behind.
    const reused = await csvs(second);
    await forget(second, database);
    expect(await relations()).toStrictEqual([...before, RELATION].sort());
    const fresh = await runLog(input, params, options);
    expect(fresh.clusters['clusters_ipua']?.sizes).toStrictEqual(sizes);
    expect(await csvs(fresh)).toStrictEqual(reused);
  });
});

test('events are told in order: each step starts, then is done', async () => {
  const events: RunEvent[] = [];
  const again = await runLog(
    input,
    {},
    { previous: first, onEvent: (event) => events.push(event) },
  );
  const told = events.map((event) => `${event.type} ${event.as}`);
  expect(told).toStrictEqual(
    again.steps.flatMap(({ as }) => [`step-started ${as}`, `step-done ${as}`]),
  );
});

describe('a run that does not end well leaves the last one whole and nothing else', () => {
  let standing: string[];
  let texts: Record<string, string>;
  beforeEach(async () => {
    standing = await relations();
    texts = await csvs(first);
  });
  const untouched = async () => {
    expect(await relations()).toStrictEqual(standing);
    expect(await csvs(first)).toStrictEqual(texts);
  };

  test('cancelled when a step starts', async () => {
    for (let index = 0; index < first.steps.length; index += 3) {
      const controller = new AbortController();
      const reason = new Error(`at ${index}`);
      const onEvent = (event: RunEvent) => {
        if (event.type === 'step-started' && event.index === index) controller.abort(reason);
      };
      const options = { previous: first, signal: controller.signal, onEvent };
      await expect(runLog(input, { gapSeconds: 7 }, options)).rejects.toBe(reason);
      expect(await relations()).toStrictEqual(standing);
    }
    await untouched();
  });
  test('cancelled at any look at its signal', async () => {
    const reason = new Error('enough');
    // With other data below everything, so that every step has to run.
    const params = { gapSeconds: 8, eps: 0.2 };
    const whole = abortedAtLook(Infinity, reason);
    const second = await runLog(input, params, { previous: first, signal: whole.signal });
    first = await runLog(input, {}, { previous: second });
    const looks = whole.looks();
    for (let round = 0; round < ROUNDS; round += 1) {
      const n = 1 + Math.floor((round * looks) / ROUNDS);
      const { signal } = abortedAtLook(n, reason);
      await expect(runLog(input, params, { previous: first, signal })).rejects.toBe(reason);
      expect(await relations(), `look ${n} of ${looks}`).toStrictEqual(standing);
    }
    await untouched();
  });
  test('a clusterer that gives up names its step and says why', async () => {
    const message = 'There is not enough memory for this many points.';
    const giveUp = () =>
      Promise.resolve({ ok: false as const, problem: { code: 'too-large' as const, message } });
    const clusterer = {
      run: giveUp,
      hold: () => ({ run: giveUp, release: () => undefined }),
      memoryBytes: () => 0,
      dispose: () => undefined,
    };
    const failed = await runLog(input, { eps: 0.2 }, { previous: first }, { clusterer }).catch(
      (e: unknown) => e,
    );
    expect(failed).toBeInstanceOf(StepError);
    expect(failed).toMatchObject({ message, step: 'clusters_ipua', pointer: '/steps/18' });
    await untouched();
  });
  test('more clusters than there are points: the method says what is wrong', async () => {
    const failed = await runLog(input, { method: 'kmeans', k: 99_999 }, { previous: first }).catch(
      (e: unknown) => e,
    );
    expect(failed).toBeInstanceOf(StepError);
    expect(failed).toMatchObject({
      message: expect.stringContaining('99999') as string,
      step: 'clusters_ipua',
      pointer: '/steps/18',
    });
    await untouched();
  });
  test('an engine that fails at any statement', async () => {
    for (let fatal = 0; fatal < 50; fatal += 7) {
      let statements = 0;
      const failing: Database = {
        ...database,
        run: (statement, options) => {
          const refused = options?.signal === undefined && options === undefined;
          if (!refused && statements++ === fatal)
            return Promise.reject(new DatabaseError('failed', 'It broke.', 'details'));
          return database.run(statement, options);
        },
      };
      const failed = await runLog(
        input,
        { gapSeconds: 9 },
        { previous: first },
        { database: failing },
      ).catch((e: unknown) => e);
      expect(failed).toBeInstanceOf(StepError);
      expect(failed).toMatchObject({ message: 'It broke.', details: 'details' });
      expect(await relations()).toStrictEqual(standing);
    }
    await untouched();
  });
});

test('run.json is the same for the same run, but for the times', async () => {
  const json = async (result: RunResult) => {
    const rows = Object.fromEntries(
      (await exportTables(result, database)).map((table) => [table.name, 1]),
    );
    const text = JSON.stringify(runJson(result, rows, { spoor: 'x' }));
    return JSON.parse(text, (key, value: unknown) => (key === 'ms' ? 0 : value)) as ReturnType<
      typeof runJson
    >;
  };
  const one = await json(first);
  await forget(first, database);
  first = await runLog(input);
  expect(await json(first)).toStrictEqual(one);
  expect(Object.keys(one.sessions)).toStrictEqual([
    'sessions_inbox',
    'sessions_ip',
    'sessions_ipua',
  ]);
  expect(one.sessions['sessions_ip']).toStrictEqual({
    count: first.steps.find((step) => step.as === 'features_ip')?.rows,
    events: 1200,
    noTime: 0,
    nullKey: 0,
  });
  expect(one.clusters['clusters_ipua']).toStrictEqual({
    count: one.clusters['clusters_ipua']?.sizes.length,
    noise: expect.any(Number) as number,
    sizes: expect.any(Array) as number[],
  });
});

test('events per cluster add up', async () => {
  const { byCluster, noise, unclustered } = await eventsByCluster(first, database);
  expect(byCluster).toHaveLength(first.clusters['clusters_ipua']!.count);
  expect(byCluster.reduce((sum, n) => sum + n, noise + unclustered)).toBe(1200);
  expect(Math.min(...byCluster)).toBeGreaterThan(0);
});
