import {
  Bool,
  Field,
  Float64,
  Int64,
  makeVector,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
  makeData,
  vectorFromArray,
} from 'apache-arrow';
import { expect, test } from 'vitest';
import type { SourceFile } from '../../src/engine/ports.ts';
import type { ColumnType } from '../../src/engine/table.ts';
import { createReader } from '../../src/readers/reader.ts';
import type { ScanPart, Scanner } from '../../src/readers/scanner.ts';
import { sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

/** Two records a slice: text, integer, number, timestamp, boolean; every column holds a null. */
function stream(first: number): Uint8Array {
  const columns = [
    vectorFromArray(['a', null], new Utf8()),
    vectorFromArray([2n ** 60n + BigInt(first), null], new Int64()),
    vectorFromArray([null, 0.5], new Float64()),
    makeVector(
      makeData({
        type: new TimestampMicrosecond(),
        length: 2,
        nullCount: 1,
        data: BigInt64Array.of(1_521_911_725_396_014n, 0n),
        nullBitmap: Uint8Array.of(1),
      }),
    ),
    vectorFromArray([null, true], new Bool()),
  ];
  const fields = columns.map(({ type }, i) => new Field(`f${i}`, type, true));
  const data = makeData({
    type: new Struct(fields),
    length: 2,
    nullCount: 0,
    children: columns.map((column) => column.data[0]!),
  });
  return RecordBatchStreamWriter.writeAll([new RecordBatch(new Schema(fields), data)]).toUint8Array(
    true,
  );
}

const TYPES: readonly ColumnType[] = ['text', 'integer', 'number', 'timestamp', 'boolean'];

function scannerOf(records: number): Scanner {
  async function* scan(): AsyncGenerator<ScanPart, void> {
    for (const first of [1, 3])
      yield await Promise.resolve({
        kind: 'typed' as const,
        bytes: stream(first),
        records: 2,
        firstRecord: first,
        rejects: [],
        readBytes: first,
      });
    yield { kind: 'end', records, rejected: 0, warnings: [], sha256: 'ab', bytes: 4 };
  }
  const table = {
    name: 't',
    inner: 't',
    member: null,
    format: 'odd',
    containers: [],
    columns: TYPES.map((type) => ({ name: `a ${type}`, type })),
    layout: null,
    warnings: [],
  };
  return { sniff: () => Promise.resolve([table]), scan, lines: () => Promise.resolve([]) };
}

const file: SourceFile = { name: 'odd.bin', blob: new Blob(['abcd']), table: 't' };

test('typed slices become a typed table, nulls staying null', async () => {
  const database = await sharedDatabase();
  const reader = createReader(database, scannerOf(4));
  const request = { input: 'events', relation: 'typed', files: [file], types: {}, mapping: {} };
  const loaded = await reader.load(request);
  expect(loaded.schema.map(({ type }) => type)).toStrictEqual(['integer', ...TYPES]);
  expect(loaded.files).toStrictEqual([
    { name: 'odd.bin', bytes: 4, sha256: 'ab', rows: 4, rejected: 0, table: 't' },
  ]);
  const { rows } = await database.rows(sql`FROM typed`);
  await database.run(sql`DROP TABLE typed`);
  expect(rows).toStrictEqual([
    [0, 'a', 2n ** 60n + 1n, null, 1_521_911_725_396_014n, null],
    [1, null, null, 0.5, null, true],
    [2, 'a', 2n ** 60n + 3n, null, 1_521_911_725_396_014n, null],
    [3, null, null, 0.5, null, true],
  ]);
});

test('a typed column that is declared otherwise is read as its text is, bad values by their record', async () => {
  const database = await sharedDatabase();
  const reader = createReader(database, scannerOf(4));
  const loaded = await reader.load({
    input: 'events',
    relation: 'typed',
    files: [file],
    types: { i: 'text', t: 'timestamp', b: 'integer' },
    mapping: { i: 'a integer', t: 'a timestamp', b: 'a boolean' },
  });
  const { rows } = await database.rows(sql`SELECT _row, i, t FROM typed`);
  await database.run(sql`DROP TABLE typed`);
  expect(rows).toStrictEqual([
    [0, '1152921504606846977', 1_521_911_725_396_014n],
    [1, '1152921504606846979', 1_521_911_725_396_014n],
  ]);
  expect(loaded.rejects.map(({ line, column, text }) => [line, column, text])).toStrictEqual([
    [2, 'a boolean', 'true'],
    [4, 'a boolean', 'true'],
  ]);
});

test('a typed table is refused when its records do not add up', async () => {
  const database = await sharedDatabase();
  const request = { input: 'events', relation: 'typed', files: [file], types: {}, mapping: {} };
  await expect(createReader(database, scannerOf(5)).load(request)).rejects.toThrow('5 records');
});
