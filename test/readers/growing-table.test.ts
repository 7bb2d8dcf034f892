import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoadProgress } from '../../src/engine/ports.ts';
import { createReader } from '../../src/readers/reader.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { csvText } from './csv-text.ts';
import { loadBytes } from './load-case.ts';

/** Values that a column may begin with, and what a late one may turn it into. */
const VALUES = {
  integer: ['0', '7', '-12', '123456789012345'],
  number: ['1.5', '-0', '0.10', '12345678901234.5', '-0.0'],
  time: [
    '2020-01-17 09:03:00',
    '2020-01-17T09:03:00.5',
    '9999-12-31T23:59:59.123456Z',
    '2020-01-17 09:03:00 UTC',
    '2020-01-17 09:03:00.1234567',
  ],
  truth: ['true', 'False', 'TRUE'],
  text: [
    't',
    'yes',
    'x',
    '2020-01-17',
    '2020-02-30 09:03:00',
    '2020-01-17 09:03',
    '0000-01-17 09:03:00',
    '2020-01-17 09:03:00+02:00',
    '007',
    '1e3',
    '+1',
    '1234567890123456',
    '',
    'inf',
    '1_000',
    ' 5',
    'nan',
    '5.',
  ],
  nothing: [null],
} as const;

const column = fc
  .array(fc.constantFrom(...(['integer', 'number', 'time', 'truth', 'text', 'nothing'] as const)), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((kinds) =>
    fc.tuple(
      ...kinds.map((kind) =>
        fc.array(fc.constantFrom<string | null>(...VALUES[kind]), { minLength: 3, maxLength: 3 }),
      ),
    ),
  )
  .map((parts) => parts.flat());

/** The second column makes the file be read again, with the digits of the first already known. */
const FINE_IN_ANOTHER_PASS: [(string | null)[], (string | null)[]] = [
  [null, '2020-01-17 09:03:00', '2020-01-17 09:03:00.1234567', null, '2020-01-17 09:03:00.1234567'],
  ['1.5', '1.5', '1.5', 't', 't'],
];

test('a column is of the same type and holds the same values however late its values say so', async () => {
  const database = await sharedDatabase();
  const property = fc.asyncProperty(column, column, async (first, second) => {
    const rows = Array.from({ length: Math.max(first.length, second.length) }, (_, i) => [
      first[i] ?? null,
      second[i] ?? null,
      'end',
    ]);
    const files = [['t.csv', csvText([['a', 'b', 'c'], ...rows])]] as const;
    const whole = await loadBytes(database, files);
    const pieces = await loadBytes(database, files, {}, { chunkBytes: 5, sliceBytes: 1 });
    expect(pieces.table).toStrictEqual(whole.table);
    expect(pieces.loaded.files).toStrictEqual(whole.loaded.files);
    expect(pieces.loaded.warnings).toStrictEqual(whole.loaded.warnings);
    expect(whole.table.rows.map((row) => row[3])).toStrictEqual(rows.map(() => 'end'));
    for (const [i, name] of ['a', 'b'].entries()) {
      const type = whole.table.columns[i + 1]?.type;
      if (type !== 'text') continue;
      expect(
        whole.table.rows.map((row) => row[i + 1]),
        name,
      ).toStrictEqual(rows.map((row) => row[i] ?? null));
    }
  });
  await fc.assert(property, { numRuns: 15, examples: [FINE_IN_ANOTHER_PASS] });
});

const TIMES = ['2020-01-17 09:03:00', '2020-01-17T09:03:00.5+02:00', '2020-01-17', '0001-01-01'];
const BAD_TIMES = ['infinity', 'epoch', '0044-03-15 (BC) 00:00:00', '10000-01-01 00:00:00', 'x'];

test.each([
  ['timestamp', TIMES, BAD_TIMES],
  ['integer', ['1', ' 2 ', '+3', '9223372036854775807', '4.0'], ['9223372036854775808', '1_0']],
  ['number', ['1.5', '1e-7', ' 2', '-0.0', '12'], ['inf', 'nan', '1_0', '0x1F']],
  ['boolean', ['true', 'f', ' Yes ', '0'], ['2', 'on']],
] as const)(
  'a declared %s is the same in the first slice and in a later one',
  async (type, good, bad) => {
    const database = await sharedDatabase();
    const rows = [...good, ...bad, ...good].map((value) => [value, 'x']);
    const files = [['t.csv', csvText([['v', 'x'], ...rows])]] as const;
    const request = { types: { v: type } };
    const whole = await loadBytes(database, files, request);
    const pieces = await loadBytes(database, files, request, { chunkBytes: 9, sliceBytes: 1 });
    expect(pieces.table).toStrictEqual(whole.table);
    expect(pieces.loaded.rejects).toStrictEqual(whole.loaded.rejects);
    expect(pieces.loaded.warnings).toStrictEqual(whole.loaded.warnings);
    expect(whole.loaded.rejects.map(({ text }) => text)).toStrictEqual([...bad]);
    expect(whole.table.rows).toHaveLength(2 * good.length);
  },
);

describe('a number column that turns out to be text', () => {
  test('is read a second time, which progress tells', async () => {
    const database = await sharedDatabase();
    const reader = createReader(database, makeLocalScanner({ chunkBytes: 4, sliceBytes: 1 }));
    const blob = new Blob(['v,w\n1.50,1\n2.25,2\n1.2.3,3\n7.0,4\n']);
    const seen: LoadProgress[] = [];
    const request = { input: 'events', relation: 'late', types: {}, mapping: {} };
    const files = [{ name: 'late.csv', blob }];
    await reader.load({ ...request, files }, { onProgress: (progress) => seen.push(progress) });
    const { rows } = await database.rows(sql`SELECT _row, v, w FROM late`);
    await database.run(sql`DROP TABLE late`);
    expect(rows).toStrictEqual([
      [0, '1.50', 1],
      [1, '2.25', 2],
      [2, '1.2.3', 3],
      [3, '7.0', 4],
    ]);
    expect(seen.at(-1)).toMatchObject({ phase: 'reread', doneBytes: blob.size });
  });
});
