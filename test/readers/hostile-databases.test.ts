import { describe, expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { databaseOf } from './formats/sqlite-database.ts';
import './formats/shared.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const scanner = makeLocalScanner({ patience: 100 });
const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';
const GOOD = "CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y')";

async function refusal(bytes: Bytes, table?: string): Promise<ReadError> {
  const began = performance.now();
  const thrown: unknown = await scanner
    .sniff({ name: 'a.db', blob: new Blob([bytes]), table })
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ReadError);
  expect(performance.now() - began).toBeLessThan(3000);
  return thrown as ReadError;
}

/** Names, records read and warnings of all tables. */
async function tables(bytes: Bytes, table?: string) {
  const file = { name: 'a.db', blob: new Blob([bytes]), table };
  const found: { name: string; records: number; warnings: readonly string[] }[] = [];
  for (const one of await scanner.sniff(file))
    for await (const part of scanner.scan({ ...file, table: one.name }, one))
      if (part.kind === 'end')
        found.push({ name: one.name, records: part.records, warnings: one.warnings });
  return found;
}

describe('a view without an end is left aside:', () => {
  test.each<[string, string]>([
    ['rows for ever', `${ENDLESS} SELECT i FROM n`],
    ['rows for ever, sorted', `${ENDLESS} SELECT i FROM n ORDER BY i`],
    ['one row that is never found', `${ENDLESS} SELECT i FROM n WHERE i < 0`],
    ['large values', `${ENDLESS} SELECT length(hex(zeroblob(1000000))) AS l FROM n`],
    [
      'products of products',
      `WITH d(x) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))
        SELECT a.x FROM d a, d b, d c, d e, d f, d g, d h, d i, d j, d k, d l, d m`,
    ],
    ['two views in each other, with another that works', 'SELECT * FROM v2'],
  ])('%s', async (_, view) => {
    const bytes = databaseOf(
      GOOD,
      `CREATE VIEW v AS ${view}`,
      'CREATE VIEW v2 AS SELECT * FROM v',
      'CREATE VIEW w AS SELECT a FROM t',
    );
    const found = await tables(bytes);
    const [first] = found;
    expect(first?.name).toBe('t');
    expect(first?.records).toBe(2);
    expect(first?.warnings[0]).toMatch(/^The database holds "v", too, which is not read: /);
    expect(first?.warnings).toHaveLength(found.length === 2 ? 2 : 3);
    const { message, code } = await refusal(bytes, 'v');
    expect(message).toMatch(/CREATE TABLE new AS SELECT|circularly defined/);
    expect(code).toMatch(/too-large|unreadable/);
  });

  test('a table that is asked for is found without a look at the others', async () => {
    const bytes = databaseOf(GOOD, `CREATE VIEW a AS ${ENDLESS} SELECT i FROM n`);
    expect(await tables(bytes, 't')).toStrictEqual([{ name: 't', records: 2, warnings: [] }]);
  });

  test('where there is nothing else, the database is refused', async () => {
    const bytes = databaseOf(
      'CREATE TABLE t (a); DROP TABLE t',
      `CREATE VIEW v AS ${ENDLESS} SELECT i FROM n`,
    );
    expect(await refusal(bytes)).toMatchObject({ code: 'too-large', file: 'a.db' });
  });
});

test('what a view needs and is not there, or may not be asked, is said of that view', async () => {
  const bytes = databaseOf(
    GOOD,
    'CREATE TABLE gone (a)',
    'CREATE VIEW broken AS SELECT a FROM gone',
    "CREATE VIEW noisy AS SELECT load_extension('x') AS a",
    'DROP TABLE gone',
  );
  const [first, ...others] = await tables(bytes);
  expect(others).toStrictEqual([]);
  expect(first).toMatchObject({ name: 't', records: 2 });
  expect(first?.warnings.map((warning) => warning.slice(0, 32))).toStrictEqual([
    'The database holds "broken", too',
    'The database holds "noisy", too,',
  ]);
});

test('triggers and columns made of others do not keep a table from being read', async () => {
  const bytes = databaseOf(
    `${GOOD}; CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO t SELECT a + 1, b FROM t; END`,
    'CREATE VIRTUAL TABLE f USING fts5(body)',
    "INSERT INTO f VALUES ('some words'), ('more')",
  );
  expect((await tables(bytes)).map(({ name, records }) => [name, records])).toStrictEqual([
    ['f', 2],
    ['t', 2],
  ]);
});

/** A table of 60 ^ 15 rows in 18 pages: each points to the next 60 times. */
function bomb(): Bytes {
  const page = 512;
  const bytes = databaseOf(
    `PRAGMA page_size = ${page}`,
    `${GOOD}; CREATE TABLE filler (x)`,
    `INSERT INTO filler VALUES (zeroblob(${20 * page}))`,
  );
  const view = new DataView(bytes.buffer);
  const leaf = bytes.slice(page, 2 * page);
  const pointers = 60;
  for (let number = 2; number < 18; number += 1) {
    const start = (number - 1) * page;
    bytes.fill(0, start, start + page);
    view.setUint8(start, 5);
    view.setUint16(start + 3, pointers);
    view.setUint16(start + 5, page - 5 * pointers);
    view.setUint32(start + 8, number + 1);
    for (let i = 0; i < pointers; i += 1) {
      const cell = page - 5 * (pointers - i);
      view.setUint16(start + 12 + 2 * i, cell);
      view.setUint32(start + cell, number + 1);
      view.setUint8(start + cell + 4, 1);
    }
  }
  bytes.set(leaf, 17 * page);
  return bytes;
}

test('a table whose pages point to the same pages again and again is refused', async () => {
  const { message } = await refusal(bomb(), 't');
  expect(message).toMatch(/^This SQLite database is damaged: SQLite says ".*reference to page/);
});
