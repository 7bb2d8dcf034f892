import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseError, type Database } from '../../../src/engine/ports.ts';
import { profileTable } from '../../../src/engine/profile/profile-table.ts';
import type { Schema } from '../../../src/engine/table.ts';
import { ident, join, lit, sql, text } from '../../../src/sql/sql.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { profiled } from './profiled.ts';

const WIDE = 'profile of many columns';
const ODD = 'profile of odd values';
const COLUMNS = 250;
const wide: Schema = Array.from({ length: COLUMNS }, (_, i) => ({
  name: `column ${String(i)}`,
  type: 'integer',
}));
let database: Database;

beforeAll(async () => {
  database = await sharedDatabase();
  const cells = wide.map(({ name }, i) => sql`i % ${lit((i % 5) + 1)} AS ${ident(name)}`);
  await database.run(
    sql`CREATE TABLE ${ident(WIDE)} AS SELECT ${join(cells)} FROM range(20) AS t(i)`,
  );
  await database.run(
    sql`CREATE TABLE ${ident(ODD)} ("__proto__" VARCHAR, "a ""b" DOUBLE, part BOOLEAN, v TIMESTAMP, n BIGINT)`,
  );
});
afterAll(async () => {
  for (const name of [WIDE, ODD]) await database.run(sql`DROP TABLE ${ident(name)}`);
});

const odd: Schema = [
  { name: '__proto__', type: 'text' },
  { name: 'a "b', type: 'number' },
  { name: 'part', type: 'boolean' },
  { name: 'v', type: 'timestamp' },
  { name: 'n', type: 'integer' },
];

test('many columns come some at a time, in their order', async () => {
  const sizes: number[] = [];
  const names: string[] = [];
  for await (const some of profileTable(database, WIDE, wide)) {
    sizes.push(some.length);
    names.push(...some.map(({ name }) => name));
    for (const column of some) {
      const values = (Number(column.name.split(' ')[1]) % 5) + 1;
      expect([column.distinct, column.nulls, column.rows]).toStrictEqual([values, 0, 20]);
      expect([column.top, column.freq]).toStrictEqual(['0', Math.ceil(20 / values)]);
    }
  }
  expect(names).toStrictEqual(wide.map(({ name }) => name));
  expect(sizes).toStrictEqual([200, 50]);
});

test('a table without rows has no values, and columns without rows no mean', async () => {
  for (const column of await profiled(database, ODD, odd))
    expect(column).toMatchObject({ rows: 0, nulls: 0, distinct: 0, top: null, mean: null });
});

test('an abort ends it with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const found: number[] = [];
  const work = (async () => {
    for await (const some of profileTable(database, WIDE, wide, controller)) {
      found.push(some.length);
      controller.abort(reason);
    }
  })();
  await expect(work).rejects.toBe(reason);
  expect(found).toHaveLength(1);
});

describe('with too little memory', () => {
  const outOfMemory = new DatabaseError('out-of-memory', 'no room', '');
  /** An engine that refuses statements that match. */
  const refusing = (pattern: RegExp): Database => ({
    ...database,
    rows: (query, options) =>
      pattern.test(text(query)) ? Promise.reject(outOfMemory) : database.rows(query, options),
  });

  test('a column says what is missing, and keeps the rest', async () => {
    const found = await profiled(refusing(/histogram|quantile_cont/), WIDE, wide.slice(0, 2));
    expect(found).toMatchObject([
      { distinct: 1, q25: null, mean: 0, note: 'There was not enough memory for its quartiles.' },
      { distinct: 2, top: '0', mean: 0.5, min: '0', max: '1' },
    ]);
    const [only] = await profiled(refusing(/histogram|GROUP BY/), WIDE, wide.slice(1, 2));
    expect(only).toMatchObject({
      distinct: null,
      top: null,
      freq: null,
      median: 0.5,
      note: 'There was not enough memory for its distinct values.',
    });
  });

  test('another failure is not hidden', async () => {
    const failing: Database = {
      ...database,
      rows: () => Promise.reject(new DatabaseError('failed', 'no', '')),
    };
    await expect(profiled(failing, WIDE, wide)).rejects.toMatchObject({ code: 'failed' });
  });
});
