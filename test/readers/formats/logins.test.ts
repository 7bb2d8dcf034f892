import { expect, test } from 'vitest';
import type { ColumnType } from '../../../src/engine/table.ts';
import { hasOutside, load, outside } from './shared.ts';

const types: Record<string, ColumnType> = {
  datetime: 'timestamp',
  source_ip: 'text',
  username: 'text',
  success: 'boolean',
  failure_reason: 'text',
};

test.skipIf(!hasOutside)('CSV, Parquet and SQLite hold the same log, types applied', async () => {
  const [csv, parquet, sqlite] = await Promise.all(
    ['logs_2018.csv', 'logs_2018.parquet', 'logs.db'].map(async (name) => {
      const { loaded, table } = await load(name, outside(`data/logins/${name}`), { types });
      expect(loaded.rejects).toStrictEqual([]);
      expect(loaded.warnings).toStrictEqual([]);
      return table;
    }),
  );
  expect(csv?.rows).toHaveLength(43_283);
  expect(parquet).toStrictEqual(csv);
  expect(sqlite).toStrictEqual(csv);
});
