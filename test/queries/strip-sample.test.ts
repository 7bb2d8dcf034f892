import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/ports.ts';
import { marksBySlot, SLOTS, stripSample } from '../../src/queries/strip-sample.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

const TABLES = {
  features: 'strip features',
  clusters: 'strip clusters',
  session: 'session_id',
  cluster: 'cluster',
};

describe('marks per slot', () => {
  it('keep at least 50 of everyone and about 400 in all', () => {
    expect([...marksBySlot([11_888, 28, 2, 2], 0)]).toEqual([
      [0, 368],
      [1, 28],
      [2, 2],
      [3, 2],
    ]);
    expect([...marksBySlot([10, 10], 5)]).toEqual([
      [0, 10],
      [1, 10],
      [-1, 5],
    ]);
  });
  it('have one slot for all clusters from 8 on', () => {
    const marks = marksBySlot(new Array<number>(3000).fill(2), 0);
    expect(marks.size).toBe(SLOTS + 1);
    expect(marks.get(SLOTS)).toBeGreaterThan(50);
  });
  it('never ask for more than there are, nor for none of some', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 12 }), fc.nat(20_000), (sizes, noise) => {
        const marks = marksBySlot(sizes, noise);
        sizes.slice(0, SLOTS).forEach((n, slot) => {
          expect(marks.get(slot) ?? 0).toBeLessThanOrEqual(n);
          expect(marks.get(slot) ?? 0).toBeGreaterThanOrEqual(Math.min(n, 50));
        });
        expect([...marks.values()].reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(
          Math.max(400, 50 * (SLOTS + 2)),
        );
      }),
    );
  });
});

describe('the sample', () => {
  let database: Database;
  const drop = async () => {
    for (const name of [TABLES.features, TABLES.clusters])
      await database.run(sql`DROP TABLE IF EXISTS ${ident(name)}`);
  };
  beforeAll(async () => {
    database = await sharedDatabase();
    await drop();
    await database.run(
      sql`CREATE TABLE ${ident(TABLES.features)} AS SELECT i::INTEGER AS session_id, i::DOUBLE AS size FROM range(5000) AS t(i)`,
    );
    await database.run(sql`CREATE TABLE ${ident(TABLES.clusters)} AS SELECT i::INTEGER AS session_id,
      CASE WHEN i < 4000 THEN 0 WHEN i < 4030 THEN 1 WHEN i < 4100 THEN -1 WHEN i < 4110 THEN NULL ELSE 8 + i % 100 END::INTEGER AS cluster FROM range(5000) AS t(i)`);
  });
  afterAll(drop);

  it('has the marks asked for, the same ones each time, in the order of sessions', async () => {
    const marks = new Map([
      [0, 200],
      [1, 30],
      [SLOTS, 60],
      [-1, 50],
    ]);
    const once = await database.rows(stripSample(TABLES, ['size'], marks));
    const again = await database.rows(stripSample(TABLES, ['size'], marks));
    expect(again.rows).toEqual(once.rows);
    const clusters = once.rows.map((row) => Number(row[1]));
    expect(clusters.filter((cluster) => cluster === 0)).toHaveLength(200);
    expect(clusters.filter((cluster) => cluster === 1)).toHaveLength(30);
    expect(clusters.filter((cluster) => cluster >= SLOTS)).toHaveLength(60);
    expect(clusters.filter((cluster) => cluster < 0)).toHaveLength(50);
    const ids = once.rows.map((row) => Number(row[0]));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(once.rows.every((row) => Number(row[2]) === Number(row[0]))).toBe(true);
  });
  it('is empty where nothing is clustered', async () => {
    expect((await database.rows(stripSample(TABLES, ['size'], new Map()))).rows).toEqual([]);
  });
});
