import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { TableFormat } from '../../../src/engine/export/table-format.ts';
import type { Cell, ColumnType, Table } from '../../../src/engine/table.ts';
import { dropStored, store, written } from './saved.ts';
import { load } from './shared.ts';

afterAll(dropStored);

const FORMATS: readonly TableFormat[] = ['csv', 'tsv'];
const WORDS = ['GET', 'ok', 'host', 'über', 'user_id', 'x'];
const NAMES = [
  ...['First Name', 'a,b', 'tab\there', 'two\nlines', 'say "x"', "'q'", '# c', '=cmd', '-', '"'],
];
const VALUES = ['', 'no', 'PUT', 'New York', 'c,d', 'e;f', 'g\th', '"', '\n', "'", 'http://x/?q=1'];

/** A column that holds its own name now and then, or nothing at all. */
const column = (name: string, rows: number): fc.Arbitrary<Cell[]> => {
  const values = (own: number) =>
    fc.oneof(
      { weight: own, arbitrary: fc.constant(name) },
      { weight: 2, arbitrary: fc.constantFrom(null, ...VALUES, ...NAMES, ...WORDS) },
    );
  const length = { minLength: rows, maxLength: rows };
  return fc.oneof(
    { weight: 6, arbitrary: fc.array(values(2), length) },
    { weight: 2, arbitrary: fc.array(values(50), length) },
    { weight: 1, arbitrary: fc.constant(Array.from({ length: rows }, () => null)) },
  );
};

/** All of text. One name at least is a word that occurs below, as most names are. */
const tables: fc.Arbitrary<Table> = fc
  .record({
    word: fc.constantFrom(...WORDS),
    others: fc.oneof(
      { weight: 1, arbitrary: fc.constant<string[]>([]) },
      {
        weight: 3,
        arbitrary: fc.uniqueArray(fc.constantFrom(...NAMES, ...WORDS), { maxLength: 4 }),
      },
    ),
    at: fc.nat(4),
    rows: fc.integer({ min: 1, max: 12 }),
    row: fc.nat(11),
  })
  .chain(({ word, others, at, rows, row }) => {
    const names = others.filter((name) => name !== word).toSpliced(at, 0, word);
    return fc.tuple(...names.map((name) => column(name, rows))).map((columns) => ({
      columns: names.map((name) => ({ name, type: 'text' as const })),
      rows: Array.from({ length: rows }, (_, i) =>
        columns.map((values, j) =>
          names[j] === word && i === row % rows ? word : (values[i] ?? null),
        ),
      ),
    }));
  });

async function expectSame(table: Table): Promise<void> {
  await store(table);
  for (const format of FORMATS) {
    const bytes = await written(format, table.columns);
    const { loaded, table: found } = await load(`a.${format}`, bytes);
    expect(loaded.rejects, format).toStrictEqual([]);
    expect(found, format).toStrictEqual(table);
    expect(loaded.warnings.join('\n'), format).not.toContain('was taken for');
  }
}

test('a table of texts comes back with its names, also where they are values, too', async () => {
  await fc.assert(fc.asyncProperty(tables, expectSame), { numRuns: 20, seed: 21 });
});

test.each([
  ['one column', ['x'], [['x'], ['x'], ['y']]],
  ['one column with empty texts and nulls', ['x'], [['x'], [''], [null], ['x'], ['no, no']]],
  [
    'nothing but the names, again and again',
    ['a', 'b'],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
  ],
  ['no rows', ['a', 'b'], []],
  ['nothing but nulls', ['a', 'b'], [[null, null]]],
  [
    'a column of nulls',
    ['a', 'b'],
    [
      ['a', null],
      ['c', null],
      ['a', null],
    ],
  ],
  [
    'values that all need quotes, but one',
    ['a', 'b'],
    [
      ['a', 'c,\td'],
      ['e,\tf', 'g,\th'],
    ],
  ],
  [
    'names with quotes and line ends',
    ['"', 'c\nd'],
    [
      ['"', 'c\nd'],
      ['x', 'y'],
      ['"', 'z'],
    ],
    'x',
  ],
  [
    'a name of two words',
    ['a b', 'c d'],
    [
      ['a b', 'x, y'],
      ['c d', 'z, z'],
    ],
  ],
])('texts: %s', async (_, names, rows, more?: string) => {
  const own = more === undefined ? names : [...names, more];
  const wide = more === undefined ? rows : rows.map((row) => [...row, more]);
  await expectSame({ columns: own.map((name) => ({ name, type: 'text' })), rows: wide });
});

test.each<[string, [string, ColumnType][], Cell[][]]>([
  [
    'a pivot of years that are not in a row',
    [
      ['who', 'text'],
      ['2019', 'integer'],
      ['2021', 'integer'],
    ],
    [
      ['x', 1, 2],
      ['y', 3, 4],
    ],
  ],
  ['a number alone', [['7', 'number']], [[-1.5], [-2.5]]],
  ['a time', [['2020-01-17', 'timestamp']], [[0n], [1_000_000n]]],
  [
    'a truth',
    [
      ['true', 'boolean'],
      ['n', 'text'],
    ],
    [
      [false, 'a'],
      [true, 'b'],
    ],
  ],
])('names that look like values: %s', async (_, columns, rows) => {
  await expectSame({ columns: columns.map(([name, type]) => ({ name, type })), rows });
});

test('names are known where what is no text comes after hundreds of rows or columns', async () => {
  const texts = Array.from({ length: 250 }, (_, i) => `t${String(i)}`);
  await expectSame({
    columns: [
      ...texts.map((name) => ({ name, type: 'text' as const })),
      { name: 'n', type: 'integer' },
    ],
    rows: [
      [...texts, 1],
      [...texts.map(() => 'x'), 2],
    ],
  });
  await expectSame({
    columns: [
      { name: 'a', type: 'text' },
      { name: 'n', type: 'integer' },
    ],
    rows: Array.from({ length: 300 }, (_, i) => [i % 2 ? 'a' : 'b', i < 200 ? null : i]),
  });
});
