import { afterAll, beforeAll, expect, it } from 'vitest';
import { widened } from '../../src/engine/export/tables.ts';
import type { Database } from '../../src/engine/ports.ts';
import type { StepResult } from '../../src/engine/result.ts';
import { pivotRows } from '../../src/queries/pivot.ts';
import { reputationFigures, reputationRows } from '../../src/queries/reputation.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

const LONG = 'pivot long';
const SCORED = 'pivot scored';
let database: Database;
const drop = async () => {
  for (const name of [LONG, SCORED]) await database.run(sql`DROP TABLE IF EXISTS ${ident(name)}`);
};
beforeAll(async () => {
  database = await sharedDatabase();
  await drop();
  await database.run(sql`CREATE TABLE ${ident(LONG)} AS SELECT * FROM (VALUES
    ('a', 0, 5.0::DOUBLE), ('a', 1, 2.0), ('b', 0, 7.0), (NULL, 2, 7.0), ('c', -1, 1.0), ('c', NULL, 1.0)) AS t("total", cluster, n)`);
  await database.run(sql`CREATE TABLE ${ident(SCORED)} AS SELECT k, total_events::DOUBLE AS total_events, suspect_events::DOUBLE AS suspect_events,
    suspect_events / total_events AS score, 0.1::DOUBLE AS score_low, 0.9::DOUBLE AS score_high, 2.0::DOUBLE AS total_sessions, 1.0::DOUBLE AS suspect_sessions, 0.5::DOUBLE AS score_sessions
    FROM (VALUES ('x', 4, 2), ('y', 10, 0), ('z', 6, 6)) AS t(k, total_events, suspect_events)`);
});
afterAll(drop);

const table = { relation: LONG, key: 'total', across: 'cluster' };

it('shows what the export holds', async () => {
  const step = {
    as: 'p',
    relation: LONG,
    schema: [
      { name: 'total', type: 'text' },
      { name: 'cluster', type: 'integer' },
      { name: 'n', type: 'number' },
    ],
  } as unknown as StepResult;
  const exported = await database.rows((await widened(step, database)).query);
  const shown = await database.rows(
    pivotRows(table, { clusters: 3, other: false, unclustered: true }),
  );
  expect(shown.rows).toEqual(exported.rows);
  expect(shown.rows).toEqual([
    ['a', 5, 2, 0, 0, 0, 7],
    ['b', 7, 0, 0, 0, 0, 7],
    [null, 0, 0, 7, 0, 0, 7],
    ['c', 0, 0, 0, 1, 1, 2],
  ]);
});

it('groups later clusters; totals stay', async () => {
  const { rows } = await database.rows(
    pivotRows(table, { clusters: 1, other: true, unclustered: true }),
  );
  expect(rows[0]).toEqual(['a', 5, 2, 0, 0, 7]);
  expect(rows[2]).toEqual([null, 0, 7, 0, 0, 7]);
});

it('lists the keys of a reputation, flagged or all', async () => {
  const columns = async (flagged: boolean) =>
    (await database.rows(reputationRows(SCORED, ['k'], flagged))).rows.map((row) =>
      row.slice(0, 4),
    );
  expect(await columns(true)).toEqual([
    ['x', 2, 2, 4],
    ['z', 6, 0, 6],
  ]);
  expect(await columns(false)).toEqual([
    ['x', 2, 2, 4],
    ['y', 0, 10, 10],
    ['z', 6, 0, 6],
  ]);
});

it('says what flagged keys hold', async () => {
  expect((await database.rows(reputationFigures(SCORED))).rows).toEqual([[3, 2, 8, 12, 8, 2, 0.1]]);
});
