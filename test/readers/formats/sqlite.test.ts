import { describe, expect, test } from 'vitest';
import { makeLocalScanner } from '../../../src/readers/local-scanner.ts';
import { load } from './shared.ts';
import { databaseOf } from './sqlite-database.ts';

async function only(...statements: string[]) {
  const { loaded, table } = await load('a.db', databaseOf(...statements));
  return {
    warnings: loaded.warnings,
    types: table.columns.map(({ type }) => type),
    rows: table.rows,
  };
}

test('values of each class keep every bit', async () => {
  const found = await only(
    'CREATE TABLE t (i INTEGER, r REAL, b BOOLEAN, x TEXT, y BLOB)',
    `INSERT INTO t VALUES (9223372036854775807, 5e-324, 1, 'a' || char(0) || 'b', x'00ff'),
      (-9223372036854775807 - 1, 1e300, 0, '', NULL), (NULL, NULL, NULL, NULL, x'61'), (9007199254740993, 0.1, 1, '🎉"' || char(10), x'')`,
  );
  expect(found.types).toStrictEqual(['integer', 'number', 'boolean', 'text', 'text']);
  expect(found.rows).toStrictEqual([
    [2n ** 63n - 1n, 5e-324, true, 'a\0b', '00ff'],
    [-(2n ** 63n), 1e300, false, '', null],
    [null, null, null, null, '61'],
    [9_007_199_254_740_993n, 0.1, true, '🎉"\n', ''],
  ]);
  expect(found.warnings).toStrictEqual([
    'a.db: The column "y" holds bytes; they are read as hexadecimal digits.',
  ]);
});

test('a column of several classes is text, and says what it holds', async () => {
  const found = await only(
    'CREATE TABLE t (m)',
    "INSERT INTO t VALUES (1), (1.0), ('one'), (x'01'), (NULL)",
  );
  expect(found.types).toStrictEqual(['text']);
  expect(found.rows).toStrictEqual([['1'], ['1.0'], ['one'], ['01'], [null]]);
  expect(found.warnings).toStrictEqual([
    'a.db: The column "m" holds 1 whole number, 1 number with a fraction, 1 text and 1 piece of bytes (as hexadecimal digits); all are read as text.',
  ]);
});

test('whole numbers that no double holds do not become numbers', async () => {
  const found = await only('CREATE TABLE t (m)', 'INSERT INTO t VALUES (9007199254740993), (0.5)');
  expect(found.rows).toStrictEqual([['9007199254740993'], ['0.5']]);
  expect(found.warnings[0]).toContain('1 whole number beyond 2^53');
});

test('an infinite number becomes empty and is counted', async () => {
  const found = await only('CREATE TABLE t (m REAL)', 'INSERT INTO t VALUES (9e999), (0.5)');
  expect(found.rows).toStrictEqual([[null], [0.5]]);
  expect(found.warnings).toStrictEqual([
    'a.db: in the column "m", 1 value was NaN or infinite and became empty.',
  ]);
});

test('an empty table has the types that were declared', async () => {
  const found = await only('CREATE TABLE t (a INT, b VARCHAR(3), c DOUBLE, d BOOL, e)');
  expect(found.types).toStrictEqual(['integer', 'text', 'number', 'boolean', 'text']);
  expect(found.rows).toStrictEqual([]);
});

describe('with several tables', () => {
  const bytes = databaseOf(
    "CREATE TABLE wr (k TEXT PRIMARY KEY, v INT) WITHOUT ROWID; INSERT INTO wr VALUES ('b', 1), ('a', 2)",
    'CREATE VIEW v AS SELECT k || v AS kv FROM wr',
    'CREATE TABLE "odd ""name" ("a ""b" INT)',
  );

  test('none is taken silently', async () => {
    await expect(load('a.db', bytes)).rejects.toMatchObject({
      code: 'missing-table',
      question: { kind: 'table', tables: ['odd "name', 'v', 'wr'] },
    });
  });

  test.each([
    [
      'wr',
      [
        ['a', 2],
        ['b', 1],
      ],
    ],
    ['v', [['a2'], ['b1']]],
    ['odd "name', []],
  ])('%s is taken by name', async (name, rows) => {
    expect((await load('a.db', bytes, {}, name)).table.rows).toStrictEqual(rows);
  });
});

describe('is refused in words:', () => {
  const sound = databaseOf(
    'CREATE TABLE t (a INTEGER, b TEXT)',
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i, 'value ' || i FROM n",
  );
  const damaged = sound.slice();
  damaged.fill(0xaa, 20_000, 30_000);
  const utf16 = sound.slice();
  utf16[59] = 2;
  const empty = databaseOf('CREATE TABLE t (a); DROP TABLE t');
  const logged = empty.slice();
  logged.fill(2, 18, 20);

  test.each([
    ['a damaged page', damaged, 'malformed'],
    ['a file that breaks off', sound.slice(0, 40_000), 'malformed'],
    ['a file that only begins like one', sound.slice(0, 90), 'malformed'],
    ['UTF-16', utf16, 'UTF-16'],
    ['no tables', empty, 'no tables'],
    ['tables that are in the log beside it only', logged, 'ending in "-wal" beside it'],
  ])('%s', async (_, bytes, words) => {
    await expect(load('a.db', bytes)).rejects.toMatchObject({ name: 'ReadError', file: 'a.db' });
    await expect(load('a.db', bytes)).rejects.toThrow(words);
  });
});

test('an abort is heard between the slices of a database that is read in this thread', async () => {
  const names = Array.from({ length: 1000 }, (_, i) => `c${String(i)}`);
  const bytes = databaseOf(
    `CREATE TABLE t (${names.join(', ')})`,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO t (c0) SELECT i FROM n`,
  );
  const scanner = makeLocalScanner();
  const file = { name: 'a.db', blob: new Blob([bytes]) };
  const [table] = await scanner.sniff(file, {});
  if (!table) throw new RangeError('no table');
  const controller = new AbortController();
  let slices = 0;
  const read = async () => {
    for await (const part of scanner.scan(file, table, { signal: controller.signal })) {
      if (part.kind !== 'end') slices += 1;
      // Heard by the thread, not by this loop: as a signal of the process is.
      if (slices === 1) setImmediate(() => controller.abort(new Error('enough')));
    }
  };
  await expect(read()).rejects.toThrow('enough');
  expect(slices).toBeGreaterThan(0);
  expect(slices).toBeLessThan(9);
});
