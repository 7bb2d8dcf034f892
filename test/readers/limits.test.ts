import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoadedInput, SourceFile } from '../../src/engine/ports.ts';
import type { TableReading } from '../../src/engine/reading.ts';
import type { Cell } from '../../src/engine/table.ts';
import { installLibraries } from '../../src/readers/libraries.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { makeNodeLibraries } from '../../src/readers/node-libraries.ts';
import { createReader } from '../../src/readers/reader.ts';
import { ident, join, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { type FormatName, writeEvents } from './events-files.ts';

installLibraries(makeNodeLibraries());

const ROWS = 300;
const FORMATS: readonly FormatName[] = ['csv', 'parquet', 'sqlite', 'ndjson', 'zeek', 'arrow'];
const REQUEST = {
  input: 'events',
  relation: 'limited',
  types: { ts: 'timestamp' },
  mapping: {},
} as const;

async function load(
  files: readonly SourceFile[],
  reading?: TableReading,
  sliceBytes = 1 << 26,
): Promise<LoadedInput & { rows: readonly (readonly Cell[])[] }> {
  const database = await sharedDatabase();
  const reader = createReader(database, makeLocalScanner({ sliceBytes }));
  const loaded = await reader.load({ ...REQUEST, files, ...(reading ? { reading } : {}) });
  const columns = loaded.schema.slice(1).map(({ name }) => ident(name));
  const { rows } = await database.rows(
    sql`SELECT ${join(columns)} FROM ${ident(loaded.relation)} ORDER BY _row`,
  );
  await database.run(sql`DROP TABLE ${ident(loaded.relation)}`);
  return { ...loaded, rows };
}

const files = new Map<FormatName, SourceFile>();
async function eventsOf(format: FormatName): Promise<SourceFile> {
  const file = files.get(format) ?? (await writeEvents(format, ROWS));
  files.set(format, file);
  return file;
}

describe.each(FORMATS)('%s', (format) => {
  test('chosen columns alone reach the table, in the order of the file', async () => {
    const file = await eventsOf(format);
    const whole = await load([file]);
    const names = whole.schema.slice(1).map(({ name }) => name);
    const chosen = await load([file], { only: ['user', 'bytes'] });
    expect(chosen.schema.map(({ name }) => name)).toStrictEqual(['_row', 'ts', 'user', 'bytes']);
    const at = ['ts', 'user', 'bytes'].map((name) => names.indexOf(name));
    expect(chosen.rows).toStrictEqual(whole.rows.map((row) => at.map((i) => row[i])));
    expect(chosen.files).toStrictEqual(whole.files);
  });

  test('a range and a sample give the rows that filtering all of them gives', async () => {
    const file = await eventsOf(format);
    const whole = await load([file]);
    await fc.assert(
      fc.asyncProperty(
        fc.option(fc.integer({ min: -20, max: ROWS + 20 })),
        fc.option(fc.integer({ min: 1, max: ROWS })),
        fc.option(
          fc.record({ share: fc.double({ min: 0.05, max: 1, noNaN: true }), seed: fc.integer() }),
        ),
        fc.constantFrom(1000, 5000, 1 << 26),
        async (from, length, sample, sliceBytes) => {
          const time = (second: number | null) =>
            second === null ? null : new Date(Date.UTC(2020, 0, 1) + second * 60_000).toISOString();
          const to = length === null ? null : (from ?? 0) + length;
          const reading = {
            range: { column: 'ts', from: time(from), to: time(to) },
            ...(sample ? { sample } : {}),
          };
          const limited = await load([file], reading, sliceBytes);
          const micros = (second: number) => BigInt(Date.UTC(2020, 0, 1) + second * 60_000) * 1000n;
          const expected = whole.rows.filter(([ts = null], i) => {
            if (typeof ts !== 'bigint') return false;
            if (from !== null && ts < micros(from)) return false;
            if (to !== null && ts >= micros(to)) return false;
            return sample === null || isDrawn(i, sample);
          });
          expect(limited.rows).toStrictEqual(expected);
          const [record] = limited.files;
          expect(record?.rows).toBe(expected.length);
          expect(record?.unwanted).toBe(whole.rows.length - expected.length);
          expect(record?.rejected).toBe(whole.files[0]?.rejected);
          expect(limited.reading).toStrictEqual(reading);
        },
      ),
      { numRuns: 6 },
    );
  });
});

/** MurmurHash3's finish of the number of a clean record and the seed, beside the engine's. */
function isDrawn(record: number, { share, seed }: { share: number; seed: number }): boolean {
  const low = Number(BigInt.asUintN(32, BigInt(seed)));
  const high = Number(BigInt.asUintN(32, BigInt(seed) >> 32n));
  let h = record ^ Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca77) ^ 0x27d4eb2f;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0 < Math.round(share * 2 ** 32);
}

test('bad values are rejected whether they are wanted or not, and every record is accounted for', async () => {
  const lines = [
    'ts,n',
    '2020-01-01,1',
    'never,2',
    '2020-02-01,3',
    ',4',
    '2020-02-02,5,6',
    '2020-02-03,7',
  ];
  const file = { name: 'a.csv', blob: new Blob([`${lines.join('\n')}\n`]) };
  const range = { column: 'ts', from: '2020-02-01', to: null };
  const loaded = await load([file], { range }, 10);
  expect(loaded.rows.map(([, n]) => n)).toStrictEqual([3, 7]);
  expect(loaded.files).toStrictEqual([
    expect.objectContaining({ rows: 2, rejected: 2, unwanted: 2 }),
  ]);
  expect(loaded.rejects.map(({ line, column }) => [line, column])).toStrictEqual([
    [3, 'ts'],
    [6, null],
  ]);
});

test('a sample says that it is one, and its size is that of a fair draw', async () => {
  const rows = 60_000;
  const text = `ts,n\n${Array.from({ length: rows }, (_, i) => `2020-01-01,${String(i)}\n`).join('')}`;
  const file = { name: 'n.csv.gz', blob: new Blob([gzipSync(text)]) };
  for (const [share, seed] of [
    [0.1, 1],
    [0.5, 2],
    [0.01, -3],
    [0.1, 2 ** 40],
  ] as const) {
    const loaded = await load([file], { sample: { share, seed } });
    const expected = rows * share;
    const sigma = Math.sqrt(rows * share * (1 - share));
    expect(Math.abs(loaded.rows.length - expected)).toBeLessThan(5 * sigma);
    expect(loaded.warnings[0]).toBe(
      `This is a sample: ${String(100 * share)} % of the records, seed ${String(seed)}.`,
    );
    // Neighbours are drawn apart from each other.
    const drawn = new Set(loaded.rows.map(([, n]) => Number(n)));
    const pairs = [...drawn].filter((n) => drawn.has(n + 1)).length;
    expect(Math.abs(pairs - rows * share * share)).toBeLessThan(
      6 * Math.sqrt(rows * share * share) + 1,
    );
  }
});

test.each<[string, TableReading, string]>([
  [
    'an unknown column',
    { only: ['usr'] },
    'There is no column "usr" to choose. Did you mean "user"?',
  ],
  [
    'a range of no time',
    { range: { column: 'bytes', from: null, to: null } },
    'is no time, but integer',
  ],
  ['a range of no column', { range: { column: 'time', from: null, to: null } }, 'no column "time"'],
  [
    'a bound that is no time',
    { range: { column: 'ts', from: 'May', to: null } },
    '"May", which is no time',
  ],
  [
    'a range that is empty',
    { range: { column: 'ts', from: '2020-01-02', to: '2020-01-01' } },
    'ends before it begins',
  ],
  ['a share of nothing', { sample: { share: 0, seed: 1 } }, 'above 0'],
])('%s is refused in words', async (_, reading, message) => {
  await expect(load([await eventsOf('ndjson')], reading)).rejects.toThrow(message);
});
