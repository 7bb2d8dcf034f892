import { afterAll, describe, expect, test } from 'vitest';
import { openNodeDatabase } from '../../src/duckdb/node.ts';
import type { Database } from '../../src/engine/ports.ts';
import { sql } from '../../src/sql/sql.ts';
import { abortedAtLook } from './aborted-at-look.ts';

/** An engine of its own: the shared one may have grown so large that there is no room for what is cancelled here. */
const opening = openNodeDatabase();
const ownDatabase = () => opening;
afterAll(async () => (await opening).close());

const MILLION = Float64Array.from({ length: 1_000_000 }, (_, i) => i);
const ENDLESS = sql`SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3`;

type Work = (database: Database, signal: AbortSignal) => Promise<unknown>;

const works: readonly (readonly [string, Work])[] = [
  [
    'run',
    (database, signal) => database.run(sql`CREATE TABLE unfinished AS ${ENDLESS}`, { signal }),
  ],
  ['rows', (database, signal) => database.rows(ENDLESS, { signal })],
  [
    'rows that never end',
    (database, signal) => database.rows(sql`SELECT range FROM range(10000000000)`, { signal }),
  ],
  [
    'matrix',
    (database, signal) =>
      database.matrix(sql`SELECT 1, a.range FROM range(3000) a, range(10000) b`, { signal }),
  ],
  [
    'batches',
    async (database, signal) => {
      for await (const _ of database.batches(sql`SELECT range FROM range(10000000000)`, {
        signal,
      }));
    },
  ],
  [
    'store',
    (database, signal) =>
      database.store(
        'unfinished',
        Array.from({ length: 40 }, (_, i) => ({ name: `c${i}`, values: MILLION })),
        { signal },
      ),
  ],
];

describe.each(works)('%s', (_, work) => {
  test.each([0, 1, 30, 200])(
    'is cancelled after %i ms and leaves everything in order',
    async (delay) => {
      const database = await ownDatabase();
      await database.run(sql`CREATE TABLE finished AS SELECT 7 AS a`);
      try {
        const controller = new AbortController();
        const reason = new Error('enough');
        setTimeout(() => controller.abort(reason), delay);
        await expect(work(database, controller.signal)).rejects.toBe(reason);
        expect((await database.rows(sql`FROM finished`)).rows).toStrictEqual([[7]]);
        const { rows } = await database.rows(
          sql`SELECT table_name FROM duckdb_tables() WHERE table_name = 'unfinished'`,
        );
        expect(rows).toStrictEqual([]);
      } finally {
        await database.run(sql`DROP TABLE finished`);
      }
    },
  );

  test('does not begin under a signal that is aborted already', async () => {
    const database = await ownDatabase();
    const signal = AbortSignal.abort(new Error('before'));
    await expect(work(database, signal)).rejects.toThrow('before');
  });
});

test('a store leaves no table, wherever it is aborted, and takes no other for its own', async () => {
  const database = await ownDatabase();
  const columns = [{ name: 'a', values: MILLION }];
  const reason = new Error('enough');
  const tables = sql`SELECT table_name FROM duckdb_tables() WHERE table_name = 'unfinished'`;
  let aborted = 0;
  for (let n = 1; ; n += 1) {
    const { signal, looks } = abortedAtLook(n, reason);
    const stored = database.store('unfinished', columns, { signal });
    if (
      looks() < n &&
      (await stored.then(
        () => looks() < n,
        () => false,
      ))
    )
      break;
    await expect(stored).rejects.toBe(reason);
    expect((await database.rows(tables)).rows).toStrictEqual([]);
    aborted += 1;
  }
  expect(aborted).toBeGreaterThan(10);
  await expect(database.store('unfinished', columns)).rejects.toThrow('already exists');
  const counted = await database.rows(sql`SELECT count(*)::INTEGER FROM unfinished`);
  expect(counted.rows).toStrictEqual([[1_000_000]]);
  await database.run(sql`DROP TABLE unfinished`);
});

test('what waits in the queue rejects at once, and what follows it runs', async () => {
  const database = await ownDatabase();
  const first = new AbortController();
  const second = new AbortController();
  const running = database.rows(ENDLESS, { signal: first.signal });
  const waiting = database.rows(sql`SELECT 1`, { signal: second.signal });
  const following = database.rows(sql`SELECT 2`);
  second.abort(new Error('second'));
  await expect(waiting).rejects.toThrow('second');
  first.abort(new Error('first'));
  await expect(running).rejects.toThrow('first');
  expect((await following).rows).toStrictEqual([[2]]);
});

test('batches that are left early leave the connection closed and the database free', async () => {
  const database = await ownDatabase();
  for (let i = 0; i < 20; i += 1) {
    for await (const { rows } of database.batches(sql`SELECT range FROM range(10000000)`)) {
      expect(rows[0]).toStrictEqual([0]);
      break;
    }
  }
  expect((await database.rows(sql`SELECT 1`)).rows).toStrictEqual([[1]]);
});
