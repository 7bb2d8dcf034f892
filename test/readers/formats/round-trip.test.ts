import { expect, test } from 'vitest';
import { csvHeader, csvRows } from '../../../src/engine/export/csv.ts';
import { jsonLines } from '../../../src/engine/export/json-lines.ts';
import type { Schema, Table } from '../../../src/engine/table.ts';
import { writeParquet } from '../../../src/readers/parquet/write.ts';
import { load } from './shared.ts';

const columns: Schema = [
  { name: 'a text', type: 'text' },
  { name: 'n, "q"', type: 'integer' },
  { name: 'x', type: 'number' },
  { name: 't\t', type: 'timestamp' },
  { name: '__proto__', type: 'boolean' },
];
const table: Table = {
  columns,
  rows: [
    ['plain', 1, 1.5, 1_521_911_725_396_014n, true],
    ['', 2n ** 63n - 1n, -0, 0n, false],
    ['"quoted", tab\tline\nreturn\r\nend', -(2n ** 63n), 5e-324, -1n, null],
    ['é🎉 \uFEFF', 9_007_199_254_740_993n, 0.1, 253_402_300_799_999_999n, true],
    [null, null, null, null, null],
    ['=1+1', 0, -1.797_693_134_862_315_7e308, 1_000_000n, false],
  ],
};

async function* batches(): AsyncGenerator<Table> {
  // Batches of any size: also none.
  yield { columns, rows: table.rows.slice(0, 1) };
  yield { columns, rows: [] };
  yield { columns, rows: table.rows.slice(1) };
  await Promise.resolve();
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) all.push(Uint8Array.from(piece));
  return new Uint8Array(await new Blob(all).arrayBuffer());
}

const encode = (text: string) => new TextEncoder().encode(text);
const roles = columns.map(({ name }, i) => [`c${String(i)}`, name] as const);
/** What a recipe declares, so that text becomes what it was. */
const declared = {
  types: Object.fromEntries(columns.map(({ type }, i) => [`c${String(i)}`, type])),
  mapping: Object.fromEntries(roles),
};

test('Parquet gives every value back, with its type', async () => {
  const { loaded, table: found } = await load(
    'a.parquet',
    await bytesOf(writeParquet(columns, batches())),
  );
  expect(found).toStrictEqual(table);
  expect(loaded.warnings).toStrictEqual([]);
});

test('a row group whose truths are all null is written to Parquet, too', async () => {
  const own: Schema = [{ name: 'b', type: 'boolean' }];
  const rows = [[null], [null], [null]];
  async function* all(): AsyncGenerator<Table> {
    await Promise.resolve();
    yield { columns: own, rows };
  }
  const { table: found } = await load('a.parquet', await bytesOf(writeParquet(own, all())));
  expect(found).toStrictEqual({ columns: own, rows });
});

test('a table without rows is a Parquet file with its columns', async () => {
  async function* none(): AsyncGenerator<Table> {
    await Promise.resolve();
    yield { columns, rows: [] };
  }
  const { table: found } = await load('a.parquet', await bytesOf(writeParquet(columns, none())));
  expect(found).toStrictEqual({ columns, rows: [] });
});

test.each([
  ['CSV', 'a.csv', csvHeader(table, { safe: false }) + csvRows(table, { safe: false })],
  [
    'TSV',
    'a.tsv',
    csvHeader(table, { safe: false, delimiter: '\t' }) +
      csvRows(table, { safe: false, delimiter: '\t' }),
  ],
  ['JSON lines', 'a.jsonl', jsonLines(table)],
])('%s gives every value back once the types are declared', async (_, name, text) => {
  const { loaded, table: found } = await load(name, encode(text), declared);
  expect(loaded.rejects).toStrictEqual([]);
  expect(found.rows).toStrictEqual(table.rows);
});
