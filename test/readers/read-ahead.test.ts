import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openNodeDatabase } from '../../src/duckdb/node.ts';
import { type Database, DatabaseError } from '../../src/engine/ports.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { createReader } from '../../src/readers/reader.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { abortedAtLook } from '../duckdb/aborted-at-look.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { csvText } from './csv-text.ts';

let opening: Promise<Database> | null = null;
/** A second engine that outlives the loads of this file. */
async function openSecond(): Promise<Database> {
  opening ??= openNodeDatabase();
  return { ...(await opening), close: () => Promise.resolve() };
}
afterAll(async () => (await opening)?.close());

const SIZES = { sliceBytes: 700, firstSliceBytes: 300, chunkBytes: 128 };

/** Loads a text with a second engine or without one; what came of it, and how many slices the second one read. */
async function load(
  csv: string,
  open: (() => Promise<Database>) | null,
  signal?: AbortSignal,
): Promise<{ outcome: unknown; ahead: number }> {
  const own = await sharedDatabase();
  let ahead = 0;
  const database: Database = {
    ...own,
    appendArrow: (...args) => {
      ahead += 1;
      return own.appendArrow(...args);
    },
  };
  const second = open ? { open, worthBytes: 1 } : undefined;
  const reader = createReader(database, makeLocalScanner(SIZES), 'process', second);
  const files = [{ name: 'a.csv', blob: new Blob([csv]) }];
  const request = { input: 'events', relation: 'read ahead', files, types: {}, mapping: {} };
  const { files: records, rejects, warnings, schema } = await reader.load(request, { signal });
  const { rows } = await own.rows(sql`SELECT * FROM ${ident('read ahead')}`);
  await own.run(sql`DROP TABLE ${ident('read ahead')}`);
  return { outcome: { records, rejects, warnings, schema, rows }, ahead };
}

const COLUMNS: Readonly<Record<string, (i: number) => string>> = {
  integer: (i) => String(i * 7919),
  number: (i) => String(i / 8),
  time: (i) => new Date(Date.UTC(2020, 0, 1) + i * 61_007).toISOString(),
  truth: (i) => (i % 3 === 0 ? 'true' : 'false'),
  text: (i) => `a "text", ${String(i)}\n`,
  nothing: () => '',
};

/** Values that come where nothing like them was before. */
const SURPRISES = ['x', '1.5', '', '2020-01-01T00:00:00+02:00', '2020-02-30 00:00:00', '007'];

const log = fc
  .record({
    columns: fc.array(fc.constantFrom(...Object.keys(COLUMNS)), { minLength: 1, maxLength: 5 }),
    rows: fc.integer({ min: 40, max: 160 }),
    surprises: fc.array(
      fc.record({
        row: fc.integer({ min: 0, max: 159 }),
        column: fc.integer({ min: 0, max: 4 }),
        value: fc.constantFrom(...SURPRISES),
      }),
      { maxLength: 3 },
    ),
    ragged: fc.array(fc.integer({ min: 0, max: 159 }), { maxLength: 2 }),
  })
  .map(({ columns, rows, surprises, ragged }) => {
    const table = Array.from({ length: rows }, (_, i) =>
      columns.map((kind) => COLUMNS[kind]?.(i) ?? ''),
    );
    for (const { row, column, value } of surprises) {
      const cells = table[row];
      if (cells && column < cells.length) cells[column] = value;
    }
    for (const row of ragged) table[row]?.push('one too many', 'two');
    return csvText([columns.map((_, i) => `name${String(i)}`), ...table]);
  });

test('what is read ahead is what would be read in its turn', async () => {
  let slices = 0;
  await fc.assert(
    fc.asyncProperty(log, async (csv) => {
      const alone = await load(csv, null);
      const both = await load(csv, openSecond);
      expect(both.outcome).toStrictEqual(alone.outcome);
      slices += both.ahead;
    }),
    { numRuns: 10, seed: 3 },
  );
  expect(slices).toBeGreaterThan(20);
});

const PLAIN = csvText([
  ['a', 'b', 'c'],
  ...Array.from({ length: 400 }, (_, i) => [String(i), `text ${String(i)}`, String(i / 4)]),
]);

test('a second engine that fails, or never comes, leaves the reading to the first', async () => {
  const alone = await load(PLAIN, null);
  const failing: readonly (() => Promise<Database>)[] = [
    () => Promise.reject(new Error('no engine')),
    () => new Promise(() => undefined),
    async () => ({
      ...(await openSecond()),
      arrow: () => Promise.reject(new DatabaseError('out-of-memory', 'no room', '')),
    }),
    async () => ({
      ...(await openSecond()),
      upload: () => Promise.reject(new DatabaseError('broken', 'it ended', '')),
    }),
  ];
  for (const open of failing) {
    const both = await load(PLAIN, open);
    expect(both).toStrictEqual({ outcome: alone.outcome, ahead: 0 });
  }
});

test('a second engine that gives too few rows is noticed', async () => {
  const open = async (): Promise<Database> => {
    const second = await openSecond();
    return { ...second, arrow: (query) => second.arrow(sql`SELECT * FROM (${query}) LIMIT 3`) };
  };
  await expect(load(PLAIN, open)).rejects.toThrow('The engine found 3 records where the file has');
});

test('the second engine is closed when the load ends, well or not', async () => {
  let open = 0;
  const counted = async (): Promise<Database> => {
    open += 1;
    const second = await openSecond();
    return {
      ...second,
      close: () => {
        open -= 1;
        return Promise.resolve();
      },
    };
  };
  await load(PLAIN, counted);
  expect(open).toBe(0);
  const reason = new Error('enough');
  const whole = abortedAtLook(Infinity, reason);
  await load(PLAIN, counted, whole.signal);
  for (let point = 1; point <= 12; point += 1) {
    const n = Math.floor((whole.looks() * point) / 12);
    await expect(load(PLAIN, counted, abortedAtLook(n, reason).signal)).rejects.toBe(reason);
    await expect.poll(() => open).toBe(0);
  }
});
