import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Database, ReadError, type SourceFile } from '../../src/engine/ports.ts';
import { openNodeDatabase } from '../../src/duckdb/node.ts';
import { installLibraries } from '../../src/readers/libraries.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { makeNodeLibraries } from '../../src/readers/node-libraries.ts';
import { createReader } from '../../src/readers/reader.ts';
import { ident, lit, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { writeEvents } from './events-files.ts';

installLibraries(makeNodeLibraries());

/** A number of 32 bits for a row, always the same. */
function noise(i: number): number {
  let h = Math.imul(i ^ (i >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Logs of the shapes that tables have: what they hold decides how well the engine packs them. */
const SHAPES: Readonly<Record<string, (i: number) => string>> = {
  clicks: (i) =>
    [
      new Date(1_577_836_800_000 + 997 * i).toISOString(),
      `10.${String(noise(i) % 40)}.${String(noise(i + 1) % 250)}.${String(noise(i + 2) % 250)}`,
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/${String(noise(i) % 60)}.0.0.0 Safari/537.36`,
      String(noise(i + 3) % 5000),
    ].join(','),
  hashes: (i) =>
    Array.from({ length: 4 }, (_, k) =>
      noise(4 * i + k)
        .toString(16)
        .padStart(8, '0')
        .repeat(3),
    ).join(','),
  numbers: (i) => [i, noise(i) % 1000, noise(i + 1), (noise(i + 2) / 97).toFixed(4)].join(','),
  constants: (i) => `x,GET,200,${String(i % 3)}`,
};

function csvOf(shape: string, rows: number): string {
  const row = SHAPES[shape];
  return `a,b,c,d\n${Array.from({ length: rows }, (_, i) => row?.(i) ?? '').join('\n')}\n`;
}

const request = (file: SourceFile) => ({
  input: 'events',
  relation: 'sized',
  files: [file],
  types: {},
  mapping: {},
});

async function bytesIn(database: Database): Promise<number> {
  await database.run(sql`CHECKPOINT`);
  const { rows } = await database.rows(
    sql`SELECT sum(memory_usage_bytes)::DOUBLE FROM duckdb_memory()`,
  );
  return Number(rows[0]?.[0]);
}

/** Estimates and loads a file in an engine of its own. */
async function calibrated(shape: string, rows: number, pack: (text: string) => Blob) {
  const database = await openNodeDatabase();
  const reader = createReader(database, makeLocalScanner());
  const file = { name: `${shape}.csv`, blob: pack(csvOf(shape, rows)) };
  const before = await bytesIn(database);
  const estimate = await reader.estimate(request(file));
  expect(await bytesIn(database)).toBe(before);
  const heap = database.memoryBytes();
  // So much that nothing is left unpacked.
  await reader.load(request(file), { limitBytes: (1.001 * estimate.peakBytes + before) / 0.8 });
  const tableBytes = (await bytesIn(database)) - before;
  const heapGrowth = database.memoryBytes() - heap;
  await database.close();
  return { estimate, tableBytes, heapGrowth };
}

/*
 * One million rows, as measured (estimate / real table in MB, estimated peak / growth of the engine's memory in MB):
 * clicks 21.1/20.7, 421/240 · hashes 58.5/56.4, 458/239 · numbers 13.0/12.6, 228/127 · constants 0.7/0.8, 72/27.
 */
test.each<[string, number, (text: string) => Blob]>([
  ['clicks', 160_000, (text) => new Blob([text])],
  ['hashes', 160_000, (text) => new Blob([gzipSync(text, { level: 1 })])],
  ['numbers', 400_000, (text) => new Blob([text])],
])('the estimate of %s is what the engine then takes', async (shape, rows, pack) => {
  const { estimate, tableBytes, heapGrowth } = await calibrated(shape, rows, pack);
  expect(Math.abs(estimate.rows - rows)).toBeLessThan(0.08 * rows);
  const blocks = 6 * 2 ** 18;
  expect(Math.abs(estimate.tableBytes - tableBytes)).toBeLessThan(0.2 * tableBytes + blocks);
  expect(estimate.peakBytes).toBeGreaterThan(0.9 * heapGrowth);
  expect(estimate.peakBytes).toBeLessThan(4 * heapGrowth + 50e6);
  const columns = estimate.columnBytes.reduce((sum, bytes) => sum + bytes, 0);
  expect(Math.abs(columns - estimate.tableBytes)).toBeLessThan(10);
});

test('nearly distinct texts are not packed while there is room, and the values are the same', async () => {
  const database = await openNodeDatabase();
  const reader = createReader(database, makeLocalScanner());
  const file = { name: 'hashes.csv', blob: new Blob([csvOf('hashes', 40_000)]) };
  const loaded = async (options: Parameters<typeof reader.load>[1]) => {
    const { relation } = await reader.load(request(file), options);
    await database.run(sql`CHECKPOINT`);
    const packing = await database.rows(
      sql`SELECT DISTINCT compression FROM pragma_storage_info(${lit(relation)}) WHERE column_name = 'a' AND segment_type = 'VARCHAR'`,
    );
    const values = await database.rows(
      sql`SELECT count(*), bit_xor(hash(_row, a)), bit_xor(hash(_row, d)) FROM ${ident(relation)}`,
    );
    return { packing: packing.rows.flat(), values: values.rows };
  };
  const roomy = await loaded({});
  const { peakBytes } = await reader.estimate(request(file));
  const used = await bytesIn(database);
  const tight = await loaded({ limitBytes: (1.001 * peakBytes + used) / 0.8 });
  expect(roomy.packing).toStrictEqual(['Uncompressed']);
  expect(tight.packing).not.toContain('Uncompressed');
  expect(tight.values).toStrictEqual(roomy.values);
  await database.close();
});

test('columns are told apart by what they take', async () => {
  const reader = createReader(await sharedDatabase(), makeLocalScanner());
  const rows = 120_000;
  const text = `i,hash,half\n${Array.from({ length: rows }, (_, i) => {
    const hash = [0, 1, 2, 3]
      .map((k) =>
        noise(4 * i + k)
          .toString(16)
          .padStart(8, '0'),
      )
      .join('');
    return `${String(i)},${hash},${hash.slice(0, 16)}`;
  }).join('\n')}\n`;
  const { columnBytes } = await reader.estimate(request({ name: 'a.csv', blob: new Blob([text]) }));
  const [small = 0, large = 0, half = 0] = columnBytes;
  expect(small).toBeLessThan(0.3 * half);
  expect(half).toBeGreaterThan(0.4 * large);
  expect(half).toBeLessThan(0.6 * large);
});

test('columns of few rows are told apart, too, by what their values should take', async () => {
  const reader = createReader(await sharedDatabase(), makeLocalScanner());
  const lines = Array.from({ length: 3000 }, (_, i) =>
    [
      new Date(Date.UTC(2020, 0, 1) + (noise(i) % 1e9)).toISOString(),
      `${noise(i).toString(16)} ${noise(i + 1).toString(16)}`,
      'the same long text in every row',
      String(noise(i) % 1000),
      String(i % 2 === 0),
      new Date(Date.UTC(2020, 0, 1) + i * 1000).toISOString(),
      String(noise(i) / 7),
      '',
    ].join(','),
  );
  const text = `time,hash,same,i,truth,second,number,nothing\n${lines.join('\n')}\n`;
  const { columnBytes, tableBytes } = await reader.estimate(
    request({ name: 'a.csv', blob: new Blob([text]) }),
  );
  const [time = 0, hash = 0, same = 0, i = 0, truth = 0, second = 0, number = 0, nothing = 0] =
    columnBytes;
  expect(hash).toBeGreaterThan(number);
  expect(number).toBeGreaterThan(time);
  expect(time).toBeGreaterThan(i);
  expect(i).toBeGreaterThan(truth);
  expect(truth).toBeGreaterThan(nothing);
  // One second after the other: the steps tell it all.
  expect(second).toBeLessThan(0.1 * time);
  expect(same).toBeLessThan(0.1 * hash);
  const columns = columnBytes.reduce((sum, bytes) => sum + bytes, 0);
  expect(Math.abs(columns - tableBytes)).toBeLessThan(10);
});

test('formats that count their rows are counted', async () => {
  const reader = createReader(await sharedDatabase(), makeLocalScanner());
  for (const format of ['parquet', 'sqlite', 'ndjson'] as const) {
    const estimate = await reader.estimate(request(await writeEvents(format, 1000)));
    expect(estimate).toMatchObject({ rows: 1000, counted: true });
  }
});

test('what does not fit is refused beforehand, with its size and ways out, and can be tried all the same', async () => {
  const database = await openNodeDatabase();
  const reader = createReader(database, makeLocalScanner(), 'tab');
  const file = { name: 'hashes.csv', blob: new Blob([csvOf('hashes', 150_000)]) };
  const limitBytes = 14e6;
  const refused = await reader
    .load(request(file), { limitBytes })
    .catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(ReadError);
  if (!(refused instanceof ReadError)) return;
  expect(refused.code).toBe('too-large');
  // What is said to fit is what fits: four fifths of the engine's memory.
  const question = refused.question?.kind === 'room' ? refused.question : null;
  expect(question?.freeBytes).toBeCloseTo(0.8 * limitBytes, -6);
  expect(question?.freeBytes).toBeLessThan(question?.estimate.peakBytes ?? 0);
  expect(refused.message).toMatch(
    /^About \d{6} rows × 4 columns need about \d+ MB while they are loaded; this tab has room for 11 MB\./,
  );
  expect(refused.message).toContain('fewer columns, a range of time, a sample');
  const { rows } = await database.rows(sql`SELECT table_name FROM duckdb_tables()`);
  expect(rows).toStrictEqual([]);
  const tight = { limitBytes: 2e6 };
  const tried = await reader.load({ ...request(file), reading: { evenIfLarge: true } }, tight);
  expect(tried.files[0]?.rows).toBe(150_000);
  await database.close();
});

test('a range of time that leaves too much is stopped on the way', async () => {
  const database = await openNodeDatabase();
  const reader = createReader(database, makeLocalScanner({ sliceBytes: 1 << 20 }));
  const file = { name: 'clicks.csv', blob: new Blob([csvOf('clicks', 100_000)]) };
  const range = (to: string) => ({ range: { column: 'a', from: null, to } });
  const all = { ...request(file), reading: range('2021-01-01') };
  await expect(reader.load(all, { limitBytes: 2e6 })).rejects.toMatchObject({
    code: 'too-large',
    question: { kind: 'room' },
  });
  const few = { ...request(file), reading: range('2020-01-01T00:10:00') };
  const loaded = await reader.load(few, { limitBytes: 8e6 });
  expect(loaded.files[0]?.rows).toBe(602);
  await database.close();
});

test('after the memory was used up, what was there is as it was, and the engine goes on', async () => {
  const database = await openNodeDatabase(["SET memory_limit='44MB'"]);
  const reader = createReader(database, makeLocalScanner({ sliceBytes: 1 << 20 }));
  const small = { name: 'numbers.csv', blob: new Blob([csvOf('numbers', 1000)]) };
  await reader.load({ ...request(small), relation: 'kept' });
  const sumOf = async (table: 'kept' | 'sized') => {
    const { rows } = await database.rows(
      table === 'kept'
        ? sql`SELECT count(*)::INTEGER, sum(b)::INTEGER FROM kept`
        : sql`SELECT count(*)::INTEGER, sum(b)::INTEGER FROM sized`,
    );
    return rows[0];
  };
  const before = await sumOf('kept');
  const large = { name: 'hashes.csv', blob: new Blob([csvOf('hashes', 250_000)]) };
  const refused = await reader
    .load({ ...request(large), reading: { evenIfLarge: true } })
    .catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ name: 'ReadError', code: 'too-large' });
  expect(String(refused)).toContain('the tables that were there before are as they were');
  expect(await sumOf('kept')).toStrictEqual(before);
  const { rows } = await database.rows(sql`SELECT table_name FROM duckdb_tables()`);
  expect(rows).toStrictEqual([['kept']]);
  await reader.load(request(small));
  expect(await sumOf('sized')).toStrictEqual(before);
  await database.close();
});
