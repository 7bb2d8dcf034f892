import { beforeAll, describe, expect, test } from 'vitest';
import { type Database, DatabaseError } from '../../src/engine/ports.ts';
import { ident, lit, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from './shared.ts';

let database: Database;
beforeAll(async () => {
  database = await sharedDatabase();
});

async function one(query: ReturnType<typeof sql>) {
  const { columns, rows } = await database.rows(sql`SELECT ${query} AS v`);
  return [columns[0]?.type, rows[0]?.[0]];
}

describe('values', () => {
  test.each([
    [sql`1`, 'integer', 1],
    [sql`(-128)::TINYINT`, 'integer', -128],
    [sql`4294967295::UINTEGER`, 'integer', 4294967295],
    [sql`9007199254740991`, 'integer', 9007199254740991],
    [sql`9007199254740993`, 'integer', 9007199254740993n],
    [sql`18446744073709551615::UBIGINT`, 'integer', 18446744073709551615n],
    [sql`(-5)::HUGEINT`, 'integer', -5],
    [
      sql`170141183460469231731687303715884105727::HUGEINT`,
      'integer',
      170141183460469231731687303715884105727n,
    ],
    [sql`1.5`, 'number', 1.5],
    [sql`(-0.001)::DECIMAL(38,3)`, 'number', -0.001],
    [sql`1.5::FLOAT`, 'number', 1.5],
    [sql`'nan'::DOUBLE`, 'number', Number.NaN],
    [sql`'-inf'::DOUBLE`, 'number', -Infinity],
    [sql`true`, 'boolean', true],
    [sql`''`, 'text', ''],
    [sql`'a' || chr(0) || 'é😀'`, 'text', 'a\0é😀'],
    [sql`NULL::VARCHAR`, 'text', null],
    [sql`NULL`, 'integer', null],
    [sql`NULL::TIMESTAMP`, 'timestamp', null],
    [sql`TIMESTAMP '2020-01-17 09:03:00.123456'`, 'timestamp', 1579251780123456n],
    [sql`TIMESTAMP_NS '1969-12-31 23:59:59.999999999'`, 'timestamp', -1n],
    [sql`TIMESTAMP_S '2020-01-17 09:03:00'`, 'timestamp', 1579251780000000n],
    [sql`TIMESTAMP_MS '2020-01-17 09:03:00'`, 'timestamp', 1579251780000000n],
    [sql`DATE '1969-12-31'`, 'timestamp', -86400000000n],
    [sql`[1, 2]`, 'text', '[1,2]'],
  ])('%# is read as it is', async (query, type, value) => {
    expect(await one(query)).toStrictEqual([type, value]);
  });

  test('a null among numbers is null, not what lies under it', async () => {
    const { rows } = await database.rows(
      sql`SELECT CASE WHEN i % 2 = 0 THEN i END AS v FROM range(4) t(i) ORDER BY i`,
    );
    expect(rows).toStrictEqual([[0], [null], [2], [null]]);
  });
});

describe('store and matrix', () => {
  test('numbers and nulls come back, over several slices', async () => {
    const length = 300_001;
    const ids = Int32Array.from({ length }, (_, i) => i);
    const values = Float64Array.from({ length }, (_, i) => i / 3);
    const valid = Uint8Array.from({ length }, (_, i) => (i % 1000 === 7 ? 0 : 1));
    const table = 'st"ore; drop';
    await database.store(table, [
      { name: 'at', values: ids },
      { name: '__proto__', values, valid },
      { name: 'a"b', values: Float64Array.from(values, (v) => -v) },
    ]);
    const matrix = await database.matrix(sql`SELECT * FROM ${ident(table)} ORDER BY "at"`);
    await database.run(sql`DROP TABLE ${ident(table)}`);
    expect(matrix.dims).toBe(2);
    expect(matrix.incomplete).toStrictEqual(ids.filter((i) => i % 1000 === 7));
    expect(matrix.ids).toStrictEqual(ids.filter((i) => i % 1000 !== 7));
    expect(matrix.points.length).toBe(matrix.ids.length * 2);
    expect(matrix.points.buffer.byteLength).toBe(matrix.points.byteLength);
    expect(matrix.points.slice(-2)).toStrictEqual(Float64Array.of(100000, -100000));
  });

  test('columns that share their memory, or overlap in it, all arrive', async () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => i);
    const columns = [
      { name: 'whole', values: values.subarray(0, 2000) },
      { name: 'again', values: values.subarray(0, 2000) },
      { name: 'overlapping', values: values.subarray(1000) },
      { name: 'number', values: Int32Array.from({ length: 2000 }, (_, i) => i) },
    ];
    await database.store('shared', columns);
    const { rows } = await database.rows(
      sql`SELECT count(*), sum(again - whole), sum(overlapping - whole), sum(number - whole) FROM shared`,
    );
    await database.run(sql`DROP TABLE shared`);
    expect(rows).toStrictEqual([[2000, 0, 2_000_000, 0]]);
  });

  test('columns that do not fit together make no table', async () => {
    const one = Int32Array.of(1);
    const twice = [
      { name: 'a', values: one },
      { name: 'A', values: one },
    ];
    const uneven = [
      { name: 'a', values: one },
      { name: 'b', values: new Float64Array(2) },
    ];
    const half = [{ name: 'a', values: one, valid: new Uint8Array() }];
    for (const columns of [twice, uneven, half]) {
      await expect(database.store('misfit', columns)).rejects.toThrow(DatabaseError);
    }
    await expect(database.describe(sql`FROM misfit`)).rejects.toThrow('does not exist');
  });

  test('every kind of number becomes a point', async () => {
    const query = sql`SELECT 7::BIGINT, 1::TINYINT, 2::UINTEGER, 3::BIGINT, 4.5::DECIMAL(4,1), sum(5), true, 'inf'::DOUBLE`;
    const { ids, points } = await database.matrix(query);
    expect(ids).toStrictEqual(Int32Array.of(7));
    expect(points).toStrictEqual(Float64Array.of(1, 2, 3, 4.5, 5, 1, Infinity));
  });

  test('no rows are an empty matrix, and text is refused', async () => {
    const empty = await database.matrix(sql`SELECT 1, 2.0::DOUBLE WHERE false`);
    expect(empty).toStrictEqual({
      ids: new Int32Array(),
      points: new Float64Array(),
      dims: 1,
      incomplete: new Int32Array(),
    });
    await expect(database.matrix(sql`SELECT 1, 'x'`)).rejects.toThrow(DatabaseError);
    await expect(database.matrix(sql`SELECT NULL::INTEGER, 1`)).rejects.toThrow('no null');
  });

  test('a table that exists is not touched', async () => {
    await database.store('kept', [{ name: 'a', values: Int32Array.of(1) }]);
    await expect(database.store('kept', [{ name: 'b', values: Int32Array.of(2) }])).rejects.toThrow(
      DatabaseError,
    );
    expect((await database.rows(sql`FROM kept`)).rows).toStrictEqual([[1]]);
    await database.run(sql`DROP TABLE kept`);
  });
});

test('describe gives names and types without running the query', async () => {
  const query = sql`SELECT error('ran') AS a, 1 AS "__proto__", 2.0::DOUBLE AS "at", now()::TIMESTAMP AS "a""b", true AS "😀", sum(1) AS h`;
  expect(await database.describe(query)).toStrictEqual(
    [
      { name: 'a', type: 'text' },
      { name: '__proto__', type: 'integer' },
      { name: 'at', type: 'number' },
      { name: 'a"b', type: 'timestamp' },
      { name: '😀', type: 'boolean' },
      { name: 'h', type: 'integer' },
    ].map((column) =>
      column.name === 'a' ? { ...column, type: expect.any(String) as string } : column,
    ),
  );
});

test('batches leave the database free for other calls', async () => {
  let rows = 0;
  for await (const batch of database.batches(sql`SELECT i FROM range(5000) t(i)`)) {
    rows += batch.rows.length;
    expect((await database.rows(sql`SELECT 1`)).rows).toStrictEqual([[1]]);
  }
  expect(rows).toBe(5000);
});

test('an upload is found at its path, whatever its name, and gone once dropped', async () => {
  const path = await database.upload('../../é "x.csv', new TextEncoder().encode('1\n'));
  expect(path).toMatch(/^uploads\/\d+-[\w.-]+$/);
  const read = sql`SELECT * FROM read_csv(${lit(path)}, auto_detect=false, columns={'a': 'INTEGER'})`;
  expect((await database.rows(read)).rows).toStrictEqual([[1]]);
  await database.dropUpload(path);
  await expect(database.rows(read)).rejects.toThrow(DatabaseError);
});

test('memory is known', () => {
  expect(database.memoryBytes()).toBeGreaterThan(1 << 20);
});
