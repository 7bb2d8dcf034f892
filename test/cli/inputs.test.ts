import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { files, json, path, put, records, spoor, timeless, useFolder } from './spoor.ts';

const RECIPE = fileURLToPath(new URL('recipes/clouds.json', import.meta.url));
const FILES = {
  events: `time,ip,asn
2020-01-01 00:00:00,10.1.0.1,64496
2020-01-01 00:00:01,2001:db8::1,64497
2020-01-01 00:00:30,10.1.0.1,64497
2020-01-01 00:09:00,192.0.2.7,
2020-01-01 00:09:30,hidden,64500
`,
  clouds: `prefix,provider
10.0.0.0/8,Ten
10.1.0.0/16,Ten One
2001:db8::/32,Documents
`,
  networks: `number,name
64497,Second
64496,First
`,
  blocked: `range,since
10.1.0.0-10.1.0.9,2019
192.0.2.7,2020
10.300.0.0/8,2020
`,
};
const given = (name: keyof typeof FILES, content = FILES[name]): string[] => [
  '--input',
  `${name}=${put(`${name}.csv`, content)}`,
];
const run = (out: string, ...inputs: string[][]) =>
  spoor('run', RECIPE, '--out', path(out), ...inputs.flat());

useFolder();
beforeAll(async () => {
  const ran = await run(
    'all',
    given('blocked'),
    given('networks'),
    given('events'),
    given('clouds'),
  );
  expect(ran.code, ran.err).toBe(0);
});

test('a recipe of four inputs joins each to the events', () => {
  expect(files('all')).toStrictEqual([
    'features.csv',
    'judgement.json',
    'recipe.json',
    'run.json',
    'sessions.csv',
    'tagged.csv',
  ]);
  expect(records('all', 'tagged')).toStrictEqual([
    ['_row', 'time', 'ip', 'asn', 'network', 'cloud', 'blocked'],
    ['0', '2020-01-01T00:00:00', '10.1.0.1', '64496', 'First', 'Ten One', 'true'],
    ['1', '2020-01-01T00:00:01', '2001:db8::1', '64497', 'Second', 'Documents', 'false'],
    ['2', '2020-01-01T00:00:30', '10.1.0.1', '64497', 'Second', 'Ten One', 'true'],
    ['3', '2020-01-01T00:09:00', '192.0.2.7', '', '', '', 'true'],
    ['4', '2020-01-01T00:09:30', 'hidden', '64500', '', '', 'false'],
  ]);
  expect(records('all', 'features')).toStrictEqual([
    ['session_id', 'cloud', 'clicks', 'networks'],
    ['0', 'Ten One', '2', '2'],
    ['1', 'Documents', '1', '1'],
    ['2', '', '1', '0'],
    ['3', '', '1', '0'],
  ]);
});

test('run.json names every file, what matched, and what was no address', () => {
  const record = json('all', 'run.json');
  const inputs = record['inputs'] as { name: string; files: { name: string; rows: number }[] }[];
  expect(inputs.map(({ name, files: [file] }) => [name, file?.name, file?.rows])).toStrictEqual([
    ['events', 'events.csv', 5],
    ['clouds', 'clouds.csv', 3],
    ['networks', 'networks.csv', 2],
    ['blocked', 'blocked.csv', 3],
  ]);
  expect(record['joins']).toMatchObject({
    by_network: { rowsIn: 5, matched: 3, unmatched: 2, nullKeys: 1, unmatchedKeys: 1 },
    by_cloud: { rowsIn: 5, matched: 3, unmatched: 2, badAddressRows: 1, unmatchedKeys: 1 },
    tagged: { rowsIn: 5, matched: 3, ranges: 2, badRanges: 1 },
  });
  expect(record['warnings']).toStrictEqual([
    'ip of by_network: rows whose value is no IP address, which match nothing: 1 of 5 ("hidden").',
    'ip of by_cloud: rows whose value is no IP address, which match nothing: 1 of 5 ("hidden").',
    'range of blocked: values that are no address range, passed over: 1 of 3 ("10.300.0.0/8").',
  ]);
});

test('the order of the inputs does not matter; the bytes of each do', async () => {
  const again = await run(
    'again',
    given('clouds'),
    given('events'),
    given('networks'),
    given('blocked'),
  );
  expect(again.code, again.err).toBe(0);
  expect(timeless('again')).toStrictEqual(timeless('all'));
  const other = await run(
    'other',
    given('clouds'),
    given('events'),
    given('networks'),
    given('blocked', 'range,since\n10.1.0.0/16,2020\n'),
  );
  expect(other.code, other.err).toBe(0);
  expect(json('other', 'run.json')['id']).not.toBe(json('all', 'run.json')['id']);
});

test('an input without a file, and a file without an input', async () => {
  expect(await run('x', given('events'), given('clouds'), given('networks'))).toMatchObject({
    code: 2,
    message: expect.stringContaining(
      'No file was given for the input "blocked": --input blocked=PATH.',
    ) as string,
  });
  const typo = ['--input', `cloud=${path('clouds.csv')}`];
  expect(await run('x', given('events'), typo)).toMatchObject({
    code: 2,
    message: expect.stringContaining(
      'The recipe has no input "cloud"; it has events, clouds, networks, blocked.',
    ) as string,
  });
});

test('a key with two values stops the run and names step and key', async () => {
  const doubled = given('networks', 'number,name\n64496,First\n64496,Other\n64497,Second\n');
  const ran = await run('x', given('events'), given('clouds'), doubled, given('blocked'));
  expect(ran).toMatchObject({
    code: 1,
    message:
      'step by_network: One key of networks would give a row several different values: number = "64496" has 2. Choose keys that name one row, or let the first row of each key count ("several": "first").',
  });
});
