import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoadedInput, LoadRequest, SourceFile } from '../../src/engine/ports.ts';
import type { TableReading, Unpivot } from '../../src/engine/reading.ts';
import type { Cell, Column } from '../../src/engine/table.ts';
import { installLibraries } from '../../src/readers/libraries.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { makeNodeLibraries } from '../../src/readers/node-libraries.ts';
import { writeParquet } from '../../src/readers/parquet/write.ts';
import { createReader } from '../../src/readers/reader.ts';
import { matchColumns, proposeUnpivot } from '../../src/readers/unpivot/pattern.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

installLibraries(makeNodeLibraries());

const STATISTICS = ['avg', 'std'];
const PATTERN: Unpivot = {
  pattern: String.raw`^\('([^_]+)_([^']+)', '\1_([^']+)'\)$`,
  names: ['statistic', 'variable', 'window'],
  value: 'value',
};

function windowAt(i: number): string {
  return new Date(Date.UTC(2019, 1, 1) + i * 300_000).toISOString().slice(0, 19).replace('T', ' ');
}

function names(windows: number): string[] {
  return STATISTICS.flatMap((statistic) =>
    Array.from(
      { length: windows },
      (_, i) => `('${statistic}_Length', '${statistic}_${windowAt(i)}')`,
    ),
  );
}

async function load(
  files: readonly SourceFile[],
  reading: TableReading,
  sizes: { sliceBytes?: number; chunkBytes?: number } = {},
  types: LoadRequest['types'] = {},
): Promise<LoadedInput & { rows: readonly (readonly Cell[])[] }> {
  const database = await sharedDatabase();
  const reader = createReader(database, makeLocalScanner(sizes));
  const request = { input: 'events', relation: 'long', files, types, mapping: {}, reading };
  const loaded = await reader.load(request);
  const { rows } = await database.rows(sql`SELECT * EXCLUDE (_row) FROM long ORDER BY _row`);
  await database.run(sql`DROP TABLE ${ident('long')}`);
  return { ...loaded, rows };
}

test('a wide table of text is melted as a plain loop melts it', async () => {
  const field = fc.oneof(
    fc.constant(null),
    fc.constantFrom('', 'a"b', 'c,d', 'e\nf', 'ü', '1', '007'),
  );
  const table = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
    .chain(([windows, kept]) =>
      fc.record({
        windows: fc.constant(windows),
        kept: fc.constant(kept),
        rows: fc.array(
          fc.array(field, { minLength: kept + 2 * windows, maxLength: kept + 2 * windows }),
          { minLength: 1, maxLength: 6 },
        ),
      }),
    );
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(20, 1 << 26),
      async ({ windows, kept, rows }, sliceBytes) => {
        const columns = [
          ...Array.from({ length: kept }, (_, i) => `k${String(i)}`),
          ...names(windows),
        ];
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        // One column is text for sure, so that no number is made of any value.
        const body = [...rows, columns.map(() => 'x')].map((row) =>
          row.map((cell) => (cell === null ? '' : quoted(cell))).join(','),
        );
        const text = `${columns.map(quoted).join(',')}\n${body.join('\n')}\n`;
        const loaded = await load(
          [{ name: 'wide.csv', blob: new Blob([text]) }],
          { unpivot: PATTERN },
          { sliceBytes },
        );
        const melted = [...rows, columns.map(() => 'x')].flatMap((row) =>
          names(windows).map((name, i) => {
            const [, statistic, , window] =
              /^\('([^_]+)_([^']+)', '[^_]+_([^']+)'\)$/.exec(name) ?? [];
            return [...row.slice(0, kept), statistic, 'Length', window, row[kept + i]];
          }),
        );
        expect(loaded.rows).toStrictEqual(melted);
        expect(loaded.files[0]?.rows).toBe(melted.length);
      },
    ),
    { numRuns: 6 },
  );
}, 30_000);

test('the value has the type that all cells have; windows can be a range of time; columns can be chosen', async () => {
  const [a = '', b = '', c = '', d = ''] = names(2).map((name) => `"${name}"`);
  const text = `,host,${a},${b},${c},${d}\n0,h1,1.5,,3,4\n1,h2,5,6,7\n2,h3,8,9,10,11\n`;
  const file = { name: 'wide.csv', blob: new Blob([text]) };
  const loaded = await load([file], { unpivot: PATTERN });
  expect(loaded.schema.map(({ name, type }) => [name, type])).toStrictEqual([
    ['_row', 'integer'],
    ['column_1', 'integer'],
    ['host', 'text'],
    ['statistic', 'text'],
    ['variable', 'text'],
    ['window', 'text'],
    ['value', 'number'],
  ]);
  expect(loaded.rows.map((row) => row.at(-1))).toStrictEqual([1.5, null, 3, 4, 8, 9, 10, 11]);
  // The record of too few fields is one reject; each good one is four rows.
  expect(loaded.files[0]).toMatchObject({ rows: 8, rejected: 1 });
  expect(loaded.rejects.map(({ line }) => line)).toStrictEqual([3]);
  expect(loaded.warnings.join(' ')).toContain('each of its 2 records became 4 rows');

  const second = windowAt(1);
  const range = { column: 'window', from: `${second.replace(' ', 'T')}Z`, to: null };
  const ranged = await load([file], {
    unpivot: PATTERN,
    range,
    only: ['host', 'statistic', 'value'],
  });
  expect(ranged.rows.map((row) => [row[0], row[1], row[3]])).toStrictEqual([
    ['h1', 'avg', null],
    ['h1', 'std', 4],
    ['h3', 'avg', 9],
    ['h3', 'std', 11],
  ]);
  expect(ranged.files[0]).toMatchObject({ rows: 4, rejected: 1, unwanted: 4 });
});

test('a bad value is named by its line and by the column of the file', async () => {
  const [a = '', b = ''] = names(1);
  const text = `host,"${a}","${b}"\nh1,1,2\n"h\n2",3,4\nh3,5,six\nh4,,7\n`;
  const file = { name: 'wide.csv', blob: new Blob([text]) };
  for (const sliceBytes of [1, 1 << 26]) {
    const loaded = await load([file], { unpivot: PATTERN }, { sliceBytes }, { value: 'number' });
    expect(loaded.rejects).toStrictEqual([
      expect.objectContaining({ line: 5, column: b, text: 'six' }),
    ]);
    expect(loaded.files[0]).toMatchObject({ rows: 7, rejected: 1 });
  }
});

test('typed formats are melted, too', async () => {
  const [a = '', b = ''] = names(1);
  const columns: Column[] = [
    { name: 'at', type: 'timestamp' },
    { name: 'host', type: 'text' },
    { name: a, type: 'integer' },
    { name: b, type: 'number' },
  ];
  async function* batches() {
    const rows = [
      [1_577_836_800_000_001n, 'h1', 1, 0.5],
      [null, null, null, 2],
    ] satisfies Cell[][];
    yield await Promise.resolve({ columns, rows });
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of writeParquet(columns, batches())) parts.push(Uint8Array.from(part));
  const loaded = await load([{ name: 'w.parquet', blob: new Blob(parts) }], { unpivot: PATTERN });
  const window = windowAt(0);
  expect(loaded.rows).toStrictEqual([
    [1_577_836_800_000_001n, 'h1', 'avg', 'Length', window, 1],
    [1_577_836_800_000_001n, 'h1', 'std', 'Length', window, 0.5],
    [null, null, 'avg', 'Length', window, null],
    [null, null, 'std', 'Length', window, 2],
  ]);
});

test.each<[string, Partial<Unpivot>, string]>([
  ['no expression', { pattern: '(' }, 'no regular expression'],
  ['other groups than names', { names: ['a'] }, 'has 3 groups, but 1 name for them: a'],
  ['no column', { pattern: '^(x)(y)(z)$' }, "No column's name fits"],
  [
    'a name that is taken',
    { value: 'host' },
    'Two columns of the long table would be called "host"',
  ],
  ['a pattern without end', { pattern: 'x'.repeat(2000) }, 'longer than 1000'],
])('a pattern of %s is refused in words', async (_, change, message) => {
  const [a = '', b = ''] = names(1);
  const file = { name: 'wide.csv', blob: new Blob([`host,"${a}","${b}"\nh1,1,2\n`]) };
  await expect(load([file], { unpivot: { ...PATTERN, ...change } })).rejects.toThrow(message);
});

test('a pattern is proposed for names that look like tuples, and names are never evaluated', () => {
  const wide = ['', 'host0', ...names(3)];
  const proposed = proposeUnpivot(wide);
  expect(proposed?.names).toStrictEqual(['statistic', 'variable', 'window']);
  const matched =
    proposed &&
    matchColumns(
      wide.map((name, i) => name || `column_${String(i)}`),
      proposed,
    );
  expect(matched).toMatchObject({ kept: [0, 1] });
  const tuples = proposeUnpivot(["('a', 'x')", "('b', 'y')", 'id']);
  expect(tuples?.names).toStrictEqual(['part_1', 'part_2']);
  expect(proposeUnpivot(['a', 'b', "(__import__('os').system('x'), 1)"])).toBeNull();
});

test('a preview says how a pivoted table can be made long, and goes on saying so while it is', async () => {
  const reader = createReader(await sharedDatabase(), makeLocalScanner());
  const header = names(1).map((name) => `"${name}"`);
  const files = [
    { name: 'wide.csv', blob: new Blob([`host,${header.join(',')}\nh1,1,2\nh2,3,4\n`]) },
  ];
  const request = { input: 'w', relation: '', files, types: {}, mapping: {} };
  const { pivoted } = await reader.preview(request);
  expect(pivoted?.names).toStrictEqual(['statistic', 'variable', 'window']);
  if (!pivoted) return;
  const long = await reader.preview({ ...request, reading: { unpivot: pivoted } });
  expect(long.columns.map(({ name }) => name)).toStrictEqual(['host', ...pivoted.names, 'value']);
  expect([long.rows.length, long.pivoted]).toStrictEqual([4, pivoted]);
  const plain = { ...request, files: [{ name: 'a.csv', blob: new Blob(['a,b\n1,2\n']) }] };
  expect((await reader.preview(plain)).pivoted).toBeNull();
});

test('6,310 columns and 396 rows become 2.5 million', async () => {
  const cells = names(3150);
  const header = ['', 'host', ...Array.from({ length: 8 }, (_, i) => `host${String(i)}`), ...cells];
  const row = (r: number) =>
    [r, `10.0.0.${String(r)}`, ...Array.from({ length: 8 }, () => 1)]
      .concat(cells.map((_, i) => (((r * 7919 + i * 104_729) % 1_000_003) / 97).toFixed(6)))
      .join('\t');
  const text = `${header.join('\t')}\n${Array.from({ length: 396 }, (_, r) => row(r)).join('\n')}\n`;
  const database = await sharedDatabase();
  const reader = createReader(database, makeLocalScanner());
  const file = { name: 'wide.tsv', blob: new Blob([text]) };
  const reading = { unpivot: PATTERN, only: ['host', ...PATTERN.names, 'value'] };
  const loaded = await reader.load({
    input: 'w',
    relation: 'melted',
    files: [file],
    types: {},
    mapping: {},
    reading,
  });
  expect(loaded.files[0]?.rows).toBe(396 * 6300);
  const { rows } = await database.rows(
    sql`SELECT count(*)::INTEGER, count(DISTINCT "window")::INTEGER, count(DISTINCT host)::INTEGER, round(sum(value))::DOUBLE FROM melted`,
  );
  await database.run(sql`DROP TABLE melted`);
  let sum = 0;
  for (let r = 0; r < 396; r += 1)
    for (let i = 0; i < 6300; i += 1)
      sum += Number((((r * 7919 + i * 104_729) % 1_000_003) / 97).toFixed(6));
  expect(rows).toStrictEqual([[396 * 6300, 3150, 396, Math.round(sum)]]);
}, 60_000);
