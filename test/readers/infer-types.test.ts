import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLAIN_INTEGER, PLAIN_NUMBER, PLAIN_TIME } from '../../src/readers/csv/plain-values.ts';
import { makeTypeInference } from '../../src/readers/infer-types.ts';
import { ident, join, lit, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { kindOf } from './value-kinds.ts';

const EXTREMES = ['0', '-1', '-0.0', '0.000000000000001', '999999999999999', '-12345.1234567890'];

test('a column that is told to hold plain numbers is what its values are', async () => {
  const database = await sharedDatabase();
  const number = fc.stringMatching(/^-?(0|[1-9]\d{0,16})(\.\d{1,16})?$/);
  const values = [...EXTREMES, ...fc.sample(number, { numRuns: 400, seed: 4 })].filter(
    (text) => (kindOf(text) & ~(PLAIN_INTEGER | PLAIN_NUMBER)) === 0,
  );
  expect(values.length).toBeGreaterThan(200);
  const columns = values.map((_, i) => `c${String(i)}`);
  const row = sql`(SELECT ${join(values.map((text, i) => sql`${lit(text)} AS ${ident(columns[i] ?? '')}`))})`;
  const seen = makeTypeInference(database, columns);
  await seen.look(row, 1, () => null, {});
  const told = makeTypeInference(database, columns);
  await told.look(sql`nowhere`, 1, (column) => kindOf(values[columns.indexOf(column)] ?? ''), {});
  for (const column of columns) expect(told.kindsOf(column)).toBe(seen.kindsOf(column));
});

test('what is not told, or told to be no number, is looked at', async () => {
  const database = await sharedDatabase();
  const inference = makeTypeInference(database, ['a', 'b', 'c', 'd']);
  const rows = sql`(VALUES ('2020-02-30 00:00:00', '7', NULL, 'x'), ('2020-01-01 00:00:00', '8', NULL, '1')) AS t(a, b, c, d)`;
  const told = new Map([
    ['a', PLAIN_TIME],
    ['b', PLAIN_INTEGER],
    ['c', 0],
  ]);
  await inference.look(rows, 2, (column) => told.get(column) ?? null, {});
  expect(['a', 'b', 'c', 'd'].map(inference.typeOf)).toStrictEqual([
    'text',
    'integer',
    'text',
    'text',
  ]);
  expect(inference.isKnown('c')).toBe(false);
});
