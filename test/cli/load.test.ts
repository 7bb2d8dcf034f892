import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { log, path, people, put, spoor, useFolder } from './spoor.ts';

useFolder();

const encode = (text: string) => new TextEncoder().encode(text);

test('load --json gives one object: tables, columns, rejected records, warnings', async () => {
  const csv = put('a.csv', 'x;y\n1;"a;b"\nbad\n2;\n');
  const json = put('b.json.gz', gzipSync('{"n":{"m":0.5},"l":[1]}\nno\n'));
  const { code, out } = await spoor('load', csv, json, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toStrictEqual({
    tables: [
      {
        name: 'a.csv',
        rows: 2,
        rejected: 1,
        columns: [
          { name: 'x', type: 'integer' },
          { name: 'y', type: 'text' },
        ],
        dialect: {
          encoding: 'utf-8',
          delimiter: ';',
          quote: '"',
          skip: 0,
          comment: '',
          header: 'first',
          short: 'reject',
        },
        rejects: [{ line: 3, column: null, reason: '1 field, 2 expected', text: 'bad' }],
        warnings: [],
      },
      {
        name: 'b.json.gz',
        rows: 1,
        rejected: 1,
        columns: [
          { name: 'n.m', type: 'number' },
          { name: 'l', type: 'text' },
        ],
        rejects: [
          {
            line: 2,
            column: null,
            reason: 'no JSON: a value expected, "n" found at character 1',
            text: 'no',
          },
        ],
        warnings: [],
      },
    ],
  });
});

test('load without --json is for a person; --out writes the table', async () => {
  const ndjson = put('c.ndjson', '{"a":"x,y","b":1}\n{"b":2}\n');
  const { code, out } = await spoor('load', ndjson, '--out', path('c.csv'));
  expect(code).toBe(0);
  expect(out).toBe('c.ndjson: json, 2 rows, 0 rejected, 2 columns\n  a  text\n  b  integer\n');
  expect(readFileSync(path('c.csv'), 'utf8')).toBe('a,b\n"x,y",1\n,2\n');
});

test('FILE#TABLE takes one table of several, and names them when there is no such', async () => {
  const zip = put(
    'logs.zip',
    zipSync({
      'one.csv': encode('a,b\n1,2\n'),
      'two.csv': encode('c,d\n1,2\n3,4\n'),
      'picture.png': Uint8Array.from({ length: 99 }),
    }),
  );
  const all = await spoor('load', zip, '--json');
  const { tables } = JSON.parse(all.out) as {
    tables: { name: string; rows: number; warnings: string[] }[];
  };
  expect(tables.map(({ name, rows }) => [name, rows])).toStrictEqual([
    ['logs.zip#one.csv', 1],
    ['logs.zip#two.csv', 2],
  ]);
  expect(tables[0]?.warnings).toStrictEqual([
    'The file holds picture.png, too, which is not read: This is not a text file; save the table as CSV in UTF-8.',
  ]);
  const one = await spoor('load', `${zip}#two.csv`, '--json');
  expect(JSON.parse(one.out)).toMatchObject({ tables: [{ name: 'logs.zip#two.csv', rows: 2 }] });
  const none = await spoor('load', `${zip}#three`);
  expect(none.code).toBe(1);
  expect(none.message).toBe(
    'logs.zip: There is no table "three" in this file; it holds one.csv, two.csv, picture.png.',
  );
  expect((await spoor('load', zip, '--out', path('z.csv'))).code).toBe(2);
  expect((await spoor('load')).code).toBe(2);
});

test('a recipe runs on a packed log as on the plain one', async () => {
  const text = log(people(3));
  const given = [put('plain.csv', text), put('packed.csv.gz', gzipSync(text))];
  const tables: string[] = [];
  for (const [i, file] of given.entries()) {
    const { code } = await spoor(
      'run',
      'email-bots',
      '--input',
      `events=${file}`,
      '--out',
      path(`out${i}`),
    );
    expect(code).toBe(0);
    tables.push(readFileSync(path(`out${i}/reputation_ip.csv`), 'utf8'));
  }
  expect(tables[1]).toBe(tables[0]);
});

test('--profile says what every column holds; with --json as values', async () => {
  const log = put(
    'p.ndjson',
    '{"who":"a","n":1,"ok":true}\n{"who":"a","n":2}\n{"who":"b","n":4,"ok":false}\n{"ok":true}\n',
  );
  const { code, out } = await spoor('load', log, '--profile');
  expect(code).toBe(0);
  expect(out.slice(out.indexOf('\n\n') + 2)).toBe(`p.ndjson
4 rows
Data columns (total 3 columns):
who    3 non-null text
n      3 non-null integer
ok     3 non-null boolean
types: boolean(1), integer(1), text(1)
memory: 103 bytes before packing

        who         n        ok
count     3  3.000000  3.000000
unique    2       NaN       NaN
top       a       NaN       NaN
freq      2       NaN       NaN
mean    NaN  2.333333  0.666667
std     NaN  1.527525  0.577350
min     NaN  1.000000  0.000000
25%     NaN  1.500000  0.500000
50%     NaN  2.000000  1.000000
75%     NaN  3.000000  1.000000
max     NaN  4.000000  1.000000
`);
  const json = await spoor('load', log, '--profile', '--json');
  const { tables } = JSON.parse(json.out) as { tables: { profile: unknown[] }[] };
  expect(tables[0]?.profile).toMatchObject([
    { name: 'who', rows: 4, nulls: 1, distinct: 2, top: 'a', freq: 2, bytes: 67, note: null },
    { name: 'n', nulls: 1, distinct: 3, min: '1', max: '4', median: 2, bytes: 32 },
    { name: 'ok', type: 'boolean', distinct: 2, top: 'true', freq: 2, bytes: 4 },
  ]);
});
