import { expect, test } from 'vitest';
import { sharedDatabase } from '../duckdb/shared.ts';
import { csvText } from './csv-text.ts';
import { loadBytes } from './load-case.ts';

/** The warnings of a table of the column `v`, whose values are these. */
async function warningsOf(
  values: readonly (string | null)[],
  request: Parameters<typeof loadBytes>[2] = {},
  sizes: Parameters<typeof loadBytes>[3] = {},
): Promise<readonly string[]> {
  const rows = [['v', 'w'], ...values.map((value) => [value, 'x'])];
  const { loaded } = await loadBytes(
    await sharedDatabase(),
    [['t.csv', csvText(rows)]],
    request,
    sizes,
  );
  return loaded.warnings;
}

const count = (to: number, value: (i: number) => string = String) =>
  Array.from({ length: to }, (_, i) => value(i));
const time = (i: number) => `2020-01-17 09:03:${String(i % 60).padStart(2, '0')}`;

test.each([
  [
    'words for nothing, however many',
    [...count(12), '-', 'n/a', '-'],
    'for 3 of its 15 values are no numbers: "-" and "n/a". It becomes numbers once its type is said; records with other values are rejected then.',
  ],
  [
    'a few other values',
    [...count(40, (i) => `${String(i)}.5`), 'broken'],
    'for 1 of its 41 values is no number: "broken". It becomes numbers once its type is said; records with other values are rejected then.',
  ],
  [
    'empty texts',
    [...count(4), '', null],
    'for 1 of its 5 values is an empty text. It becomes numbers once its type is said; an empty text is null then.',
  ],
  [
    'numbers written otherwise',
    [...count(8), '1E-5', '+2'],
    'for 2 of its 10 values are numbers written otherwise: "1E-5" and "+2". It becomes numbers once its type is said; how they were written is not kept then.',
  ],
  [
    'more digits than a number keeps',
    [...count(3), '0.1', '0.1000000000000000055', '12345678901234567.5'],
    'for 2 of its 6 values are numbers of more digits than can be kept: "0.1000000000000000055" and "12345678901234567.5". It becomes numbers once its type is said; the last digits are rounded then.',
  ],
  [
    'times',
    [...count(30, time), 'unknown', 'soon'],
    'for 2 of its 32 values are no times: "unknown" and "soon". It becomes times once its type is said; records with other values are rejected then.',
  ],
  [
    'truths',
    [...count(7, () => 'true'), 'FALSE', '?'],
    'for 1 of its 9 values is no truth (true or false): "?". It becomes truths (true or false) once its type is said; records with other values are rejected then.',
  ],
])('a column that is text by a few of its values is named: %s', async (_, values, said) => {
  expect(await warningsOf(values)).toStrictEqual([`The column "v" is text, ${said}`]);
});

test.each([
  ['words', ['a', 'b', 'c', '-']],
  ['words for nothing alone', ['NULL', '-', 'n/a']],
  ['many words for nothing', [...count(7), 'n/a', '-']],
  ['many other values', [...count(20), 'x', 'y']],
  ['leading zeros', [...count(100), '00501', '-']],
  [
    'whole numbers of more digits than a number keeps',
    [...count(100), '12345678901234567890', '-'],
  ],
  ['numbers and times', [...count(10), ...count(10, time)]],
])('a column that is rather text is left in peace: %s', async (_, values) => {
  expect(await warningsOf(values)).toStrictEqual([]);
});

test('numbers are those of which a double keeps what is written: as other programs write doubles', async () => {
  const doubles = [
    0.1 + 0.2,
    1591367999.305988,
    1e-5,
    -2.5e-7,
    1.7976931348623157e308,
    5e-324,
    1e21,
  ];
  const others = ['1591367999.305980', '0.000000000000000000', '-0.30000000000000004000', '3'];
  const written = [...doubles.map(asPython), ...others];
  const text = `v,w\n${written.map((value) => `${value},x\n`).join('')}`;
  // Small slices: most are read the quick way, which has to find the same.
  for (const sliceBytes of [1 << 20, 40]) {
    const { loaded, table } = await loadBytes(
      await sharedDatabase(),
      [['t.csv', text]],
      {},
      { sliceBytes, firstSliceBytes: sliceBytes },
    );
    expect(loaded.warnings).toStrictEqual([]);
    expect(table.columns[1]).toStrictEqual({ name: 'v', type: 'number' });
    expect(table.rows.map((row) => row[1])).toStrictEqual(written.map(Number));
  }
});

/** As Python and the engine write a double: an exponent has two digits. */
function asPython(value: number): string {
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

test('a column that was declared to be text is left in peace', async () => {
  expect(await warningsOf(['1', '2', '-'], { types: { v: 'text' } })).toStrictEqual([]);
});

test('one late value among many, in small slices, is named by the whole count', async () => {
  const warnings = await warningsOf([...count(3000), 'n/a'], {}, { sliceBytes: 4096 });
  expect(warnings).toStrictEqual([expect.stringContaining('1 of its 3001 values is no number')]);
});

test('what is said to be done about it, does it', async () => {
  const { loaded, table } = await loadBytes(
    await sharedDatabase(),
    [['t.csv', 'v,w\n1,x\n-,x\n3,x\n']],
    { reading: { columns: { v: { type: 'integer' } } } },
  );
  expect(table.rows).toStrictEqual([
    [0, 1, 'x'],
    [1, 3, 'x'],
  ]);
  expect(loaded.rejects).toMatchObject([{ line: 3, column: 'v', text: '-' }]);
  expect(loaded.warnings).toStrictEqual([]);
});

test('of many such columns ten are told of, and the others are named', async () => {
  const names = count(30, (i) => `c${String(i)}`);
  const rows = [names, ...count(9).map((v) => names.map(() => v)), names.map(() => '-')];
  const { loaded } = await loadBytes(await sharedDatabase(), [['t.csv', csvText(rows)]]);
  expect(loaded.warnings).toHaveLength(11);
  expect(loaded.warnings.at(-1)).toBe(
    'Each of the columns "c10", "c11", "c12", "c13", "c14" and 15 more is text, though nearly all values looked at are numbers.',
  );
});
