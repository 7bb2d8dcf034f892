import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_RECIPES } from '../../src/recipes/index.ts';
import { parseCsv } from '../simulate/read-log.ts';
import {
  COLUMNS,
  csvs,
  files,
  json,
  path,
  records,
  runBots,
  spoor,
  text,
  timeless,
  useFolder,
} from './spoor.ts';

const TABLES = [
  'clusters_ipua',
  'correlation_inbox',
  'correlation_ip',
  'correlation_ipua',
  'distinct_by_cluster',
  'features_inbox',
  'features_ip',
  'features_ipua',
  'labelled',
  'pivot_as_name',
  'pivot_as_number',
  'pivot_cidr',
  'profile',
  'reputation_as',
  'reputation_cidr',
  'reputation_ip',
  'reputation_ipua',
  'scaled_inbox',
  'scaled_ip',
  'scaled_ipua',
  'sessions_inbox',
  'sessions_ip',
  'sessions_ipua',
  'statistics_inbox',
  'statistics_ip',
  'statistics_ipua',
];
const LOG = path('log.csv');

useFolder();
beforeAll(async () => {
  const simulated = await spoor(
    'simulate',
    'email-clicks',
    '--seed',
    '5',
    '--rows',
    '1500',
    '--out',
    LOG,
    '--truth',
    path('truth.csv'),
  );
  expect(simulated).toMatchObject({ code: 0, out: '' });
  expect(simulated.err).toBe(`1500 clicks written to ${LOG}\n`);
  const run = await runBots(LOG, 'plain');
  expect(run.code, run.err).toBe(0);
  expect(run.err).toContain('log.csv: 1500 rows\n');
  expect(run.err).toMatch(/28\/28 reputation_as: \d+ rows, \d+ ms\n/);
  expect(run.err).toContain(`26 tables written to ${path('plain')}\n`);
});

describe('what is written', () => {
  test('every table, run.json, recipe.json and judgement.json, and nothing else', () => {
    expect(files('plain')).toStrictEqual(
      [...TABLES.map((name) => `${name}.csv`), 'judgement.json', 'recipe.json', 'run.json'].sort(),
    );
  });
  test('the truth of a simulated log is beside it, a record for each click', () => {
    const [header, ...rows] = parseCsv(readFileSync(path('truth.csv'), 'utf8'));
    expect(header).toStrictEqual(['IPAddress', 'UserAgent', 'RequestDate', 'actor']);
    expect(rows).toHaveLength(1500);
  });
  test('run.json says what was read and made', () => {
    const bytes = readFileSync(LOG);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const run = json('plain', 'run.json');
    expect(run['inputs']).toStrictEqual([
      {
        name: 'events',
        files: [{ name: 'log.csv', bytes: bytes.length, sha256, rows: 1500, rejected: 0 }],
      },
    ]);
    expect(run['params']).toStrictEqual({
      key: 'ipua',
      gapSeconds: 120,
      nullKey: 'group',
      inboxSplit: 'gap',
      scaler: 'minmax',
      method: 'dbscan',
      eps: 0.4,
      minPts: 2,
      k: 5,
      seed: 1,
      minClusterSize: 200,
      minSamples: 100,
      selection: 'eom',
    });
    expect(run['recipe']).toStrictEqual({
      id: 'email-bots',
      version: 1,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const tables = Object.fromEntries(
      TABLES.map((name) => [name, { rows: records('plain', name).length - 1 }]),
    );
    expect(run['tables']).toStrictEqual(tables);
    expect((run['steps'] as { as: string }[]).map((step) => step.as)).toHaveLength(28);
    const sessions = run['sessions'] as Record<string, { count: number; events: number }>;
    expect(sessions['sessions_ipua']?.count).toBe(records('plain', 'features_ipua').length - 1);
    expect(Object.keys(run['versions'] as object)).toContain('duckdb');
  });
  test('tables have the columns that the formats name', () => {
    const header = (name: string) => records('plain', name)[0];
    expect(header('clusters_ipua')).toStrictEqual(['session_id', 'cluster']);
    expect(header('sessions_ip')).toStrictEqual([
      '_row',
      'session_id',
      'IPAddress',
      'RequestDate',
      'gapSeconds',
    ]);
    expect(header('features_ip')).toStrictEqual([
      'session_id',
      'IPAddress',
      'RequestCount',
      'UniqueInboxIDs',
      'UniqueEmails',
      'UniqueEmailDomains',
      'UniqueEmailRootLevelDomain',
      'UniqueLinks',
      'MeanSendRequestSeconds_ln',
      'SessionDuration',
      'UniqueUserAgents',
      'MeanSendRequestSeconds',
    ]);
    expect(header('correlation_inbox')).toStrictEqual([
      'feature',
      'RequestCount',
      'UniqueUserAgents',
      'UniqueCIDRs',
      'UniqueASNs',
      'UniqueLinks',
      'MeanSendRequestSeconds_ln',
      'SessionDuration',
    ]);
    expect(header('reputation_ipua')).toStrictEqual([
      'IPAddress',
      'UserAgent',
      'total_events',
      'suspect_events',
      'score',
      'score_low',
      'score_high',
      'total_sessions',
      'suspect_sessions',
      'score_sessions',
    ]);
    expect(header('pivot_cidr')?.slice(-2)).toStrictEqual(['noise', 'total']);
    expect(header('labelled')).toStrictEqual(
      expect.arrayContaining([...COLUMNS, 'session_id', 'cluster']),
    );
  });
  test('the order is the one that is promised', () => {
    const ids = records('plain', 'features_ipua')
      .slice(1)
      .map((row) => row[0]);
    expect(ids).toStrictEqual(ids.map((_, i) => String(i)));
    const totals = records('plain', 'pivot_cidr')
      .slice(1)
      .map((row) => Number(row.at(-1)));
    expect(totals).toStrictEqual(totals.toSorted((a, b) => b - a));
  });
});

describe('doing it again', () => {
  test('from the recipe that was written: the same tables, and run.json but for the times', async () => {
    const again = await spoor(
      'run',
      path('plain/recipe.json'),
      '--input',
      `events=${LOG}`,
      '--out',
      path('again'),
    );
    expect(again.code, again.err).toBe(0);
    expect(csvs('again')).toStrictEqual(csvs('plain'));
    expect(timeless('again')).toStrictEqual(timeless('plain'));
    expect(text('again', 'recipe.json')).toBe(text('plain', 'recipe.json'));
    expect(text('again', 'judgement.json')).toBe(text('plain', 'judgement.json'));
  });
  test('also with other parameters: they are in the recipe that is written', async () => {
    const params = ['key=ip', 'eps=0.25', 'scaler=standard', 'gapSeconds=30.5'].flatMap((pair) => [
      '--param',
      pair,
    ]);
    const first = await runBots(LOG, 'other', ...params);
    expect(first.code, first.err).toBe(0);
    expect(files('other')).toContain('clusters_ip.csv');
    expect(json('other', 'run.json')['params']).toMatchObject({
      key: 'ip',
      eps: 0.25,
      scaler: 'standard',
      gapSeconds: 30.5,
    });
    const again = await spoor(
      'run',
      path('other/recipe.json'),
      '--input',
      `events=${LOG}`,
      '--out',
      path('other again'),
    );
    expect(again.code, again.err).toBe(0);
    expect(csvs('other again')).toStrictEqual(csvs('other'));
    expect(timeless('other again')).toStrictEqual(timeless('other'));
  });
  test('from labelled.csv itself, whose own session and cluster are set aside', async () => {
    const again = await runBots(path('plain/labelled.csv'), 'labelled');
    expect(again.code, again.err).toBe(0);
    const same = (name: string) =>
      expect(text('labelled', `${name}.csv`)).toBe(text('plain', `${name}.csv`));
    for (const name of TABLES) if (name !== 'labelled' && name !== 'profile') same(name);
    expect(records('labelled', 'labelled')[0]).toStrictEqual(
      expect.arrayContaining([
        'session_id_2',
        'cluster_2',
        'gapSeconds_2',
        'session_id',
        'cluster',
      ]),
    );
  });
});

test('the help names every recipe, and asking for it is no failure', async () => {
  const help = await spoor('--help');
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const { id } of BUILT_IN_RECIPES) expect(help.out).toContain(id);
});
