import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  COLUMNS,
  files,
  json,
  log,
  path,
  people,
  put,
  records,
  runBots,
  text,
  useFolder,
  csvs,
} from './spoor.ts';

useFolder();

type Input = readonly {
  readonly files: readonly { readonly rows: number; readonly rejected: number }[];
}[];
const counts = (out: string) => (json(out, 'run.json')['inputs'] as Input)[0]!.files[0]!;
const column = (out: string, table: string, name: string) => {
  const [header = [], ...rows] = records(out, table);
  return rows.map((row) => row[header.indexOf(name)]);
};
const clusters = (out: string) => json(out, 'run.json')['clusters'];

describe('files that cannot be run over give one message and nothing else', () => {
  test.each<[string, string, string]>([
    ['empty', '', 'This file is empty.'],
    ['blank', '\n\n', 'This file is empty.'],
    [
      'a missing column',
      log(
        people(2),
        COLUMNS.filter((name) => name !== 'UserAgent'),
      ),
      'There is no column "UserAgent".',
    ],
    [
      'a misspelt column',
      log(people(2)).replace('UserAgent', 'User-Agent'),
      'There is no column "UserAgent". Did you mean "User-Agent"?',
    ],
    ['JSON', '[{"a": 1}]', 'There is no column "InboxID".'],
  ])('%s', async (name, content, message) => {
    const refused = await runBots(put(`${name}.csv`, content), name);
    expect(refused.code).toBe(1);
    expect(refused.message.startsWith(`${name}.csv: ${message}`), refused.message).toBe(true);
    expect(refused.message).not.toContain('\n    at ');
    expect(() => files(name)).toThrow('ENOENT');
  });
  test('no such file, and a folder', async () => {
    expect(await runBots(path('nowhere.csv'), 'x')).toMatchObject({
      code: 1,
      message: `There is no file ${path('nowhere.csv')}.`,
    });
    expect(await runBots(path('.'), 'x')).toMatchObject({
      code: 1,
      message: `${path('.')} is no file.`,
    });
  });
});

describe('times that cannot be read', () => {
  test('their rows are rejected with line, column, reason and text; the rest goes on', async () => {
    const rows = people(5);
    rows[1]!['RequestDate'] = 'yesterday';
    rows[3]!['SendDate'] = '2020-13-45';
    const run = await runBots(put('times.csv', log(rows)), 'times');
    expect(run.code).toBe(0);
    expect(run.err).toContain('times.csv: 3 rows, 2 rejected\n');
    expect(run.err).toContain(
      '  times.csv line 3, RequestDate: not a time: expected e.g. 2020-01-17 09:03:00: "yesterday"\n',
    );
    expect(run.err).toContain(
      '  times.csv line 5, SendDate: not a time: expected e.g. 2020-01-17 09:03:00: "2020-13-45"\n',
    );
    expect(counts('times')).toMatchObject({ rows: 3, rejected: 2 });
    const reason = 'not a time: expected e.g. 2020-01-17 09:03:00';
    expect(csvs('times')['rejected.csv']).toBe(
      `file,line,column,reason,text\ntimes.csv,3,RequestDate,${reason},yesterday\ntimes.csv,5,SendDate,${reason},2020-13-45\n`,
    );
    expect(column('times', 'labelled', 'InboxID')).toStrictEqual(['inbox 0', 'inbox 2', 'inbox 4']);
  });
  test('many are counted, and the first are shown', async () => {
    const rows = people(30).map((row, i) => (i < 25 ? { ...row, RequestDate: 'no' } : row));
    const run = await runBots(put('many.csv', log(rows)), 'many');
    expect(run.err).toContain('many.csv: 5 rows, 25 rejected\n');
    expect(run.err.match(/many\.csv line/g)).toHaveLength(10);
    expect(run.err).toContain('  … and 15 more\n');
  });
  test('all of them leave nothing to run over, which is no failure', async () => {
    const rows = people(2).map((row) => ({ ...row, RequestDate: 'no' }));
    const run = await runBots(put('all.csv', log(rows)), 'all');
    expect(run.code, run.err).toBe(0);
    expect(counts('all')).toMatchObject({ rows: 0, rejected: 2 });
    expect(run.err).toContain('note: all.csv: no rows.');
  });
});

test('a header without rows gives tables without rows', async () => {
  const run = await runBots(put('header.csv', log([])), 'header');
  expect(run.code, run.err).toBe(0);
  expect(run.err).toContain('note: header.csv: no rows.');
  expect(clusters('header')).toStrictEqual({ clusters_ipua: { count: 0, noise: 0, sizes: [] } });
  for (const table of [
    'features_ip',
    'labelled',
    'distinct_by_cluster',
    'pivot_cidr',
    'reputation_as',
  ]) {
    expect(records('header', table)).toHaveLength(1);
  }
  expect(records('header', 'correlation_ip')[1]?.slice(1)).toStrictEqual(Array<string>(9).fill(''));
  expect(json('header', 'judgement.json')['clusters']).toStrictEqual({});
});

describe('ways of writing a CSV file that are all the same log', () => {
  const plain = log(people(4));
  const rows = (out: string) => [
    column(out, 'labelled', 'InboxID'),
    column(out, 'labelled', 'cluster'),
    column(out, 'labelled', 'UserAgent'),
  ];
  const usual = [
    ['inbox 0', 'inbox 1', 'inbox 2', 'inbox 3'],
    ['0', '0', '0', '0'],
    Array<string>(4).fill('Firefox'),
  ];

  test.each<[string, string]>([
    ['byte order mark', `\ufeff${plain}`],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['semicolons', plain.replaceAll(',', ';')],
    ['tabs', plain.replaceAll(',', '\t')],
    [
      'everything quoted',
      plain
        .split('\n')
        .map((line) => line && `"${line.replaceAll(',', '","')}"`)
        .join('\n'),
    ],
    ['no last line feed', plain.trimEnd()],
  ])('%s', async (name, content) => {
    const run = await runBots(put(`${name}.csv`, content), name);
    expect(run.code, run.err).toBe(0);
    expect(rows(name)).toStrictEqual(usual);
    expect(counts(name)).toMatchObject({ rows: 4, rejected: 0 });
  });
  test('quoted line ends and quotes are part of the value', async () => {
    const agent = 'Mozilla\n"5.0", (x;\r\ny)';
    const written = log(people(4).map((row) => ({ ...row, UserAgent: agent })));
    const run = await runBots(put('lines.csv', written), 'lines');
    expect(run.code, run.err).toBe(0);
    expect(column('lines', 'reputation_ipua', 'UserAgent')).toStrictEqual(Array(4).fill(agent));
    expect(text('lines', 'reputation_ipua.csv')).toContain('"Mozilla\n""5.0"", (x;\r\ny)"');
  });
});

describe('names of columns', () => {
  test('hostile ones are carried through to the labelled events', async () => {
    const names = [
      ...COLUMNS,
      '__proto__',
      'at',
      'a"b',
      'constructor',
      '"; drop table x; --',
      '😀',
      'cluster',
      'v',
      'n',
      'suspect',
    ];
    const extra = Object.fromEntries(
      names.slice(COLUMNS.length).map((name) => [name, `value of ${name}`] as const),
    );
    const rows = people(3).map((row) =>
      Object.fromEntries([...Object.entries(row), ...Object.entries(extra)]),
    );
    const run = await runBots(put('names.csv', log(rows, names)), 'names');
    expect(run.code, run.err).toBe(0);
    for (const name of names.slice(COLUMNS.length)) {
      const kept = name === 'cluster' ? 'cluster_2' : name;
      expect(column('names', 'labelled', kept), name).toStrictEqual(
        Array(3).fill(`value of ${name}`),
      );
      expect(column('names', 'profile', 'column')).toContain(kept);
    }
    expect(column('names', 'labelled', 'cluster')).toStrictEqual(['-1', '-1', '-1']);
  });
  test('one that occurs twice is told apart, and the first plays the part', async () => {
    const twice = log(people(3), [...COLUMNS, 'IPAddress']).split('\n');
    const content = twice
      .map((line, i) => (i === 0 || line === '' ? line : line.replace(/[^,]*$/, 'other')))
      .join('\n');
    const run = await runBots(put('twice.csv', content), 'twice');
    expect(run.code, run.err).toBe(0);
    expect(run.err).toContain(
      'The name "IPAddress" occurs more than once; column 16 is called "IPAddress_2".',
    );
    expect(column('twice', 'labelled', 'IPAddress')).toStrictEqual([
      '10.0.0.1',
      '10.0.0.2',
      '10.0.0.3',
    ]);
    expect(column('twice', 'labelled', 'IPAddress_2')).toStrictEqual(['other', 'other', 'other']);
  });
});

describe('logs of odd shapes', () => {
  test('one row is one session, and noise', async () => {
    const run = await runBots(put('one-row.csv', log(people(1))), 'one-row');
    expect(run.code, run.err).toBe(0);
    expect(clusters('one-row')).toStrictEqual({ clusters_ipua: { count: 0, noise: 1, sizes: [] } });
    expect(records('one-row', 'pivot_as_name')).toStrictEqual([
      ['AS Name', 'noise', 'total'],
      ['Comcast', '1', '1'],
    ]);
    expect(records('one-row', 'reputation_ip')[1]?.slice(1, 4)).toStrictEqual(['1', '0', '0']);
  });
  test('one session of all rows', async () => {
    const rows = people(5).map((row) => ({ ...row, IPAddress: '10.0.0.1' }));
    const run = await runBots(put('one-session.csv', log(rows)), 'one-session');
    expect(run.code, run.err).toBe(0);
    expect(column('one-session', 'sessions_ipua', 'session_id')).toStrictEqual(Array(5).fill('0'));
    expect(records('one-session', 'features_ipua')[1]?.slice(0, 5)).toStrictEqual([
      '0',
      '10.0.0.1',
      'Firefox',
      '5',
      '5',
    ]);
  });
  test('constant features are told of, and are 0 when scaled', async () => {
    const run = await runBots(put('constant.csv', log(people(4))), 'constant');
    expect(run.err).toContain(
      'note: RequestCount is the same in every row of features_ipua; it is scaled to 0 and tells nothing apart.',
    );
    expect(column('constant', 'scaled_ipua', 'RequestCount')).toStrictEqual(['0', '0', '0', '0']);
    expect(column('constant', 'correlation_ipua', 'RequestCount')).toStrictEqual(Array(8).fill(''));
  });
  test('nulls in key and time lose no row', async () => {
    const rows = people(6);
    rows[0]!['IPAddress'] = '';
    rows[1]!['IPAddress'] = '';
    rows[2]!['RequestDate'] = '';
    rows[3]!['SendDate'] = '';
    const source = put('nulls.csv', log(rows).replaceAll('""', ''));
    const run = await runBots(source, 'nulls');
    expect(run.code, run.err).toBe(0);
    expect(run.err).toContain('note: 1 of 6 events have no RequestDate and are in no session.');
    expect(run.err).toContain(
      'note: 2 events have a null in IPAddress or UserAgent; they are a group (null) of their own.',
    );
    expect(column('nulls', 'labelled', 'session_id')).toStrictEqual(['0', '0', '', '1', '2', '3']);
    expect(column('nulls', 'labelled', 'cluster')[3]).toBe('');
    expect(column('nulls', 'pivot_cidr', 'total')).toStrictEqual(['6']);
    expect(records('nulls', 'pivot_cidr')[0]).toContain('unclustered');
    expect(json('nulls', 'run.json')['sessions']).toMatchObject({
      sessions_ipua: { count: 4, events: 6, noTime: 1, nullKey: 2 },
    });
    const dropped = await runBots(source, 'dropped', '--param', 'nullKey=drop');
    expect(dropped.err).toContain(
      '2 events have a null in IPAddress or UserAgent; they are dropped from the sessions.',
    );
    expect(column('dropped', 'labelled', 'session_id')).toStrictEqual(['', '', '', '0', '1', '2']);
  });
  test('as many clusters as sessions, and 3000 of them', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({
      IPAddress: `a${i}`,
      'CIDR Range': `range ${i % 500}`,
      RequestDate: new Date(Date.UTC(2020, 0, 17, 10) + i * 3_600_000).toISOString(),
    }));
    const run = await runBots(
      put('clusters.csv', log(rows)),
      'clusters',
      '--param',
      'minPts=1',
      '--param',
      'eps=1e-9',
    );
    expect(run.code, run.err).toBe(0);
    expect(clusters('clusters')).toStrictEqual({
      clusters_ipua: { count: 3000, noise: 0, sizes: Array(3000).fill(1) },
    });
    expect(records('clusters', 'pivot_cidr')[0]).toHaveLength(3003);
  });
});

test('the example log of these tests has the columns of the recipe', () => {
  const [header] = readFileSync(put('x.csv', log([])), 'utf8').split('\n');
  expect(header).toBe(COLUMNS.join(','));
});
