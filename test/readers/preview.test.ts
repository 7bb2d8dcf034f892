import { expect, test } from 'vitest';
import type { LoadRequest, SourceFile } from '../../src/engine/ports.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

function fileOf(name: string, content: string): SourceFile {
  return { name, blob: new Blob([content]) };
}

const request = (files: readonly SourceFile[], more: Partial<LoadRequest> = {}): LoadRequest => ({
  input: 'events',
  relation: 'previewed',
  files,
  types: {},
  mapping: {},
  ...more,
});

async function tablesAndUploads(): Promise<unknown> {
  const database = await sharedDatabase();
  const tables = await database.rows(sql`SELECT table_name FROM duckdb_tables()`);
  const uploads = await database.rows(sql`FROM glob('uploads/*')`);
  return [tables.rows, uploads.rows];
}

const SMALL: readonly (readonly [string, string])[] = [
  ['a.csv', 'when,n,x,who\n2020-01-17 09:03:00,1,0.5,ann\nsoon,2,1.5,bob\n2020-01-18,3,,\n1,2\n'],
  ['a.tsv', 'a\tb\n"x\n1"\ty\nz\n"q"q\tr\n'],
  ['a.json', '[{"when": "2020-01-17", "n": 1}, {"n": 2.5}, {"when": "never"}]'],
  ['a.log', '#separator \\x09\n#fields\tts\tn\n#types\ttime\tcount\n1\t2\nx\t3\n'],
];

test.each(SMALL)('the preview of a small %s is what a load makes of it', async (name, content) => {
  const database = await sharedDatabase();
  const reader = createNodeReader(database);
  const files = [fileOf(name, content)];
  const types: LoadRequest['types'] = content.includes('when') ? { when: 'timestamp' } : {};
  const before = await tablesAndUploads();
  const preview = await reader.preview(request(files, { types }));
  expect(await tablesAndUploads()).toStrictEqual(before);
  const loaded = await reader.load(request(files, { types }));
  const relation = ident(loaded.relation);
  const { rows } = await database.rows(sql`SELECT * EXCLUDE (_row) FROM ${relation} ORDER BY _row`);
  await database.run(sql`DROP TABLE ${relation}`);
  expect(preview.rows).toStrictEqual(rows);
  const columns = preview.columns.map(({ name: column, type }) => ({ name: column, type }));
  expect(columns).toStrictEqual(loaded.schema.filter((column) => column.name !== '_row'));
  expect(preview.rejects).toStrictEqual(loaded.rejects);
  expect(preview.rejected).toBe(loaded.files[0]?.rejected);
  expect(preview.records).toBe(rows.length + preview.rejected);
  expect(preview.warnings).toStrictEqual(loaded.warnings);
  expect(preview.whole).toBe(true);
});

test('of a long file the beginning is read only', async () => {
  const reader = createNodeReader(await sharedDatabase());
  const line = `${'x'.repeat(96)},1\n`;
  let read = 0;
  const blob = new Blob(['a,b\n', line.repeat(200_000)]);
  const counted = new Proxy(blob, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (key !== 'slice' || typeof value !== 'function') return value;
      return (from: number, to: number) => {
        read += Math.min(to, target.size) - from;
        return target.slice(from, to);
      };
    },
  });
  const preview = await reader.preview(request([{ name: 'long.csv', blob: counted }]));
  expect(preview.whole).toBe(false);
  expect(preview.records).toBeGreaterThanOrEqual(1000);
  expect(preview.rows).toHaveLength(100);
  expect(preview.lines).toHaveLength(100);
  expect(read).toBeLessThan(4 << 20);
});

test('a file of bad records only is not read to its end', async () => {
  const reader = createNodeReader(await sharedDatabase());
  const preview = await reader.preview(
    request([fileOf('bad.csv', `a,b\n${'1,2,3,4,5\n'.repeat(1_000_000)}`)]),
  );
  expect(preview.whole).toBe(false);
  expect(preview.rejected).toBeLessThan(200_000);
  expect(preview.rejects[0]).toMatchObject({ line: 2, reason: '5 fields, 2 expected' });
});

test('a delimiter and the type of a column, as a person says', async () => {
  const reader = createNodeReader(await sharedDatabase());
  const blob = new Blob(['a;b,c\n1;2,x\n3;y,4\n']);
  const found = await reader.preview(request([{ name: 'a.csv', blob }]));
  expect(found.table.dialect?.delimiter).toBe(';');
  const said = await reader.preview(
    request([{ name: 'a.csv', blob, dialect: { delimiter: ',' } }], {
      reading: { columns: { c: { type: 'integer' } } },
    }),
  );
  expect(said.columns).toMatchObject([
    { name: 'a;b', type: 'text' },
    { name: 'c', type: 'integer' },
  ]);
  expect(said.rejects).toMatchObject([{ line: 2, column: 'c', text: 'x' }]);
  expect(said.rows).toStrictEqual([['3;y', 4]]);
});

test('what the recipe wants and the file has not is named, and the rest is shown', async () => {
  const reader = createNodeReader(await sharedDatabase());
  const preview = await reader.preview(
    request([fileOf('a.csv', 'n\n1\n')], { types: { n: 'text', when: 'timestamp' } }),
  );
  expect(preview.missing).toStrictEqual(['when']);
  expect(preview.columns).toStrictEqual([
    { name: 'n', source: 'n', type: 'text', declared: 'text' },
  ]);
});

test('of several files the one that is asked for comes first, and types are those of all', async () => {
  const reader = createNodeReader(await sharedDatabase());
  const files = [fileOf('a.csv', 'n\n1\n'), fileOf('b.csv', 'n\n2.5\n')];
  const preview = await reader.preview(request(files), { file: 1 });
  expect(preview.columns[0]?.type).toBe('number');
  expect(preview.rows).toStrictEqual([[2.5], [1]]);
  expect(preview.lines?.map(({ text }) => text)).toStrictEqual(['n', '2.5']);
});

test.each([0, 2, 20])('a preview that is aborted after %i ms leaves nothing', async (delay) => {
  const before = await tablesAndUploads();
  const reader = createNodeReader(await sharedDatabase());
  const controller = new AbortController();
  setTimeout(() => {
    controller.abort(new Error('newer'));
  }, delay);
  const text = `a,b\n${'1,x\n'.repeat(300_000)}`;
  const files = Array.from({ length: 8 }, (_, i) => fileOf(`${String(i)}.csv`, text));
  await expect(reader.preview(request(files), { signal: controller.signal })).rejects.toThrow(
    'newer',
  );
  expect(await tablesAndUploads()).toStrictEqual(before);
});

test('times that can be read in two ways are text until one is said', async () => {
  const reader = createNodeReader(await sharedDatabase());
  const files = [fileOf('a.csv', 'when,n\n03/04/2020 10:00:00,1\n05/04/2020 11:00:00,2\n')];
  const types: LoadRequest['types'] = { when: 'timestamp' };
  const found = await reader.preview(request(files, { types }));
  expect(found.questions).toMatchObject([{ question: { kind: 'time', column: 'when' } }]);
  expect(found.columns[0]).toStrictEqual({
    name: 'when',
    source: 'when',
    type: 'text',
    declared: 'timestamp',
  });
  expect(found.rows[0]).toStrictEqual(['03/04/2020 10:00:00', 1]);
  const said = await reader.preview(
    request(files, {
      types,
      reading: {
        columns: { when: { time: { format: { pattern: '%d/%m/%Y %H:%M:%S' }, zone: 'UTC' } } },
      },
    }),
  );
  expect(said.questions).toStrictEqual([]);
  expect(said.rows[0]?.[0]).toBe(BigInt(Date.UTC(2020, 3, 3, 10)) * 1000n);
});

test('records that a clock change makes doubtful are rejected until a person says more', async () => {
  const reader = createNodeReader(await sharedDatabase());
  const files = [
    fileOf(
      'a.csv',
      'when\n2020-03-29 01:30:00\n2020-03-29 02:30:00\n2020-10-25 02:30:00\n2020-06-01 12:00:00\n',
    ),
  ];
  const preview = await reader.preview(
    request(files, {
      reading: { columns: { when: { time: { format: 'iso', zone: 'Europe/Zurich' } } } },
    }),
  );
  expect(preview.questions).toMatchObject([
    { question: { kind: 'clock-change', column: 'when', gaps: 1, overlaps: 1 } },
  ]);
  expect(preview.rejects.map(({ line }) => line)).toStrictEqual([3, 4]);
  expect(preview.rows).toStrictEqual([
    [BigInt(Date.UTC(2020, 2, 29, 0, 30)) * 1000n],
    [BigInt(Date.UTC(2020, 5, 1, 10)) * 1000n],
  ]);
});
