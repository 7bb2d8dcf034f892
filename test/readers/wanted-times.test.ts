import {
  DateDay,
  type DataType,
  Int32,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import type { ColumnType } from '../../src/engine/table.ts';
import type { TableReading } from '../../src/engine/reading.ts';
import { installedLibraries } from '../../src/readers/libraries.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { readFooter } from '../../src/readers/parquet/footer.ts';
import { groupsOutside } from '../../src/readers/parquet/groups-outside.ts';
import type { ThriftField, ThriftStruct } from '../../src/readers/parquet/thrift.ts';
import { createReader } from '../../src/readers/reader.ts';
import type { Scanner } from '../../src/readers/scanner.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { databaseOf } from './formats/sqlite-database.ts';
import './formats/shared.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface Loaded {
  /** Values of the column `n`. */
  readonly rows: readonly unknown[];
  readonly unwanted: number;
  readonly rejected: number;
  /** Records that were handed to the engine. */
  readonly decoded: number;
}

/** Loads what a range leaves of a table with the columns `at` and `n`. */
async function load(
  bytes: Bytes,
  from: string | null,
  to: string | null,
  reading: TableReading = {},
  types: Record<string, ColumnType> = {},
): Promise<Loaded> {
  const database = await sharedDatabase();
  const scanner = makeLocalScanner();
  let decoded = 0;
  const counting: Scanner = {
    ...scanner,
    async *scan(...given) {
      for await (const part of scanner.scan(...given)) {
        if (part.kind !== 'end') decoded += part.records;
        yield part;
      }
    },
  };
  const loaded = await createReader(database, counting).load({
    input: 'x',
    relation: 'in range',
    files: [{ name: 'a.bin', blob: new Blob([bytes]) }],
    types,
    mapping: {},
    reading: { ...reading, range: { column: 'at', from, to } },
  });
  const { rows } = await database.rows(sql`SELECT n FROM ${ident('in range')} ORDER BY _row`);
  await database.run(sql`DROP TABLE ${ident('in range')}`);
  const [file] = loaded.files;
  expect(file?.rows).toBe(rows.length);
  return {
    rows: rows.map(([n]) => n),
    unwanted: file?.unwanted ?? 0,
    rejected: file?.rejected ?? 0,
    decoded,
  };
}

function table(column: string, ...values: string[]): Bytes {
  const rows = values.map((value, i) => `(${value}, ${String(i)})`).join();
  return databaseOf(`CREATE TABLE t (${column}, n INTEGER)`, `INSERT INTO t VALUES ${rows}`);
}

const text = (value: string) => `'${value}'`;
const NOON = '2020-01-17T12:00:00Z';
const ONE = '2020-01-17T13:00:00Z';

describe('SQLite reads only the rows of a range, where it knows all times:', () => {
  const texts = [
    '2020-01-17',
    '2020-01-17 11:59:59',
    '2020-01-17T11:59:59.999999Z',
    '2020-01-17 12:00:00',
    '2020-01-17T12:00:00.5+00:00',
    '2020-01-17 12:59:59.999999',
    '2020-01-17T13:00:00Z',
    '2020-01-17 13:00:00.000001',
    '2020-01-18',
  ].map(text);

  test('texts, to the microsecond at the edges, and none', async () => {
    const bytes = table('at TEXT COLLATE NOCASE', ...texts, 'NULL');
    const hour = await load(bytes, NOON, ONE);
    expect(hour).toStrictEqual({ rows: [3, 4, 5], unwanted: 7, rejected: 0, decoded: 3 });
    const later = await load(bytes, '2020-01-17T12:00:00.500001Z', null);
    expect(later.rows).toStrictEqual([5, 6, 7, 8]);
    // The second of the edge is read whole and cut by the engine.
    expect(later.decoded).toBe(6);
    const before = await load(bytes, null, '2020-01-17T12:00:00.5Z');
    expect(before.rows).toStrictEqual([0, 1, 2, 3]);
    expect(before.decoded).toBe(5);
    const any = await load(bytes, null, null);
    expect([any.rows.length, any.unwanted, any.decoded]).toStrictEqual([9, 1, 9]);
    const none = await load(bytes, '2021-01-01', null);
    expect(none).toStrictEqual({ rows: [], unwanted: 10, rejected: 0, decoded: 0 });
  });

  test.each<[string, string, string[], number]>([
    ['a day that does not exist', 'at TEXT', [text('2020-02-31')], 1],
    ['an hour that does not exist', 'at TEXT', [text('2020-01-16 24:00:00')], 1],
    ['something behind a NUL', 'at TEXT', ["'2020-01-01' || char(0)"], 1],
    ['another zone', 'at TEXT', [text('2020-01-17T14:30:00+02:00')], 0],
    ['spaces', 'at TEXT', [text(' 2020-01-16 ')], 0],
    ['minutes without seconds', 'at TEXT', [text('2020-01-16 10:00')], 0],
    ['an empty text', 'at TEXT', [text('')], 0],
    ['nanoseconds', 'at TEXT', [text('2020-01-16 10:00:00.123456789')], 0],
    ['a number among them', 'at', ['1579262400'], 1],
  ])('with %s all are decoded and nothing else changes', async (_, column, odd, rejected) => {
    const found = await load(table(column, ...texts, ...odd), NOON, ONE);
    const records = texts.length + odd.length;
    // Twice where the times have to be looked at as a whole.
    expect([records, 2 * records]).toContain(found.decoded);
    expect(found.rejected).toBe(rejected);
    expect(found.rows.slice(0, 3)).toStrictEqual([3, 4, 5]);
    expect(found.rows.length + found.unwanted + found.rejected).toBe(records);
  });

  test.each<[string, string, string[], 'epoch-s' | 'epoch-ms']>([
    [
      'whole seconds',
      'INTEGER',
      ['1579262399', '1579262400', '1579265999', '1579266000'],
      'epoch-s',
    ],
    [
      'milliseconds',
      'INTEGER',
      ['1579262399999', '1579262400000', '1579265999999', '1579266000000'],
      'epoch-ms',
    ],
    [
      'seconds with fractions',
      'REAL',
      ['1579262390.5', '1579262400.25', '1579265999.75', '1579266001'],
      'epoch-s',
    ],
  ])('%s since 1970', async (_, type, values, format) => {
    const columns = { at: { time: { format, zone: 'UTC' } } } as const;
    const sound = await load(table(`at ${type}`, ...values, 'NULL'), NOON, ONE, { columns });
    expect(sound).toStrictEqual({ rows: [1, 2], unwanted: 3, rejected: 0, decoded: 2 });
    // No such year: rejected, not passed over.
    const far = await load(table(`at ${type}`, ...values, '9e15'), NOON, ONE, { columns });
    expect(far).toStrictEqual({ rows: [1, 2], unwanted: 2, rejected: 1, decoded: 5 });
  });

  test('a value that is rejected is rejected in any row; a sample is drawn from all', async () => {
    const bytes = databaseOf(
      'CREATE TABLE t (at TEXT, n TEXT)',
      "INSERT INTO t VALUES ('2020-01-17', 'one'), ('2020-01-17 12:00:00', '2')",
    );
    const typed = await load(bytes, NOON, ONE, {}, { n: 'integer' });
    expect(typed).toStrictEqual({ rows: [2], unwanted: 0, rejected: 1, decoded: 2 });
    const plain = await load(bytes, NOON, ONE);
    expect(plain).toStrictEqual({ rows: ['2'], unwanted: 1, rejected: 0, decoded: 1 });
    const sample = await load(bytes, NOON, ONE, { sample: { share: 1, seed: 1 } });
    expect(sample).toStrictEqual({ rows: ['2'], unwanted: 1, rejected: 0, decoded: 2 });
  });

  test('rows keep the order of the table, whatever indexes it has', async () => {
    const bytes = databaseOf(
      'CREATE TABLE t (at TEXT, n INTEGER, other TEXT); CREATE INDEX i ON t (n, at)',
      `INSERT INTO t VALUES ('2020-01-17 12:30:00', 2, ''), ('2020-01-16', 0, ''), ('2020-01-17 12:00:00', 1, '')`,
    );
    const found = await load(bytes, NOON, ONE, { only: ['n'] });
    expect(found).toMatchObject({ rows: [2, 1], decoded: 2 });
  });
});

/** Row groups of five rows. */
async function parquet(type: DataType, values: readonly unknown[]): Promise<Bytes> {
  const {
    Table: WasmTable,
    WriterPropertiesBuilder,
    writeParquet,
  } = await installedLibraries().parquet();
  const columns = new Table({
    n: vectorFromArray(
      values.map((_, i) => i),
      new Int32(),
    ),
    note: vectorFromArray(
      values.map(() => 'x'),
      new Utf8(),
    ),
    at: vectorFromArray(values, type),
  });
  const properties = new WriterPropertiesBuilder().setMaxRowGroupSize(5).build();
  return Uint8Array.from(
    writeParquet(WasmTable.fromIPCStream(tableToIPC(columns, 'stream')), properties),
  );
}

describe('Parquet passes over row groups whose statistics prove that no row is wanted:', () => {
  const start = Date.parse('2020-01-17T12:00:00Z');
  const minutes = Array.from({ length: 20 }, (_, i) => start + i * 60_000);
  const at = (minute: number) => new Date(start + minute * 60_000).toISOString();

  test.each<[string, DataType]>([
    ['milliseconds', new TimestampMillisecond()],
    ['microseconds', new TimestampMicrosecond()],
    ['nanoseconds', new TimestampNanosecond('UTC')],
  ])('%s', async (_, type) => {
    const bytes = await parquet(
      type,
      minutes.map((time, i) => (i === 12 ? null : time)),
    );
    const some = await load(bytes, at(5), at(13), { only: ['n'] });
    expect(some).toStrictEqual({
      rows: [5, 6, 7, 8, 9, 10, 11],
      unwanted: 13,
      rejected: 0,
      decoded: 10,
    });
    // The last of a group is at the edge, and the first of another.
    expect((await load(bytes, at(4), at(15))).decoded).toBe(15);
    expect((await load(bytes, at(4), at(15.01))).decoded).toBe(20);
    expect(await load(bytes, at(20), null)).toStrictEqual({
      rows: [],
      unwanted: 20,
      rejected: 0,
      decoded: 0,
    });
  });

  test('days, and groups without any time', async () => {
    const days = Array.from({ length: 15 }, (_, i) =>
      i < 5 ? null : new Date(Date.UTC(2020, 0, i + 1)),
    );
    const bytes = await parquet(new DateDay(), days);
    const some = await load(bytes, '2020-01-10', '2020-01-11');
    expect(some).toStrictEqual({ rows: [9], unwanted: 14, rejected: 0, decoded: 5 });
    expect((await load(bytes, null, null)).decoded).toBe(10);
  });

  test('text and plain numbers prove nothing', async () => {
    const texts = await parquet(
      new Utf8(),
      minutes.map((time) => new Date(time).toISOString()),
    );
    expect(await load(texts, at(5), at(7))).toStrictEqual({
      rows: [5, 6],
      unwanted: 18,
      rejected: 0,
      decoded: 20,
    });
    const numbers = await parquet(
      new Int32(),
      minutes.map((time) => time / 1000),
    );
    const columns = { at: { time: { format: 'epoch-s', zone: 'UTC' } } } as const;
    expect(await load(numbers, at(5), at(7), { columns })).toMatchObject({
      rows: [5, 6],
      decoded: 20,
    });
  });

  test('statistics of unknown order, not exact, of another size or that cannot be are not trusted', async () => {
    const bytes = await parquet(new TimestampMillisecond(), minutes);
    const footer = await readFooter(new Blob([bytes]), 'a.parquet');
    const field = footer.fields[2];
    const wanted = { at: 0, from: null, to: BigInt(start) * 1000n, format: 'iso' } as const;
    expect(groupsOutside(footer, field, wanted).size).toBe(4);
    expect(groupsOutside({ ...footer, ordered: [] }, field, wanted).size).toBe(0);
    const withStatistics = (change: (statistics: Map<number, ThriftField>) => void) => ({
      ...footer,
      rowGroups: footer.rowGroups.map((group) => ({
        ...group,
        chunks: group.chunks.map((chunk) => {
          const held = chunk.meta.get(12)?.value;
          const statistics = new Map(held instanceof Map ? (held as ThriftStruct) : []);
          change(statistics);
          const meta = new Map(chunk.meta).set(12, { type: 12, value: statistics });
          return { ...chunk, meta };
        }),
      })),
    });
    const outside = (change: Parameters<typeof withStatistics>[0]) =>
      groupsOutside(withStatistics(change), field, wanted).size;
    expect(outside(() => undefined)).toBe(4);
    expect(outside((own) => own.set(8, { type: 2, value: false }))).toBe(0);
    expect(outside((own) => own.set(5, { type: 8, value: new Uint8Array(7) }))).toBe(0);
    expect(outside((own) => own.set(5, { type: 8, value: new Uint8Array(8) }))).toBe(0);
    expect(
      outside((own) => {
        own.set(2, own.get(6)!).set(1, own.get(5)!);
        own.delete(5);
        own.delete(6);
      }),
    ).toBe(0);
  });
});
