import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseError } from '../../src/engine/ports.ts';
import { lit, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from './shared.ts';

const folder = mkdtempSync(join(tmpdir(), 'spoor-lock-'));
const secret = join(folder, 'secret.csv');
const target = join(folder, 'out.csv');

beforeAll(() => writeFile(secret, 'a\nsecret\n'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = (path: string) =>
  sql`SELECT * FROM read_csv(${lit(path)}, auto_detect=false, columns={'a': 'VARCHAR'})`;

test.each([
  ['another file', read(secret)],
  ['a file by a relative path', read('package.json')],
  ['a path out of the uploads', read('uploads/../package.json')],
  ['a file as text', sql`SELECT * FROM read_text('/etc/passwd')`],
  ['a file as bytes', sql`SELECT * FROM read_blob('/etc/passwd')`],
  ['a folder', sql`SELECT * FROM glob('/etc/*')`],
  ['a URL', read('https://example.org/x.csv')],
  ['Parquet from a URL', sql`SELECT * FROM read_parquet('https://example.org/x.parquet')`],
  ['JSON', sql`SELECT * FROM read_json('uploads/x.json')`],
  ['loading an extension', sql`LOAD parquet`],
  ['loading an extension from a file', sql`LOAD '/tmp/x.duckdb_extension'`],
  ['ICU', sql`SELECT TIMESTAMP '2020-01-01' AT TIME ZONE 'Europe/Paris'`],
  ['attaching a file', sql`ATTACH ${lit(join(folder, 'x.db'))}`],
  ['writing elsewhere', sql`COPY (SELECT 1) TO ${lit(target)}`],
  ['writing out of the uploads', sql`COPY (SELECT 1) TO 'uploads/../out.csv'`],
  ['exporting', sql`EXPORT DATABASE ${lit(folder)}`],
  ['allowing access again', sql`SET enable_external_access=true`],
  ['allowing folders', sql`SET allowed_directories=['/']`],
  ['unlocking', sql`SET lock_configuration=false`],
  ['resetting the lock', sql`RESET lock_configuration`],
  ['autoloading again', sql`SET autoload_known_extensions=true`],
  ['spilling to a folder', sql`SET temp_directory='/tmp'`],
])('%s is refused in words, and the engine goes on', async (_, statement) => {
  const database = await sharedDatabase();
  const thrown: unknown = await database.run(statement).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(DatabaseError);
  expect(thrown).toMatchObject({ code: 'refused' });
  expect((thrown as DatabaseError).message.length).toBeLessThan(400);
  expect((thrown as DatabaseError).details).not.toContain('duckdb-node-blocking');
  expect((await database.rows(sql`SELECT 1`)).rows).toStrictEqual([[1]]);
  expect(existsSync(target)).toBe(false);
});

test('INSTALL fetches nothing: what it names cannot be loaded', async () => {
  const database = await sharedDatabase();
  await database.run(sql`INSTALL json`).catch(() => undefined);
  await expect(database.run(sql`LOAD json`)).rejects.toThrow(DatabaseError);
});

test('under uploads/ there is nothing but what was uploaded: the engine has no file system', async () => {
  const database = await sharedDatabase();
  await expect(database.rows(read('uploads/real.csv'))).rejects.toThrow(DatabaseError);
  const writing = database.run(sql`COPY (SELECT 1) TO 'uploads/out.csv'`);
  await expect(writing).rejects.toMatchObject({
    code: 'refused',
    details: expect.stringContaining('no file system') as string,
  });
  expect((await database.rows(sql`SELECT 1`)).rows).toStrictEqual([[1]]);
});
