import { expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import type { Dialect } from '../../src/engine/reading.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { type Bytes, loadBytes } from './load-case.ts';
import { scanned } from './scan-case.ts';

/** Loaded into the engine, as text. */
async function loaded(content: Bytes) {
  const { table, loaded: input } = await loadBytes(await sharedDatabase(), [['a.csv', content]]);
  return { rows: table.rows.map((row) => row.slice(1)), input };
}

test('10,000 columns of 1,000 rows are read', { timeout: 60_000 }, async () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `n${String(i)}`).join(',');
  const row = Array.from({ length: 10_000 }, (_, i) => String(i % 10)).join(',');
  const { end, table } = await scanned(
    `${names}\n${`${row}\n`.repeat(1000)}`,
    undefined,
    {},
    false,
  );
  expect(table.columns).toHaveLength(10_000);
  expect(end).toMatchObject({ records: 1000, rejected: 0, warnings: [] });
});

test('a field of 5 MB with line ends in it comes back whole, also in the first record', async () => {
  const long = 'line\r\n"quoted",'.repeat(400_000);
  const text = `a,b\n"${long.replaceAll('"', '""')}",1\nx,2\n`;
  const { rows, input } = await loaded(text);
  expect(rows[0]?.[0] === long).toBe(true);
  expect(rows[1]).toStrictEqual(['x', 2]);
  expect(input.rejects).toStrictEqual([]);
  const { rows: one } = await loaded(`a,b\nx,${'y'.repeat(5_000_000)}\n`);
  expect(String(one[0]?.[1])).toHaveLength(5_000_000);
});

test('a record longer than any may be is rejected by its line, and those after it are read', async () => {
  const { rows, rejects } = await scanned(
    `a,b\n1,${'x'.repeat(3000)}\n2,y\n`,
    {},
    { longestRecord: 1000, chunkBytes: 64 },
  );
  expect(rows).toStrictEqual([['2', 'y']]);
  expect(rejects.map(([line]) => line)).toStrictEqual([2]);
});

test('line ends of all kinds, also inside quotes, and NUL', async () => {
  const { rows } = await loaded('a,b\r1,"x\ry"\r\n2,"\r\n"\n3,z\0\r4,w');
  expect(rows).toStrictEqual([
    [1, 'x\ry'],
    [2, '\r\n'],
    [3, 'z\0'],
    [4, 'w'],
  ]);
});

const CUT: readonly (readonly [string, Partial<Dialect>, string])[] = [
  [
    '#only\n#comments\n',
    { comment: '#' },
    'This file holds no record: all its lines are passed over.',
  ],
  ['a,b\n', { skip: 9 }, 'This file holds no record: all its lines are passed over.'],
  ['\n\r\n', {}, 'This file is empty.'],
  ['a\n', { delimiter: 'ab' }, 'A delimiter is one ASCII character and no line end, not "ab".'],
  ['a\n', { delimiter: '"' }, 'A quote cannot be the delimiter.'],
  ['a\n', { header: [] }, 'No column name was given.'],
  ['a\n', { skip: -1 }, 'The number of lines to pass over is a whole number from 0.'],
];

test.each(CUT)('%j read with %j is refused in words', async (text, dialect, message) => {
  const thrown = await scanned(text, dialect).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ReadError);
  expect(thrown).toMatchObject({ message, file: 'a.csv' });
});
