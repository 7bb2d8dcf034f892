import { expect, test } from 'vitest';
import { createNodeReader } from '../../src/readers/node.ts';
import { sql } from '../../src/sql/sql.ts';
import { abortedAtLook } from '../duckdb/aborted-at-look.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { type FormatName, writeEvents } from './events-files.ts';

const FORMATS: readonly FormatName[] = ['csv', 'parquet', 'sqlite', 'ndjson', 'zeek', 'arrow'];
const POINTS = 20;

async function tablesAndUploads(): Promise<unknown> {
  const database = await sharedDatabase();
  const tables = await database.rows(sql`SELECT table_name FROM duckdb_tables()`);
  const uploads = await database.rows(sql`FROM glob('uploads/*')`);
  return [tables.rows, uploads.rows];
}

test.each(FORMATS)('a load of %s leaves nothing, wherever it is aborted', async (format) => {
  const database = await sharedDatabase();
  const before = await tablesAndUploads();
  const files = [await writeEvents(format, 300), await writeEvents(format, 200)];
  const reason = new Error('enough');
  const load = (signal: AbortSignal) =>
    createNodeReader(database).load(
      { input: 'events', relation: 'aborted', files, types: { ts: 'timestamp' }, mapping: {} },
      { signal },
    );

  const whole = abortedAtLook(Infinity, reason);
  await load(whole.signal);
  const { rows } = await database.rows(sql`SELECT count(*)::INTEGER FROM aborted`);
  expect(rows).toStrictEqual([[500]]);
  await database.run(sql`DROP TABLE aborted`);
  const looks = whole.looks();
  expect(looks).toBeGreaterThan(20);

  for (let point = 0; point < POINTS; point += 1) {
    const n = 1 + Math.floor((point * looks) / POINTS);
    await expect(load(abortedAtLook(n, reason).signal)).rejects.toBe(reason);
    expect(await tablesAndUploads(), `look ${n} of ${looks}`).toStrictEqual(before);
  }
});
