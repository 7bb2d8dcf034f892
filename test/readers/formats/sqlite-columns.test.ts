import { expect, test } from 'vitest';
import { load } from './shared.ts';
import { databaseOf } from './sqlite-database.ts';

async function only(...statements: string[]) {
  const { loaded, table } = await load('a.db', databaseOf(...statements));
  return {
    warnings: loaded.warnings.map((warning) => warning.replace('a.db: The column ', '')),
    columns: table.columns.map(({ name, type }) => `${name} ${type}`),
    rows: table.rows,
  };
}

test('generated columns are read as others', async () => {
  const found = await only(
    "CREATE TABLE t (a INTEGER, b INTEGER AS (a * 2) VIRTUAL, c TEXT AS (a || 'x') STORED)",
    'INSERT INTO t (a) VALUES (1), (NULL)',
  );
  expect(found).toStrictEqual({
    warnings: [],
    columns: ['a integer', 'b integer', 'c text'],
    rows: [
      [1, 2, '1x'],
      [null, null, null],
    ],
  });
});

test('without row ids, rows come in the order of their key', async () => {
  const found = await only(
    'CREATE TABLE t (k TEXT, n INT, PRIMARY KEY (n, k)) WITHOUT ROWID',
    "INSERT INTO t VALUES ('b', 2), ('a', 2), ('z', 1)",
  );
  expect(found.rows).toStrictEqual([
    ['z', 1],
    ['a', 2],
    ['b', 2],
  ]);
  expect(found.warnings).toStrictEqual([]);
});

test('fractions in a column of whole numbers make it one of numbers; texts make it text, and it says so', async () => {
  const found = await only(
    'CREATE TABLE t (i INTEGER, r REAL, n NUMERIC, m INTEGER)',
    "INSERT INTO t VALUES (1, 2, 3, 4), (0.5, 3, 4.0, 'four')",
  );
  expect(found.columns).toStrictEqual(['i number', 'r number', 'n integer', 'm text']);
  expect(found.rows).toStrictEqual([
    [1, 2, 3, '4'],
    [0.5, 3, 4, 'four'],
  ]);
  expect(found.warnings).toStrictEqual([
    '"m" holds 1 whole number and 1 text; all are read as text.',
  ]);
});

test('a view over odd names, and names that would be SQL', async () => {
  const hostile = '"; DROP TABLE t; --';
  const name = `"${hostile.replaceAll('"', '""')}"`;
  const bytes = databaseOf(
    `CREATE TABLE ${name} (${name} INT, "__proto__" TEXT, "select" REAL)`,
    `INSERT INTO ${name} VALUES (7, 'x', 0.5)`,
    `CREATE VIEW "v'w" AS SELECT "select" * 2 AS "a ""b", ${name} FROM ${name}`,
  );
  const table = (await load('a.db', bytes, {}, hostile)).table;
  expect(table.columns.map((column) => column.name)).toStrictEqual([
    hostile,
    '__proto__',
    'select',
  ]);
  expect(table.rows).toStrictEqual([[7, 'x', 0.5]]);
  const view = (await load('a.db', bytes, {}, "v'w")).table;
  expect(view.columns.map((column) => column.name)).toStrictEqual(['a "b', hostile]);
  expect(view.rows).toStrictEqual([[1, 7]]);
});

test('columns declared as times say what they hold; they become times when a person says so', async () => {
  const bytes = databaseOf(
    'CREATE TABLE t (iso DATETIME, epoch TIMESTAMP, julian DATE, none DATETIME, at TEXT)',
    "INSERT INTO t VALUES ('2018-01-02 03:04:05', 1514862245, 2458120.5, NULL, '2018-01-02')",
  );
  const { loaded, table } = await load('a.db', bytes);
  expect(table.columns.map(({ type }) => type).slice(0, 3)).toStrictEqual([
    'text',
    'integer',
    'number',
  ]);
  expect(loaded.warnings).toStrictEqual([
    'a.db: The column "iso" is declared as DATETIME and holds texts; it is read as text, unless it is said to be a time.',
    'a.db: The column "epoch" is declared as TIMESTAMP and holds whole numbers, which may be seconds or milliseconds since 1970; it is read as whole numbers, unless it is said to be a time.',
    'a.db: The column "julian" is declared as DATE and holds numbers, which may be Julian days or seconds since 1970; it is read as numbers, unless it is said to be a time.',
  ]);
  const declared = await load('a.db', bytes, { types: { iso: 'timestamp' } });
  expect(declared.table.rows[0]?.[0]).toBe(BigInt(Date.UTC(2018, 0, 2, 3, 4, 5)) * 1000n);
});
