import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  type LoadProgress,
  ReadError,
  type Reader,
  type SourceFile,
} from '../../src/engine/ports.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { csvText } from './csv-text.ts';
import { loadBytes } from './load-case.ts';

function fileOf(name: string, content: string): SourceFile {
  return { name, blob: new Blob([content]) };
}

async function tablesAndUploads(): Promise<unknown> {
  const database = await sharedDatabase();
  const tables = await database.rows(sql`SELECT table_name FROM duckdb_tables()`);
  const uploads = await database.rows(sql`FROM glob('uploads/*')`);
  return [tables.rows, uploads.rows];
}

async function openReader(): Promise<Reader> {
  return createNodeReader(await sharedDatabase());
}

const request = (files: readonly SourceFile[]) => ({
  input: 'events',
  relation: 'read',
  files,
  types: {},
  mapping: {},
});

test('sniffing tells delimiter, names and doubts', async () => {
  const reader = await openReader();
  expect(await reader.sniff(fileOf('a.csv', 'x;y;x;\n1;2;3;4\n'))).toStrictEqual({
    file: 'a.csv',
    tables: [
      {
        name: '',
        format: 'csv',
        containers: [],
        columns: ['x', 'y', 'x_2', 'column_4'].map((name) => ({ name, type: null })),
        dialect: expect.objectContaining({ delimiter: ';', header: 'first' }) as unknown,
        warnings: [
          'The name "x" occurs more than once; column 3 is called "x_2".',
          'Column 4 has no name; it is called "column_4".',
        ],
      },
    ],
  });
  await expect(reader.sniff(fileOf('a.csv', ''))).rejects.toThrow(ReadError);
});

describe('a load that does not succeed leaves neither table nor upload', () => {
  const big = csvText([
    ['t', 'x'],
    ...Array.from({ length: 50_000 }, (_, i) => ['2020-01-01', `text ${i}`]),
  ]);

  test.each([0, 5, 50, 150])('when it is aborted after %i ms', async (delay) => {
    const before = await tablesAndUploads();
    const reader = await openReader();
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), delay);
    const files = Array.from({ length: 20 }, (_, i) => fileOf(`${i}.csv`, big));
    const loading = reader.load(
      { ...request(files), types: { t: 'timestamp' } },
      { signal: controller.signal },
    );
    await expect(loading).rejects.toThrow('enough');
    expect(await tablesAndUploads()).toStrictEqual(before);
  });

  test('when a later file is no text', async () => {
    const before = await tablesAndUploads();
    const reader = await openReader();
    const files = [fileOf('a.csv', 'a,b\n1,2\n'), fileOf('b.csv', 'BZh9')];
    await expect(reader.load(request(files))).rejects.toMatchObject({
      code: 'not-text',
      file: 'b.csv',
    });
    expect(await tablesAndUploads()).toStrictEqual(before);
  });

  test('when a file goes away while it is read', async () => {
    const before = await tablesAndUploads();
    const blob = new Blob(['a,b\n1,2\n']);
    let reads = 0;
    const slice = blob.slice.bind(blob);
    blob.slice = (...range) => {
      reads += 1;
      if (reads > 2) throw new DOMException('gone', 'NotReadableError');
      return slice(...range);
    };
    const reader = await openReader();
    const loading = reader.load(request([{ name: 'gone.csv', blob }]));
    await expect(loading).rejects.toMatchObject({
      name: 'ReadError',
      code: 'unreadable',
      file: 'gone.csv',
    });
    expect(await tablesAndUploads()).toStrictEqual(before);
  });

  test('when no file was given', async () => {
    const reader = await openReader();
    await expect(reader.load(request([]))).rejects.toThrow(ReadError);
  });
});

test('a table of the same name is replaced when a load succeeds, and kept when it fails', async () => {
  const database = await sharedDatabase();
  const reader = await openReader();
  await reader.load(request([fileOf('a.csv', 'a,b\n1,2\n')]));
  await expect(reader.load(request([fileOf('b.csv', '')]))).rejects.toThrow(ReadError);
  expect((await database.rows(sql`FROM read`)).rows).toStrictEqual([[0, 1, 2]]);
  await reader.load(request([fileOf('b.csv', 'c,d\n3,4\n')]));
  expect((await database.rows(sql`FROM read`)).rows).toStrictEqual([[0, 3, 4]]);
  await database.run(sql`DROP TABLE read`);
});

test('progress counts bytes up to the whole', async () => {
  const database = await sharedDatabase();
  const reader = await openReader();
  const files = [fileOf('a.csv', 'a,b\n1,2\n'), fileOf('b.csv', 'a,b\nbad\n3,4\n')];
  const totalBytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const seen: LoadProgress[] = [];
  await reader.load(request(files), { onProgress: (progress) => seen.push(progress) });
  await database.run(sql`DROP TABLE read`);
  expect(new Set(seen.map(({ phase }) => phase))).toStrictEqual(new Set(['read']));
  const done = seen.map(({ doneBytes }) => doneBytes);
  expect(done).toStrictEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(totalBytes);
  expect(new Set(seen.map((progress) => progress.totalBytes))).toStrictEqual(new Set([totalBytes]));
});

test('ten thousand columns are read, hostile ones among them', async () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `('avg_Length', 'avg_2019-02-01 ${i}"')`);
  names[7] = '__proto__';
  const rows = [
    names,
    names.map((_, i) => String(i)),
    names.map((_, i) => (i % 2 === 0 ? null : `${i}.5`)),
  ];
  const { table } = await loadBytes(await sharedDatabase(), [['wide.csv', csvText(rows)]]);
  expect(table.columns.slice(1).map(({ name }) => name)).toStrictEqual(names);
  expect(table.columns.slice(1, 4).map(({ type }) => type)).toStrictEqual([
    'integer',
    'number',
    'integer',
  ]);
  expect(table.rows.map((row) => row[10_000])).toStrictEqual([9999, 9999.5]);
});

test('a record of several megabytes is read, and one past the limit is left out', async () => {
  const database = await sharedDatabase();
  const long = 'x'.repeat(5_000_000);
  const text = csvText([
    ['a', 'b'],
    ['1', long],
    ['2', `${long}\n"${long}`],
    ['3', 'short'],
  ]);
  const { table } = await loadBytes(database, [['long.csv', text]]);
  expect(table.rows.map((row) => String(row[2]).length)).toStrictEqual([5_000_000, 10_000_002, 5]);
  const limited = await loadBytes(
    database,
    [['long.csv', text]],
    {},
    { longestRecord: 1 << 20, chunkBytes: 1 << 18 },
  );
  expect(limited.table.rows).toStrictEqual([[0, 3, 'short']]);
  expect(limited.loaded.rejects.map(({ line, text: shown }) => [line, shown.length])).toStrictEqual(
    [
      [2, 500],
      [3, 500],
    ],
  );
});

test('rejects are counted all, and the first are kept in the order of lines', async () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => (i % 2 === 0 ? ['soon', 'x'] : ['x']));
  const text = csvText([['t', 'x'], ...rows]);
  const { loaded, table } = await loadBytes(
    await sharedDatabase(),
    [['bad.csv', text]],
    { types: { t: 'timestamp' } },
    { sliceBytes: 5000 },
  );
  expect(table.rows).toStrictEqual([]);
  expect(loaded.files[0]).toMatchObject({ rows: 0, rejected: 12_000 });
  expect(loaded.rejects.map(({ line }) => line)).toStrictEqual(
    Array.from({ length: 10_000 }, (_, i) => i + 2),
  );
});

const clicks = new URL('../../../shared/data/email-clicks/clicks.csv.gz', import.meta.url);
if (!existsSync(clicks)) console.warn('../shared/data is not here: the e-mail log is not read.');

test.skipIf(!existsSync(clicks))('the e-mail log: 24,325 rows, none rejected', async () => {
  const database = await sharedDatabase();
  const blob = new Blob([Uint8Array.from(gunzipSync(readFileSync(clicks)))]);
  const loaded = await (
    await openReader()
  ).load({
    input: 'events',
    relation: 'clicks',
    files: [{ name: 'clicks.csv', blob }],
    types: { SendDate: 'timestamp', RequestDate: 'timestamp', UserAgent: 'text' },
    mapping: {},
  });
  expect(loaded.files[0]).toMatchObject({ rows: 24_325, rejected: 0, bytes: blob.size });
  expect(loaded.warnings).toStrictEqual([]);
  expect(loaded.schema.length).toBe(24);
  const { rows } = await database.rows(
    sql`SELECT count(*), count(DISTINCT _row), min(_row), max(_row), count("RequestDate") FROM clicks`,
  );
  expect(rows).toStrictEqual([[24_325, 24_325, 0, 24_324, 24_325]]);
  await database.run(sql`DROP TABLE clicks`);
});
