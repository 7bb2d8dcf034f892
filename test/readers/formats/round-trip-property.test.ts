import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import {
  lossOf,
  TABLE_FORMATS,
  wholeTable,
  writeTable,
} from '../../../src/engine/export/table-format.ts';
import type { Cell, Column, ColumnType, Schema, Table } from '../../../src/engine/table.ts';
import { writeParquet } from '../../../src/readers/parquet/write.ts';
import { ident, sql } from '../../../src/sql/sql.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { bytesOf, dropStored, once, store, written } from './saved.ts';
import { load } from './shared.ts';

afterAll(dropStored);

const ODD = [
  '',
  '"',
  '""',
  ',',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\0',
  'a\0b',
  "'",
  '\\',
  '\\N',
  '\uFEFF',
  ';',
  '|',
  ' ',
];
const WORDS = [
  "'x'",
  'a b c d',
  'a;b',
  '2020-01-17',
  '2020-01-17T09:03:00+02:00',
  '// x',
  'null',
  'NULL',
  'NaN',
  'true',
  '-0',
  '1e5',
  '007',
  ' x ',
  '=1+1',
  '#',
  '{}',
  '[1]',
];
const text = fc.oneof(
  fc.constantFrom(...ODD, ...WORDS),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.array(fc.constantFrom(...ODD, 'x'), { maxLength: 6 }).map((parts) => parts.join('')),
);
const MOST = 253_402_300_799_999_999n;
const LEAST = -62_135_596_800_000_000n;
const VALUES: Record<ColumnType, fc.Arbitrary<Cell>> = {
  text,
  integer: fc
    .oneof(
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n, -(2n ** 53n) - 1n, 0n, -1n),
    )
    .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)),
  number: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(-0, 0, 5e-324, 1e21, -1.797_693_134_862_315_7e308, 1e15, 3),
  ),
  timestamp: fc.oneof(
    fc.bigInt({ min: LEAST, max: MOST }),
    fc.constantFrom(LEAST, MOST, 0n, -1n, 1_000_000n),
  ),
  boolean: fc.boolean(),
};
const NAMES = [
  ...['__proto__', 'constructor', 'toString', 'a "b"', 'x,y', 'tab\there', 'two\nlines', 'é🎉'],
  ...['=cmd', "it's", 'a.b', 'a;b', 'select', 'select *', ' in ', '{', '[0]', '\\', '_row_', '--'],
  ...[
    "'q'",
    '#',
    '# c',
    '//',
    'a|b^c~d',
    'a b c d',
    '%PDF-1',
    'BZh',
    'PAR1',
    '<html>',
    '\uFEFFx',
    'x ',
  ],
];
const TYPES = Object.keys(VALUES) as ColumnType[];

const tables: fc.Arbitrary<Table> = fc
  .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 6 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.constantFrom(...TYPES).map((type) => ({ name, type })))),
  )
  .chain((columns: Column[]) =>
    fc
      .array(
        fc.tuple(...columns.map(({ type }) => fc.option(VALUES[type], { freq: 6, nil: null }))),
        { minLength: 1, maxLength: 12 },
      )
      .map((rows) => ({ columns, rows })),
  );

/** What a person or a recipe says of the columns, so that text becomes what it was. */
function declared(columns: Schema) {
  return {
    types: Object.fromEntries(columns.map(({ type }, i) => [`c${String(i)}`, type])),
    mapping: Object.fromEntries(columns.map(({ name }, i) => [`c${String(i)}`, name])),
  };
}

test.each(TABLE_FORMATS.map(({ format, extension }) => [format, extension] as const))(
  'any table comes back from %s as it was',
  async (format, extension) => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        await store(table);
        const bytes = await written(format, table.columns);
        const how = format === 'parquet' ? {} : declared(table.columns);
        const { loaded, table: found } = await load(`a.${extension}`, bytes, how);
        expect(loaded.rejects).toStrictEqual([]);
        if (format === 'parquet') expect(loaded.schema.slice(1)).toStrictEqual(table.columns);
        expect(found.rows).toStrictEqual(table.rows);
      }),
      { numRuns: 10, seed: 20 },
    );
  },
);

test.each([
  ['text', [null, '', 'x', null, 'a;b', 'c;d']],
  ['text', [null]],
  ['text', ['', null]],
  ['integer', [1, null, 3]],
  ['timestamp', [null, 1_579_219_200_000_000n]],
  ['boolean', [null, true]],
] as const)('a table of one column keeps its nulls: %s, case %#', async (type, values) => {
  const table: Table = { columns: [{ name: 'a', type }], rows: values.map((value) => [value]) };
  await store(table);
  for (const { format, extension } of TABLE_FORMATS) {
    const bytes = await written(format, table.columns);
    // Nothing is declared: the values tell their type.
    const { table: found } = await load(`a.${extension}`, bytes);
    expect(found, format).toStrictEqual(table);
  }
});

test.each([
  ['text', [null, 'x'], '"a"\n""\nx\n'],
  ['integer', [1, null], 'a\n1\n""\n'],
  ['text', [null, 'x', ''], '"a",\n,\nx,\n"",\n'],
] as const)(
  'a table of one column is one to other programs, but where empty texts are no nulls: %s, case %#',
  async (type, values, text) => {
    const columns: Schema = [{ name: 'a', type }];
    await store({ columns, rows: values.map((value) => [value]) });
    expect(new TextDecoder().decode(await written('csv', columns))).toBe(text);
  },
);

test('a column of days comes back equal, once they are times', async () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const csv = await load('a.csv', encode('day,n\n2020-01-17,1\n0001-01-01,2\n'));
  await store(csv.table);
  for (const { format, extension } of TABLE_FORMATS) {
    const bytes = await written(format, csv.table.columns);
    expect((await load(`a.${extension}`, bytes)).table, format).toStrictEqual(csv.table);
  }
});

test('a table without rows: only JSON lines lose its columns, which is said before and after', async () => {
  const table: Table = { columns: [{ name: 'a', type: 'text' }], rows: [] };
  await store(table);
  for (const { format, extension } of TABLE_FORMATS) {
    const bytes = await written(format, table.columns);
    const loss = lossOf(format, 0);
    expect(loss !== null, format).toBe(format === 'jsonl');
    if (loss === null)
      expect((await load(`a.${extension}`, bytes)).table, format).toStrictEqual(table);
    else await expect(load(`a.${extension}`, bytes)).rejects.toThrow(/JSON lines without a record/);
    expect(lossOf(format, 1)).toBeNull();
  }
});

test('rows are written in the order in which they were read, many batches long', async () => {
  const database = await sharedDatabase();
  const relation = 'round trip in order';
  const columns: Schema = [{ name: '_row', type: 'integer' }];
  await database.run(
    sql`CREATE TABLE ${ident(relation)} AS SELECT i AS _row, hash(i) AS other FROM range(300000) AS t(i)`,
  );
  try {
    let next = 0;
    const counted: number[] = [];
    for await (const piece of writeTable('csv', wholeTable(relation, columns), database, {
      safe: true,
      parquet: writeParquet,
      onRows: (rows) => counted.push(rows),
    }))
      for (const line of String(piece).trimEnd().split('\n'))
        if (line !== '_row') expect(Number(line)).toBe(next++);
    expect(next).toBe(300_000);
    expect(counted.length).toBeGreaterThan(10);
    expect(counted.at(-1)).toBe(300_000);
  } finally {
    await database.run(sql`DROP TABLE ${ident(relation)}`);
  }
});

test('a whole number beyond 64 bits is refused by Parquet in words', async () => {
  const wide: Table = { columns: [{ name: 'n', type: 'integer' }], rows: [[2n ** 64n]] };
  await expect(bytesOf(writeParquet(wide.columns, once(wide)))).rejects.toThrow(/64 bits/);
});
