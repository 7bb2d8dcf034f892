import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { csvs, json, log, path, people, put, records, runBots, spoor, useFolder } from './spoor.ts';

const LOG = path('log.csv');

useFolder();
beforeAll(async () => {
  await spoor('simulate', 'email-clicks', '--seed', '5', '--rows', '1500', '--out', LOG);
  const run = await runBots(LOG, 'plain');
  expect(run.code, run.err).toBe(0);
});

test('a column that has another name is mapped', async () => {
  const renamed = put(
    'renamed.csv',
    readFileSync(LOG, 'utf8').replace('IPAddress', 'ip').replace('AS Name', 'owner'),
  );
  const refused = await runBots(renamed, 'unmapped');
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.message).toMatch(
    /^renamed\.csv: There is no column "IPAddress"\. There is no column "AS Name"\. It has InboxID, .*\bip\b.* --map INPUT\.IPAddress=COLUMN\.$/,
  );
  const mapped = await runBots(
    renamed,
    'mapped',
    '--map',
    'events.IPAddress=ip',
    '--map',
    'events.AS Name=owner',
  );
  expect(mapped.code, mapped.err).toBe(0);
  const { 'profile.csv': _, ...tables } = csvs('mapped');
  const { 'profile.csv': __, ...plain } = csvs('plain');
  expect(tables).toStrictEqual(plain);
  expect(json('mapped', 'run.json')['inputs']).toMatchObject([
    { mapping: { IPAddress: 'ip', 'AS Name': 'owner' } },
  ]);
  expect(json('plain', 'run.json')['inputs']).not.toMatchObject([{ mapping: {} }]);
});

describe('judgements', () => {
  test('one of this run is taken, of another refused unless it is to be taken all the same', async () => {
    const clusters = { 0: { name: 'people', suspect: true, note: 'a "test"' } };
    const own = { version: 1, run: json('plain', 'run.json')['id'], noiseSuspect: true, clusters };
    const judged = await runBots(
      LOG,
      'judged',
      '--judgement',
      put('own.json', JSON.stringify(own)),
    );
    expect(judged.code, judged.err).toBe(0);
    expect(json('judged', 'judgement.json')).toMatchObject({ ...own, clusters });
    const suspect = (out: string) =>
      records(out, 'reputation_as')
        .slice(1)
        .reduce((sum, row) => sum + Number(row[2]), 0);
    expect(suspect('judged')).toBe(1500);
    expect(suspect('plain')).toBeLessThan(1500);
    const {
      'reputation_ipua.csv': _,
      'reputation_ip.csv': __,
      'reputation_cidr.csv': ___,
      'reputation_as.csv': ____,
      ...others
    } = csvs('judged');
    expect(csvs('plain')).toMatchObject(others);

    const foreign = put('foreign.json', JSON.stringify({ ...own, run: 'f'.repeat(64) }));
    const refused = await runBots(LOG, 'refused', '--judgement', foreign);
    expect(refused.code).toBe(1);
    expect(refused.message).toMatch(
      /^The judgement was made for another run \(ffffffffffff…, this is [0-9a-f]{12}…\).*--judgement-any takes it all the same\.$/,
    );
    const any = await runBots(LOG, 'any', '--judgement', foreign, '--judgement-any');
    expect(any.code, any.err).toBe(0);
    expect(csvs('any')).toStrictEqual(csvs('judged'));
    expect(json('any', 'judgement.json')['run']).toBe(own.run);
  });
  test('one that cannot be read says where', async () => {
    const bad = put('bad.json', '{"version": 1, "run": "x", "clusters": {"one": {}}}');
    const refused = await runBots(LOG, 'bad', '--judgement', bad);
    expect(refused).toMatchObject({
      code: 1,
      message: `${bad}#/clusters/one: A cluster is named by its number.`,
    });
  });
});

test('--csv safe guards text and leaves numbers alone; without it nothing is changed', async () => {
  const rows = people(3).map((row, i) => ({ ...row, UserAgent: ['=cmd()', '-x', 'plain'][i]! }));
  const early = rows.map((row) => ({ ...row, SendDate: '2020-01-17 09:00:00' }));
  const source = put('risky.csv', log(early));
  expect((await runBots(source, 'safe', '--csv', 'safe')).code).toBe(0);
  expect((await runBots(source, 'lossless', '--csv', 'lossless')).code).toBe(0);
  const agents = (out: string) =>
    records(out, 'features_ipua')
      .slice(1)
      .map((row) => row[2]);
  expect(agents('safe')).toStrictEqual(["'=cmd()", "'-x", 'plain']);
  expect(agents('lossless')).toStrictEqual(['=cmd()', '-x', 'plain']);
  const clusters = records('safe', 'clusters_ipua').flatMap((row) => row.slice(1));
  expect(clusters).toStrictEqual(
    records('lossless', 'clusters_ipua').flatMap((row) => row.slice(1)),
  );
});

test('a parameter that has no effect is taken, and said to have none', async () => {
  const note = (name: string) => `note: ${name} has no effect while method is dbscan\n`;
  const run = await runBots(LOG, 'idle', '--param', 'k=7', '--param', 'eps=0.4');
  expect(run.code, run.err).toBe(0);
  expect(run.err).toContain(note('k'));
  expect(run.err).not.toContain(note('eps'));
  expect(csvs('idle')).toStrictEqual(csvs('plain'));
  expect(json('idle', 'run.json')['params']).toMatchObject({ method: 'dbscan', k: 7, eps: 0.4 });
  const wrong = await runBots(LOG, 'wrong', '--param', 'k=0');
  expect(wrong).toMatchObject({
    code: 1,
    message: 'email-bots#/params/k: k must be 1 or more, not 0.',
  });
});

test('two files of one input are appended in their order', async () => {
  const [header = '', ...lines] = readFileSync(LOG, 'utf8').trimEnd().split('\n');
  const half = (name: string, part: string[]) => put(name, `${[header, ...part].join('\n')}\n`);
  const [one, two] = [half('one.csv', lines.slice(0, 700)), half('two.csv', lines.slice(700))];
  const run = await spoor(
    'run',
    'email-bots',
    '--input',
    `events=${one}`,
    '--input',
    `events=${two}`,
    '--out',
    path('both'),
  );
  expect(run.code, run.err).toBe(0);
  expect(csvs('both')).toStrictEqual(csvs('plain'));
  const [input] = json('both', 'run.json')['inputs'] as {
    files: { name: string; rows: number }[];
  }[];
  expect(input?.files.map(({ name, rows }) => [name, rows])).toStrictEqual([
    ['one.csv', 700],
    ['two.csv', 800],
  ]);
});
