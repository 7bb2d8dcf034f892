import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/engine/ports.ts';
import type { Cell } from '../../src/engine/table.ts';
import { columnHistogram, topValues } from '../../src/queries/column-histogram.ts';
import { featureHistogram } from '../../src/queries/feature-histogram.ts';
import { gapBins, gapSteps, gapSummary, longerGaps, snapGap } from '../../src/queries/gaps.ts';
import { sessionSummary } from '../../src/queries/session-summary.ts';
import { ident, type Sql, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

const TABLE = 'queries "test"';
let database: Database;

const rows = async (query: Sql): Promise<readonly (readonly Cell[])[]> =>
  (await database.rows(query)).rows;
const made = async (select: Sql): Promise<void> => {
  await database.run(sql`CREATE OR REPLACE TABLE ${ident(TABLE)} AS ${select}`);
};

beforeAll(async () => {
  database = await sharedDatabase();
});
afterAll(() => database.run(sql`DROP TABLE IF EXISTS ${ident(TABLE)}`));

describe('histograms of numbers', () => {
  test('bins are equal, the last one includes the largest value', async () => {
    await made(
      sql`SELECT unnest([0, 0.9, 1, 5, 9.99, 10, NULL, 'nan'::DOUBLE, 'inf'::DOUBLE]) AS x`,
    );
    expect(await rows(featureHistogram(TABLE, 'x', 10))).toEqual([
      [0, 2, 0, 10],
      [1, 1, 0, 10],
      [5, 1, 0, 10],
      [9, 2, 0, 10],
    ]);
  });
  test('a constant, nothing, and numbers at the ends of the range are no errors', async () => {
    await made(sql`SELECT 7 AS x FROM range(3)`);
    expect(await rows(featureHistogram(TABLE, 'x', 200))).toEqual([[0, 3, 7, 7]]);
    await made(sql`SELECT 7 AS x WHERE false`);
    expect(await rows(featureHistogram(TABLE, 'x', 200))).toEqual([]);
    await made(sql`SELECT unnest([-1.7e308, 1.7e308]) AS x`);
    expect(
      (await rows(featureHistogram(TABLE, 'x', 200))).reduce((n, row) => n + Number(row[1]), 0),
    ).toBe(2);
  });
  test('log bins have equal ratios and leave out what is not above zero', async () => {
    await made(sql`SELECT unnest([-1, 0, 1, 5, 10, 99, 1000]) AS x`);
    expect(await rows(featureHistogram(TABLE, 'x', 3, 'log'))).toEqual([
      [0, 2, 1, 1000],
      [1, 2, 1, 1000],
      [2, 1, 1, 1000],
    ]);
  });
  test('times are seconds since 1970', async () => {
    await made(
      sql`SELECT TIMESTAMP '1970-01-01 00:00:10' + INTERVAL (i) SECOND AS "a""b" FROM range(4) AS t(i)`,
    );
    expect(await rows(columnHistogram(TABLE, 'a"b', 'timestamp', 2))).toEqual([
      [0, 2, 10, 13],
      [1, 2, 10, 13],
    ]);
  });
  test('top values are ordered by count, then by value; null is no value', async () => {
    await made(sql`SELECT unnest(['b', 'a', 'c', 'a', 'b', NULL, NULL, NULL]) AS x`);
    expect(await rows(topValues(TABLE, 'x', 2))).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
  });
});

describe('gaps', () => {
  const GAPS = sql`SELECT unnest([0, 0, 0.25, 59.5, 60, 60, 120, 120, 120.5, 3601, 400000, NULL]) AS gap`;

  test('the summary counts zero, longer and ties exactly', async () => {
    await made(GAPS);
    expect(await rows(gapSummary(TABLE, 'gap', 120))).toEqual([[11, 2, 3, 2, 60, 2, 400000, 120]]);
    await made(sql`SELECT NULL::DOUBLE AS gap`);
    expect(await rows(gapSummary(TABLE, 'gap', 120))).toEqual([
      [0, 0, 0, 0, null, null, null, 120],
    ]);
  });
  test('steps give the exact number of longer gaps for every gap of the grid', async () => {
    await made(
      sql`SELECT exp(random() * 20 - 6) AS gap FROM range(3000) UNION ALL SELECT i * 60 FROM range(3000) AS t(i)`,
    );
    const steps = (await rows(gapSteps(TABLE, 'gap'))).map(
      ([upTo, n]) => [Number(upTo), Number(n)] as const,
    );
    for (const limit of [
      0.0023, 0.29, 0.57, 1, 3.3, 9.9, 10, 59, 60, 120, 590, 600, 3540, 7200, 21_600, 86_400,
      345_600, 1_036_800,
    ]) {
      expect(snapGap(limit)).toBe(limit);
      const [[, , longer] = []] = await rows(gapSummary(TABLE, 'gap', limit));
      expect(longerGaps(steps, limit)).toBe(longer);
    }
  });
  test('bins begin at powers of ten', async () => {
    await made(GAPS);
    expect(await rows(gapBins(TABLE, 'gap', 1))).toEqual([
      [-1, 1],
      [1, 3],
      [2, 3],
      [3, 1],
      [5, 1],
    ]);
    await made(sql`SELECT 10.0 ** (i - 6) AS gap FROM range(13) AS t(i)`);
    expect((await rows(gapBins(TABLE, 'gap', 16))).map(([bin]) => bin)).toEqual(
      Array.from({ length: 13 }, (_, i) => (i - 6) * 16),
    );
  });
  test('a dragged gap becomes one that a person would type', () => {
    expect([-1, 0, 0.0123, 12.4, 123, 3700, 100_000].map(snapGap)).toEqual([
      0, 0, 0.012, 12, 120, 3600, 100_800,
    ]);
  });
});

describe('sessions of a key', () => {
  const columns = { relation: TABLE, session: 's', by: ['k', 'l'], time: 't' };

  test('counts keys, sessions, events, single events and the longest', async () => {
    await made(sql`SELECT * FROM (VALUES
      ('a', 'x', 0, TIMESTAMP '2020-01-01 00:00:00'), ('a', 'x', 0, TIMESTAMP '2020-01-01 00:00:10.5'), ('a', 'y', 1, TIMESTAMP '2020-01-01'),
      (NULL, 'y', 2, TIMESTAMP '2020-01-01'), (NULL, 'y', 3, TIMESTAMP '2020-01-02'), ('b', 'y', NULL, NULL)) AS v(k, l, s, t)`);
    expect(await rows(sessionSummary(columns))).toEqual([[3, 4, 5, 3, 10.5]]);
  });
  test('no sessions are no error', async () => {
    await made(
      sql`SELECT NULL::VARCHAR AS k, NULL::VARCHAR AS l, NULL::INTEGER AS s, NULL::TIMESTAMP AS t`,
    );
    expect(await rows(sessionSummary(columns))).toEqual([[0, 0, 0, 0, null]]);
  });
});
