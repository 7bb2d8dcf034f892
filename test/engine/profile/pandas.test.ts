import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { describeText } from '../../../src/engine/profile/describe.ts';
import { infoText } from '../../../src/engine/profile/info.ts';
import { profileInParts } from '../../../src/engine/profile/profile-in-parts.ts';
import type { ColumnType, Schema } from '../../../src/engine/table.ts';
import { createNodeReader } from '../../../src/readers/node.ts';
import { ident, join, lit, sql, type Sql } from '../../../src/sql/sql.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { hasOutside, outside } from '../../readers/formats/shared.ts';
import { profiled } from './profiled.ts';

interface Goldens {
  readonly types: Record<string, ColumnType>;
  readonly values: Record<string, (number | string | null)[]>;
  readonly nulls: Record<string, number>;
  readonly distinct: Record<string, number>;
  readonly describe: Record<string, Record<string, number | string | null>>;
}

/** See make-goldens.py. */
const goldens = JSON.parse(
  readFileSync(new URL('goldens.json', import.meta.url), 'utf8'),
) as Goldens;
const schema: Schema = Object.entries(goldens.types).map(([name, type]) => ({ name, type }));

const SQL_TYPES: Record<ColumnType, Sql> = {
  text: sql`VARCHAR`,
  integer: sql`BIGINT`,
  number: sql`DOUBLE`,
  timestamp: sql`TIMESTAMP`,
  boolean: sql`BOOLEAN`,
};
const RELATION = 'profile of pandas';

async function goldenTable() {
  const database = await sharedDatabase();
  const rows = goldens.values['text']!.map((_, row) => {
    const cells = schema.map(({ name, type }) => {
      const value = lit(goldens.values[name]![row]!);
      return type === 'timestamp' ? sql`make_timestamp(${value})` : value;
    });
    return sql`(${join(cells)})`;
  });
  const columns = schema.map(({ name, type }) => sql`${ident(name)} ${SQL_TYPES[type]}`);
  await database.run(sql`CREATE OR REPLACE TABLE ${ident(RELATION)} (${join(columns)})`);
  await database.run(sql`INSERT INTO ${ident(RELATION)} VALUES ${join(rows)}`);
  return database;
}
afterAll(async () => {
  await (await sharedDatabase()).run(sql`DROP TABLE IF EXISTS ${ident(RELATION)}`);
});

/** The same number, but for the last bits of sums and of weighted means. */
function close(found: number | null, expected: number | string | null | undefined): void {
  if (typeof expected !== 'number') expect(found).toBeNull();
  else expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(4e-15 * Math.abs(expected));
}

function checkColumn(found: Awaited<ReturnType<typeof profiled>>[number]): void {
  const { name } = found;
  const described = goldens.describe[name]!;
  expect([found.rows, found.nulls, found.distinct]).toStrictEqual([
    211,
    goldens.nulls[name],
    goldens.distinct[name],
  ]);
  if (found.type === 'text')
    expect([found.top, found.freq]).toStrictEqual([described['top'], described['freq']]);
  if (found.type === 'timestamp') {
    // A mean of times is cut to whole microseconds by pandas.
    expect(Math.abs(found.mean! - (described['mean'] as number))).toBeLessThanOrEqual(1);
    expect(Math.abs(found.q25! - (described['25%'] as number))).toBeLessThanOrEqual(1);
    return;
  }
  close(found.mean, described['mean']);
  close(found.std, described['std']);
  close(found.q25, described['25%']);
  close(found.median, described['50%']);
  close(found.q75, described['75%']);
  if (found.type === 'text') return;
  expect(Number(found.min)).toBe(described['min']);
  expect(Number(found.max)).toBe(described['max']);
}

test('a profile says what pandas says', async () => {
  const database = await goldenTable();
  const found = await profiled(database, RELATION, schema);
  expect(found.map(({ name }) => name)).toStrictEqual(schema.map(({ name }) => name));
  for (const column of found) checkColumn(column);
});

test('in parts, as for tables of many rows, it says the same', { timeout: 20_000 }, async () => {
  const database = await goldenTable();
  const whole = await profiled(database, RELATION, schema);
  for (const [i, column] of schema.entries()) {
    const number = whole[i]!.mean === null ? null : sql`${ident(column.name)}::DOUBLE`;
    if (column.type === 'timestamp') continue;
    const found = await profileInParts(database, ident(RELATION), column, number, {});
    expect(found).toStrictEqual(whole[i]);
  }
});

interface Oracle {
  readonly describe: Record<string, Record<string, number | string>>;
}

test.skipIf(!hasOutside)(
  "the log-ins: every number of the notebook's describe and info",
  async () => {
    const database = await sharedDatabase();
    const relation = 'profile of log-ins';
    const loaded = await createNodeReader(database).load({
      input: 'x',
      relation,
      files: [{ name: 'logs.db', blob: new Blob([outside('data/logins/logs.db')]) }],
      types: { success: 'integer' },
      mapping: {},
    });
    const view = 'profile of log-ins of 2018';
    await database.run(
      sql`CREATE VIEW ${ident(view)} AS SELECT * FROM ${ident(relation)} WHERE datetime::VARCHAR LIKE '2018%'`,
    );
    try {
      const columns = loaded.schema.filter(({ name }) => name !== '_row' && name !== 'datetime');
      const found = await profiled(database, view, columns);
      const oracle = JSON.parse(
        new TextDecoder().decode(outside('data/logins/expected.json')),
      ) as Oracle;
      for (const column of found) {
        const expected = oracle.describe[column.name]!;
        expect(column.rows - column.nulls).toBe(expected['count']);
        expect(column.distinct).toBe(expected['unique']);
        if (expected['top'] !== undefined)
          expect([column.top, column.freq]).toStrictEqual([expected['top'], expected['freq']]);
        else {
          expect([column.q25, column.median, column.q75].map(Number)).toStrictEqual(
            ['p25', 'p50', 'p75'].map((name) => expected[name]),
          );
          expect(column.mean).toBe(expected['mean']);
          // Of n rows k are 1. The oracle's sum has lost its last digits; the notebook prints six.
          const [n, k] = [43_283, 24_156];
          expect(column.std).toBeCloseTo(Math.sqrt((k * (n - k)) / (n * (n - 1))), 15);
          expect(column.std).toBeCloseTo(Number(expected['std']), 11);
          expect([column.min, column.max].map(Number)).toStrictEqual([
            expected['min'],
            expected['max'],
          ]);
        }
      }
      expect(describeText(found)).toBe(NOTEBOOK_DESCRIBE);
      expect(infoText('logs', found).split('\n').slice(1, 7)).toStrictEqual(NOTEBOOK_INFO);
    } finally {
      await database.run(sql`DROP VIEW ${ident(view)}`);
      await database.run(sql`DROP TABLE ${ident(relation)}`);
    }
  },
);

/** As the notebook prints it. */
const NOTEBOOK_DESCRIBE = `\
           source_ip  username       success        failure_reason
count          43283     43283  43283.000000                 19127
unique         11559      3351           NaN                     2
top     78.174.30.56       kim           NaN  error_wrong_username
freq             248       352           NaN                 11815
mean             NaN       NaN      0.558094                   NaN
std              NaN       NaN      0.496619                   NaN
min              NaN       NaN      0.000000                   NaN
25%              NaN       NaN      0.000000                   NaN
50%              NaN       NaN      1.000000                   NaN
75%              NaN       NaN      1.000000                   NaN
max              NaN       NaN      1.000000                   NaN
`;
/** With our words for types. */
const NOTEBOOK_INFO = [
  '43283 rows',
  'Data columns (total 4 columns):',
  'source_ip         43283 non-null text',
  'username          43283 non-null text',
  'success           43283 non-null integer',
  'failure_reason    19127 non-null text',
];
