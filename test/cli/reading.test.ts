import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { json, log, path, people, put, runBots, spoor, useFolder } from './spoor.ts';

useFolder();

const document = (content: unknown) => put('reading.json', JSON.stringify(content));

test('load --reading: types and times as a person says, the same each time', async () => {
  const csv = put('a.csv', 'zip,t\n007,03/02/2020 12:00\n');
  const time = { format: { pattern: '%d/%m/%Y %H:%M' }, zone: 'Europe/Zurich' };
  const reading = document({ reading: { columns: { zip: { type: 'text' }, t: { time } } } });
  const { code, out } = await spoor(
    'load',
    csv,
    '--reading',
    reading,
    '--out',
    path('b.csv'),
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    tables: [
      {
        rows: 1,
        columns: [
          { name: 'zip', type: 'text' },
          { name: 't', type: 'timestamp' },
        ],
        warnings: [],
      },
    ],
  });
  expect(readFileSync(path('b.csv'), 'utf8')).toContain('007,2020-02-03');
});

test('a question is answered by what its message shows', async () => {
  const csv = put('asked.csv', 't,x\n03/02/2020,a\n');
  const first = await spoor(
    'load',
    csv,
    '--reading',
    document({ reading: { columns: { t: { type: 'timestamp' } } } }),
  );
  expect(first.code).toBe(1);
  expect(first.message).toContain(
    'day/month/year (2020-02-03 00:00:00) or month/day/year (2020-03-02 00:00:00)',
  );
  const said = /e\.g\. (\{.*\})\.$/.exec(first.message)?.[1] ?? '';
  const again = await spoor('load', csv, '--reading', put('said.json', said));
  expect(again.code).toBe(0);
  expect(again.out).toContain('t  timestamp');
});

describe('a document that is not understood: every fault with its place', () => {
  const csv = put('faulty.csv', 'a,b\n1,2\n');
  test.each<[unknown, string]>([
    [{ colums: {} }, '#/colums: nothing called "colums" is known here'],
    [
      { reading: { columns: { a: { type: 'date' } } } },
      '#/reading/columns/a/type: One of "text", ',
    ],
    [
      { reading: { columns: { a: { time: { format: { pattern: '%d/%Q' }, zone: 'UTC' } } } } },
      '#/reading/columns/a/time/format/pattern: "%d/%Q" has %Q, which is not known here',
    ],
    [
      { reading: { columns: { a: { time: { format: 'iso' } } } } },
      '#/reading/columns/a/time/zone: "zone" is missing',
    ],
    [
      { files: { 'faulty.csv': { dialect: { delimiter: ';;' } } } },
      '#/files/faulty.csv/dialect/delimiter: One ASCII',
    ],
    [{ reading: { sample: { share: 2, seed: 1 } } }, '#/reading/sample/share: A share above 0'],
  ])('%j', async (content, message) => {
    const file = document(content);
    const found = await spoor('load', csv, '--reading', file);
    expect(found.code).toBe(1);
    expect(found.message.startsWith(`${file}${message}`), found.message).toBe(true);
  });

  test('that is no JSON, or speaks of what is not given', async () => {
    const broken = await spoor('load', csv, '--reading', put('broken.json', '{'));
    expect(broken.message).toContain('this is no JSON');
    const other = await spoor('load', csv, '--reading', document({ files: { 'b.csv': {} } }));
    expect(other).toMatchObject({ code: 2 });
    expect(other.message).toContain('--reading speaks of the file "b.csv"; given is faulty.csv.');
    const input = await runBots(csv, 'none', '--reading', document({ inputs: { clicks: {} } }));
    expect(input.message).toContain('--reading speaks of the input "clicks"; there is events.');
  });
});

test('what was said is recorded in a run and counts in its id', async () => {
  const file = put('log.csv', log(people(3)));
  const plain = await runBots(file, 'plain');
  const reading = { columns: { RequestDate: { time: { format: 'iso', zone: 'Europe/Zurich' } } } };
  const said = await runBots(
    file,
    'said',
    '--reading',
    document({ inputs: { events: { reading } } }),
  );
  expect([plain.code, said.code]).toStrictEqual([0, 0]);
  const [before, after] = [json('plain', 'run.json'), json('said', 'run.json')];
  expect(after['id']).not.toBe(before['id']);
  expect(after['inputs']).toMatchObject([{ name: 'events', reading }]);
  expect(JSON.stringify(before['inputs'])).not.toContain('reading');
});
