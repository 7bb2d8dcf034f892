import { tableFromArrays, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnDifferences, commonOf, unionOf } from '../../src/engine/column-differences.ts';
import { ReadError } from '../../src/engine/ports.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { type Bytes, loadBytes } from './load-case.ts';

const A: [string, Bytes] = ['a.csv', 'x,y,when\n1,u,2020-01-01\n2,v,2020-01-02\n'];
const B: [string, Bytes] = ['b.csv', 'z;x\ntrue;3\nfalse;4.5\n'];

test('without a word, files that differ are a question that names column, file and type', async () => {
  const thrown = await loadBytes(await sharedDatabase(), [A, B]).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ReadError);
  expect(thrown).toMatchObject({ code: 'differing-columns', file: 'b.csv' });
  const { question } = thrown as ReadError;
  expect(question).toStrictEqual({
    kind: 'difference',
    differences: ['y', 'when', 'z'].map((column) => ({
      column,
      files: [
        { file: 'a.csv', type: column === 'z' ? null : 'unknown' },
        { file: 'b.csv', type: column === 'z' ? 'unknown' : null },
      ],
    })),
  });
});

test('all columns: a file is null where it has none', async () => {
  const { loaded, table } = await loadBytes(await sharedDatabase(), [A, B, A], {
    types: { when: 'timestamp' },
    reading: { differing: 'union' },
  });
  expect(loaded.schema).toStrictEqual([
    { name: '_row', type: 'integer' },
    { name: 'x', type: 'number' },
    { name: 'y', type: 'text' },
    { name: 'when', type: 'timestamp' },
    { name: 'z', type: 'boolean' },
  ]);
  const day = (n: number) => BigInt(Date.UTC(2020, 0, n)) * 1000n;
  expect(table.rows).toStrictEqual([
    [0, 1, 'u', day(1), null],
    [1, 2, 'v', day(2), null],
    [2, 3, null, null, true],
    [3, 4.5, null, null, false],
    [4, 1, 'u', day(1), null],
    [5, 2, 'v', day(2), null],
  ]);
  expect(loaded.files.map(({ rows, rejected }) => [rows, rejected])).toStrictEqual([
    [2, 0],
    [2, 0],
    [2, 0],
  ]);
});

test('common columns: only those that every file has, in the order of the first', async () => {
  const { table } = await loadBytes(await sharedDatabase(), [B, A], {
    reading: { differing: 'common' },
  });
  expect(table.columns.map(({ name }) => name)).toStrictEqual(['_row', 'x']);
  expect(table.rows.map((row) => row[1])).toStrictEqual([3, 4.5, 1, 2]);
});

test('files without a common column have no common table', async () => {
  const load = loadBytes(await sharedDatabase(), [A, ['c.csv', 'other\n1\n']], {
    reading: { differing: 'common' },
  });
  await expect(load).rejects.toMatchObject({ code: 'differing-columns' });
});

test('a role that only one file has is null in the others, or missing where only common columns are taken', async () => {
  const database = await sharedDatabase();
  const types = { kind: 'boolean' } as const;
  const mapping = { kind: 'z' };
  const { table } = await loadBytes(database, [A, B], {
    types,
    mapping,
    reading: { differing: 'union' },
  });
  const at = table.columns.findIndex(({ name }) => name === 'kind');
  expect(table.rows.map((row) => row[at])).toStrictEqual([null, null, true, false]);
  const common = loadBytes(database, [A, B], { types, mapping, reading: { differing: 'common' } });
  await expect(common).rejects.toMatchObject({ code: 'missing-column' });
});

test('typed files and text append, too: a type is that of the files that have the column', async () => {
  const database = await sharedDatabase();
  const arrow: [string, Bytes] = [
    'w.arrow',
    Uint8Array.from(
      tableToIPC(tableFromArrays({ w: [0.5, null], x: Int32Array.of(5, 6) }), 'file'),
    ),
  ];
  const ndjson: [string, Bytes] = ['j.ndjson', '{"x": 8, "deep": {"er": true}}\n'];
  const { loaded, table } = await loadBytes(database, [A, arrow, ndjson], {
    reading: { differing: 'union' },
  });
  expect(loaded.schema.slice(1).map(({ name, type }) => `${name} ${type}`)).toStrictEqual([
    'x integer',
    'y text',
    'when timestamp',
    'w number',
    'deep.er boolean',
  ]);
  expect(table.rows.map((row) => row.slice(1))).toStrictEqual([
    [1, 'u', 1_577_836_800_000_000n, null, null],
    [2, 'v', 1_577_923_200_000_000n, null, null],
    [5, null, null, 0.5, null],
    [6, null, null, null, null],
    [8, null, null, null, true],
  ]);
});

test('times of one file with an offset and of another without one stay text', async () => {
  const database = await sharedDatabase();
  const written = ['2020-01-17T09:03:00Z', '2020-01-17T09:03:00'];
  const files = (end: string, text: (time: string) => string) =>
    written.map((time, i): [string, Bytes] => [`${String(i)}.${end}`, text(time)]);
  for (const given of [
    files('csv', (time) => `x,t\n1,${time}\n`),
    files('ndjson', (time) => JSON.stringify({ x: 1, t: time })),
  ]) {
    const { loaded, table } = await loadBytes(database, given);
    expect(table.rows.map((row) => row[2])).toStrictEqual(written);
    expect(loaded.warnings).toStrictEqual([expect.stringContaining('The column "t" holds times')]);
  }
});

test('differences, union and common agree with sets, whatever the columns are called', () => {
  const names = fc.uniqueArray(
    fc.constantFrom<string[]>('a', 'b', 'A', '__proto__', 'constructor', '', 'é'),
  );
  fc.assert(
    fc.property(fc.array(names, { minLength: 1, maxLength: 5 }), (given) => {
      const files = given.map((columns, i) => ({
        file: `f${String(i)}`,
        columns: columns.map((name) => ({ name, type: null })),
      }));
      const all = new Set(given.flat());
      const common = [...all].filter((name) => given.every((columns) => columns.includes(name)));
      expect(new Set(unionOf(files))).toStrictEqual(all);
      expect(new Set(commonOf(files))).toStrictEqual(new Set(common));
      const differing = columnDifferences(files);
      expect(new Set(differing.map(({ column }) => column))).toStrictEqual(
        new Set([...all].filter((name) => !common.includes(name))),
      );
      for (const { column, files: has } of differing)
        expect(has.map(({ type }) => type !== null)).toStrictEqual(
          given.map((columns) => columns.includes(column)),
        );
    }),
  );
});
