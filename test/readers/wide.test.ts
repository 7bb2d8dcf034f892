import sqlite3 from '@sqlite.org/sqlite-wasm';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { expect, test } from 'vitest';
import type { LoadedInput, LoadRequest } from '../../src/engine/ports.ts';
import type { Cell } from '../../src/engine/table.ts';
import { installedLibraries, installLibraries } from '../../src/readers/libraries.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { makeNodeLibraries } from '../../src/readers/node-libraries.ts';
import { createReader } from '../../src/readers/reader.ts';
import { sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

installLibraries(makeNodeLibraries());

const COLUMNS = 1100;
const NAMES = Array.from({ length: COLUMNS }, (_, i) => `c${String(i)}`);
const KINDS = ['integer', 'number', 'text'] as const;
const kindOf = (i: number) => KINDS[i % 3] ?? 'text';

function cell(row: number, i: number): Cell {
  if ((row + i) % 7 === 0) return null;
  const number = (row * 7919 + i * 104_729) % 1_000_003;
  if (kindOf(i) === 'integer') return number;
  return kindOf(i) === 'number' ? number + 0.25 : `t${String(number)}`;
}

function rowsOf(count: number): Cell[][] {
  return Array.from({ length: count }, (_, row) => NAMES.map((__, i) => cell(row, i)));
}

const encode = (text: string) => new Blob([text]);
const record = (row: readonly Cell[]) => row.map((value) => value ?? '').join();
const csv = (rows: readonly (readonly Cell[])[]) =>
  encode(`${NAMES.join()}\n${rows.map(record).join('\n')}\n`);

async function parquet(rows: readonly (readonly Cell[])[]): Promise<Blob> {
  const library = await installedLibraries().parquet();
  const stream = tableToIPC(arrow(rows), 'stream');
  return new Blob([Uint8Array.from(library.writeParquet(library.Table.fromIPCStream(stream)))]);
}

function arrow(rows: readonly (readonly Cell[])[]) {
  const columns = NAMES.map((name, i) => [name, rows.map((row) => row[i] ?? null)] as const);
  return tableFromArrays(Object.fromEntries(columns));
}

async function sqlite(rows: readonly (readonly Cell[])[]): Promise<Blob> {
  const library = await sqlite3();
  const db = new library.oo1.DB(':memory:');
  try {
    const types = { integer: 'INTEGER', number: 'REAL', text: 'TEXT' };
    db.exec(`CREATE TABLE t (${NAMES.map((name, i) => `${name} ${types[kindOf(i)]}`).join()})`);
    const value = (one: Cell) => (typeof one === 'string' ? `'${one}'` : String(one));
    for (const row of rows) db.exec(`INSERT INTO t VALUES (${row.map(value).join()})`);
    return new Blob([Uint8Array.from(library.capi.sqlite3_js_db_export(db))]);
  } finally {
    db.close();
  }
}

async function load(
  name: string,
  blob: Blob,
  sliceBytes = 1 << 26,
  types: LoadRequest['types'] = {},
): Promise<{ loaded: LoadedInput; rows: readonly (readonly Cell[])[] }> {
  const database = await sharedDatabase();
  const reader = createReader(database, makeLocalScanner({ sliceBytes }));
  const files = [{ name, blob }];
  const loaded = await reader.load({ input: 'w', relation: 'wide', files, types, mapping: {} });
  try {
    return { loaded, rows: (await database.rows(sql`SELECT * FROM wide`)).rows };
  } finally {
    await database.run(sql`DROP TABLE wide`);
  }
}

const numbered = (rows: readonly (readonly Cell[])[]) => rows.map((row, i) => [i, ...row]);
const SCHEMA = [
  { name: '_row', type: 'integer' },
  ...NAMES.map((name, i) => ({ name, type: kindOf(i) })),
];

test.each<[string, string, (rows: Cell[][]) => Blob | Promise<Blob>]>([
  ['CSV', 'w.csv', csv],
  [
    'lines of JSON',
    'w.ndjson',
    (rows) =>
      encode(
        rows
          .map((row) =>
            JSON.stringify(Object.fromEntries(NAMES.map((name, i) => [name, row[i] ?? null]))),
          )
          .join('\n'),
      ),
  ],
  [
    'Zeek',
    'w.log',
    (rows) => {
      const types = { integer: 'int', number: 'double', text: 'string' };
      const lines = rows.map((row) => row.map((value) => value ?? '-').join('\t'));
      return encode(
        `#separator \\x09\n#unset_field\t-\n#fields\t${NAMES.join('\t')}\n#types\t${NAMES.map((_, i) => types[kindOf(i)]).join('\t')}\n${lines.join('\n')}\n#close\n`,
      );
    },
  ],
  ['Parquet', 'w.parquet', parquet],
  ['Arrow', 'w.arrow', (rows) => new Blob([Uint8Array.from(tableToIPC(arrow(rows), 'file'))])],
  ['SQLite', 'w.db', sqlite],
])(
  '1,100 columns of %s keep their values and types',
  async (format, name, make) => {
    const rows = rowsOf(20);
    const { loaded, rows: found } = await load(name, await make(rows));
    expect(loaded.files[0]).toMatchObject({ rows: 20, rejected: 0 });
    // A column of Arrow made from numbers alone is one of doubles.
    const doubles = format === 'Arrow' || format === 'Parquet';
    expect(loaded.schema).toStrictEqual(
      SCHEMA.map((column) =>
        doubles && column.name !== '_row' && column.type === 'integer'
          ? { ...column, type: 'number' }
          : column,
      ),
    );
    expect(found).toStrictEqual(numbered(rows));
  },
  20_000,
);

test('slices of a wide table come together in order, whatever types their values have', async () => {
  // Integers first, then a number; nothing first, then numbers; text first.
  const rows = rowsOf(12).map((row, r) =>
    row.map((value, i) => {
      if (i === 0) return r < 6 ? r : r + 0.5;
      if (i === 1) return r < 6 ? null : r + 0.125;
      return i === 3 ? (r < 6 ? r : `x${String(r)}`) : value;
    }),
  );
  const { loaded, rows: found } = await load('w.csv', csv(rows), 20_000);
  const types = loaded.schema.map(({ type }) => type).slice(1, 5);
  expect(types).toStrictEqual(['number', 'number', 'text', 'text']);
  expect(found).toStrictEqual(
    numbered(rows.map((row) => row.map((value, i) => (i === 3 ? String(value) : value)))),
  );
}, 20_000);

test('a number that is written at length before its column is text comes back as it was written', async () => {
  const rows = rowsOf(8).map((row, r) =>
    row.map((value, i) => (i === 0 ? null : value)).with(1, r),
  );
  const lines = rows.map((row, r) => record([r < 6 ? `${String(r)}.50` : 'x', ...row.slice(1)]));
  const { rows: found } = await load(
    'w.csv',
    encode(`${NAMES.join()}\n${lines.join('\n')}\n`),
    20_000,
  );
  expect(found.map((row) => row[1])).toStrictEqual(
    rows.map((_, r) => (r < 6 ? `${String(r)}.50` : 'x')),
  );
}, 20_000);

test('bad values of a wide table are named by line, column and text; the other records are kept', async () => {
  const rows = rowsOf(10);
  const types = Object.fromEntries(
    NAMES.flatMap((name, i) => (kindOf(i) === 'text' ? [] : [[name, kindOf(i)] as const])),
  );
  const bad = rows
    .map((row) => [...row])
    .map((row, r) => {
      if (r === 2) return row.with(1050, '1.5');
      if (r === 5) return row.with(1, '1e999').with(1053, 'x');
      // Spaces around a value do not count, and an empty text has no value.
      return r === 7 ? row.with(3, ' 12 ').with(4, '  ') : row;
    });
  const { loaded, rows: found } = await load('w.csv', csv(bad), 1 << 26, types);
  expect(loaded.files[0]).toMatchObject({ rows: 8, rejected: 2 });
  expect(loaded.rejects.map(({ line, column, text }) => [line, column, text])).toStrictEqual([
    [4, 'c1050', '1.5'],
    [7, 'c1', '1e999'],
  ]);
  const kept = bad.filter((_, r) => r !== 2 && r !== 5);
  expect(found).toStrictEqual(numbered(kept.with(5, (kept[5] ?? []).with(3, 12).with(4, null))));
}, 20_000);
