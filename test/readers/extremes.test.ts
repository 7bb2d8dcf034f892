import { gzipSync } from 'node:zlib';
import sqlite3 from '@sqlite.org/sqlite-wasm';
import { Int32, Table, tableToIPC, Utf8, type Vector, vectorFromArray } from 'apache-arrow';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import { installedLibraries } from '../../src/readers/libraries.ts';
import { load } from './formats/shared.ts';
import { attempt } from './mutations/attempt.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const encode = (text: string): Bytes => new TextEncoder().encode(text);
const gzip = (bytes: string | Uint8Array): Bytes => Uint8Array.from(gzipSync(bytes));
const joined = (...parts: readonly Uint8Array[]): Bytes => Uint8Array.from(Buffer.concat(parts));

async function refusal(name: string, bytes: Bytes): Promise<ReadError> {
  const thrown: unknown = await load(name, bytes).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ReadError);
  return thrown as ReadError;
}

async function parquetOf(columns: Record<string, Vector>): Promise<Bytes> {
  const library = await installedLibraries().parquet();
  const stream = tableToIPC(new Table(columns), 'stream');
  return Uint8Array.from(library.writeParquet(library.Table.fromIPCStream(stream)));
}

async function sqliteOf(...statements: string[]): Promise<Bytes> {
  const sqlite = await sqlite3();
  const db = new sqlite.oo1.DB(':memory:');
  try {
    for (const statement of statements) db.exec(statement);
    return Uint8Array.from(sqlite.capi.sqlite3_js_db_export(db));
  } finally {
    db.close();
  }
}

describe('a gigabyte of nothing is refused', () => {
  /** Members of 64 MB each: deflate ends at 1,032 to 1. */
  const sixteen = (byte: number) => {
    const member = gzip(new Uint8Array(1 << 26).fill(byte));
    return Array.from({ length: 16 }, () => member);
  };
  const zeros = sixteen(0);
  const blanks = sixteen(0x20);
  const inner = joined(...zeros);

  test.each<[string, string, Bytes]>([
    ['zeros in a gzip', 'a.csv.gz', inner],
    ['zeros in a gzip in a gzip', 'a.csv.gz.gz', gzip(inner)],
    ['zeros in a gzip in a zip', 'a.zip', Uint8Array.from(zipSync({ 'a.csv.gz': inner }))],
    ['blanks for an array of JSON', 'a.json.gz', joined(gzip('[{"a":1},'), ...blanks)],
    ['blanks for lines of JSON', 'a.ndjson.gz', joined(gzip('{"a":1}\n'), ...blanks)],
    ['a text that does not end', 'a.json.gz', joined(gzip('[{"a":"'), ...blanks)],
  ])('%s', async (_, name, bytes) => {
    const { code, message } = await refusal(name, bytes);
    expect(message).toMatch(/250 times its size|not a text file/);
    expect(['too-large', 'not-text']).toContain(code);
  });
});

test('a zip of more files than anybody chooses among is refused', async () => {
  const many: Record<string, Uint8Array> = {};
  for (let i = 0; i < 20_000; i += 1) many[`f${i}.csv`] = encode('a,b\n1,2\n');
  const { message } = await refusal('many.zip', Uint8Array.from(zipSync(many, { level: 0 })));
  expect(message).toContain('20000 files');
});

describe('10,000 columns are read without the engine', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
  const numbers = names.map((_, i) => i);

  test.each<[string, string, () => Bytes | Promise<Bytes>]>([
    [
      'lines of JSON',
      'wide.ndjson',
      () => encode(`${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, i])))}\n`),
    ],
    [
      'Zeek',
      'wide.log',
      () =>
        encode(
          `#separator \\x09\n#fields\t${names.join('\t')}\n#types\t${names.map(() => 'count').join('\t')}\n${numbers.join('\t')}\n#close\n`,
        ),
    ],
  ])('%s', async (_, name, make) => {
    const { tables, faults } = await attempt(name, await make());
    expect(faults).toStrictEqual([]);
    expect(tables.map(({ table, records }) => [table.columns.length, records])).toStrictEqual([
      [10_000, 1],
    ]);
  });

  test('SQLite takes 2,000', async () => {
    const columns = names.slice(0, 2000);
    const bytes = await sqliteOf(
      `CREATE TABLE t (${columns.join(' INTEGER, ')} INTEGER)`,
      `INSERT INTO t VALUES (${columns.map((_, i) => i).join()})`,
    );
    const { tables, faults } = await attempt('wide.db', bytes);
    expect(faults).toStrictEqual([]);
    expect(tables.map(({ table, records }) => [table.columns.length, records])).toStrictEqual([
      [2000, 1],
    ]);
  });
});

describe('a value of 5 MB', () => {
  const long = 'x'.repeat(5_000_000);

  test.each<[string, string, () => Bytes | Promise<Bytes>]>([
    ['CSV', 'v.csv', () => encode(`a,b\n${long},1\ny,2\n`)],
    ['lines of JSON', 'v.ndjson', () => encode(`{"a":"${long}","b":1}\n{"a":"y","b":2}\n`)],
    ['JSON', 'v.json', () => encode(`[{"a":"${long}","b":1},{"a":"y","b":2}]`)],
    [
      'Zeek',
      'v.log',
      () =>
        encode(
          `#separator \\x09\n#fields\ta\tb\n#types\tstring\tcount\n${long}\t1\ny\t2\n#close\n`,
        ),
    ],
    [
      'Parquet',
      'v.parquet',
      () =>
        parquetOf({
          a: vectorFromArray([long, 'y'], new Utf8()),
          b: vectorFromArray([1, 2], new Int32()),
        }),
    ],
    [
      'SQLite',
      'v.db',
      () =>
        sqliteOf(
          'CREATE TABLE t (a TEXT, b INTEGER)',
          `INSERT INTO t VALUES (replace(hex(zeroblob(2500000)), '0', 'x'), 1), ('y', 2)`,
        ),
    ],
  ])('%s', async (_, name, make) => {
    const { loaded, table } = await load(name, await make());
    expect(loaded.files[0]).toMatchObject({ rows: 2, rejected: 0 });
    expect(table.rows[0]?.[0] === long).toBe(true);
    expect(table.rows.map((row) => row[1])).toStrictEqual([1, 2]);
  });
});

describe('JSON at its limits', () => {
  test.each<[string, string, RegExp]>([
    ['lists 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000), /nested too deep/],
    [
      'a list 10,000 deep in a record',
      `[{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}]`,
      /nested too deep/,
    ],
    [
      'objects 10,000 deep',
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}\n`,
      /nested too deep|one object/,
    ],
    [
      '50,000 keys',
      Array.from({ length: 5000 }, (_, i) =>
        JSON.stringify(
          Object.fromEntries(Array.from({ length: 10 }, (__, k) => [`k${10 * i + k}`, 1])),
        ),
      ).join('\n'),
      /more than 20000 different keys/,
    ],
  ])('%s: refused in words', async (_, text, words) => {
    expect((await refusal('a.json', encode(text))).message).toMatch(words);
  });

  test('numbers, names and characters that break parsers are kept or explained', async () => {
    const lines = [
      `{"a":${'9'.repeat(30)},"b":9223372036854775807,"__proto__":"x","s":"\\ud800"}`,
      `{"a":1,"b":-9223372036854775808,"__proto__":{"polluted":true},"s":"\\udc00\\ud800"}`,
      `{"a":2,"a":3,"b":1,"constructor":1,"":5,"big":${'1'.repeat(5000)}}`,
      '{"a":4,"b":2}',
    ];
    const { loaded, table } = await load('a.ndjson', encode(`${lines.join('\n')}\n`));
    const [file] = loaded.files;
    expect((file?.rows ?? 0) + (file?.rejected ?? 0)).toBe(4);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const names = table.columns.map(({ name }) => name);
    expect(names).toContain('__proto__');
    const at = (name: string) => table.rows.map((row) => row[names.indexOf(name)] ?? null);
    expect(at('a')[0]).toBe('9'.repeat(30));
    expect(at('b').slice(0, 2)).toStrictEqual([2n ** 63n - 1n, -(2n ** 63n)]);
    expect(at('s')[0]).toBe('\uFFFD');
  });
});
