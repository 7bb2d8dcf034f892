import { gzipSync } from 'node:zlib';
import sqlite3 from '@sqlite.org/sqlite-wasm';
import {
  Dictionary,
  Field,
  Int32,
  List,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Table,
  tableToIPC,
  TimestampMillisecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { zipSync } from 'fflate';
import type * as parquetLibrary from 'parquet-wasm/esm';
import { installedLibraries } from '../../../src/readers/libraries.ts';
import { csvText } from '../csv-text.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** A good file, to be damaged. */
export interface Sample {
  readonly label: string;
  /** Name of the file. */
  readonly name: string;
  readonly bytes: Bytes;
  readonly format: string;
  /** Records of each of its tables. */
  readonly records: readonly number[];
  /** What it is packed from, where a check sum over all of it makes damage certain to be seen. */
  readonly checked?: Bytes;
}

const ROWS = 90;
const encode = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));

interface Event {
  readonly ts: string;
  readonly user: string;
  readonly ip: string;
  readonly count: number;
  readonly share: number | null;
  readonly note: string | null;
  readonly tags: readonly string[];
}

const NOTES = ['plain', 'with, comma', 'with "quotes"', 'over\ntwo lines', '', 'é🎉', null];

const EVENTS: readonly Event[] = Array.from({ length: ROWS }, (_, i) => ({
  ts: new Date(1_577_836_800_000 + i * 61_001).toISOString(),
  user: `user${String(i % 7)}`,
  ip: `192.0.2.${String((i * 37) % 256)}`,
  count: (i * 7919) % 1000,
  share: i % 11 === 0 ? null : i / 8,
  note: NOTES[i % NOTES.length] ?? null,
  tags: Array.from({ length: i % 4 }, (__, k) => `t${String(k)}`),
}));

const NAMES = ['ts', 'user', 'ip', 'count', 'share', 'note'] as const;
const cells = EVENTS.map((event) =>
  NAMES.map((name) => (event[name] === null ? null : String(event[name]))),
);
const CSV = encode(csvText([[...NAMES], ...cells]));
const TSV = encode(csvText([[...NAMES], ...cells], { delimiter: '\t', lineEnd: '\r\n' }));

const ZEEK = encode(
  [
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    '#path\tconn',
    '#open\t2020-01-01-00-00-00',
    '#fields\tts\tuid\tid.orig_h\tcount\tshare\ttags\tnote',
    '#types\ttime\tstring\taddr\tcount\tdouble\tset[string]\tstring',
    ...EVENTS.map(({ ts, user, ip, count, share, tags, note }) =>
      [
        (Date.parse(ts) / 1000).toFixed(6),
        user,
        ip,
        count,
        share ?? '-',
        tags.length === 0 ? '(empty)' : tags.join(','),
        note === null ? '-' : note === '' ? '(empty)' : note.replaceAll('\n', '\\x0a'),
      ].join('\t'),
    ),
    '#close\t2020-01-02-00-00-00\n',
  ].join('\n'),
);

const ACCESS_LOG = encode(
  EVENTS.map(({ ts, user, ip, count, note }, i) => {
    const time = `${ts.slice(8, 10)}/Jan/2020:${ts.slice(11, 19)} +0100`;
    const agent = note === null ? '-' : note.replaceAll('"', '\\"').replaceAll('\n', '\\x0a');
    return `${ip} - ${user} [${time}] "GET /${String(count)} HTTP/1.1" ${i % 9 === 0 ? '404 -' : '200 17'} "-" "${agent}"\n`;
  }).join(''),
);

const W3C_LOG = encode(
  [
    '#Version: 1.0',
    '#Fields: date time c-ip cs-username sc-bytes cs(User-Agent)',
    ...EVENTS.map(({ ts, user, ip, count, note }) =>
      [
        ...[ts.slice(0, 10), ts.slice(11, 19), ip, user, String(count)],
        note === null ? '-' : note.replaceAll(/[\s"]/g, '+'),
      ].join(' '),
    ),
    '',
  ].join('\r\n'),
);

const JSON_RECORDS = EVENTS.map(({ ip, ...rest }, i) => ({
  ...rest,
  id: { orig_h: ip, port: 1024 + i },
}));
const NDJSON = encode(JSON_RECORDS.map((record) => `${JSON.stringify(record)}\n`).join(''));
const JSON_ARRAY = encode(JSON.stringify(JSON_RECORDS, null, 1));
const JSON_LIST = encode(
  JSON.stringify({ version: '1.08', page: { next: null, Records: JSON_RECORDS } }),
);
const JSON_VALUES = encode(
  JSON_RECORDS.map((record) => `${JSON.stringify(record, null, 2)}\n`).join(''),
);

function arrowTable(nested: boolean): Table {
  const list = new List(new Field('item', new Utf8(), true));
  return new Table({
    ts: vectorFromArray(
      EVENTS.map(({ ts }) => Date.parse(ts)),
      new TimestampMillisecond(),
    ),
    user: vectorFromArray(
      EVENTS.map(({ user }) => user),
      new Dictionary(new Utf8(), new Int32()),
    ),
    count: vectorFromArray(
      EVENTS.map(({ count }) => count),
      new Int32(),
    ),
    share: vectorFromArray(EVENTS.map(({ share }) => share)),
    note: vectorFromArray(
      EVENTS.map(({ note }) => note),
      new Utf8(),
    ),
    ...(nested
      ? {
          tags: vectorFromArray(
            EVENTS.map(({ tags }) => [...tags]),
            list,
          ),
        }
      : {}),
  });
}

/** In batches, so that a batch can be lost. */
function arrowBytes(kind: 'file' | 'stream'): Bytes {
  const table = arrowTable(true);
  const batches = [0, 30, 60].flatMap((start) => table.slice(start, start + 30).batches);
  const writer = kind === 'file' ? RecordBatchFileWriter : RecordBatchStreamWriter;
  return Uint8Array.from(writer.writeAll(batches).toUint8Array(true));
}

type Codec = keyof typeof parquetLibrary.Compression;

async function parquet(codec: Codec, dictionary: boolean, nested: boolean): Promise<Bytes> {
  const library = await installedLibraries().parquet();
  const { Compression, Table: WasmTable, WriterPropertiesBuilder, writeParquet } = library;
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression[codec])
    .setDictionaryEnabled(dictionary)
    .setMaxRowGroupSize(40)
    .build();
  const table = WasmTable.fromIPCStream(tableToIPC(arrowTable(nested), 'stream'));
  return Uint8Array.from(writeParquet(table, properties));
}

async function sqlite(): Promise<Bytes> {
  const library = await sqlite3();
  const db = new library.oo1.DB(':memory:');
  try {
    db.exec('PRAGMA page_size = 1024');
    db.exec(
      'CREATE TABLE log (id INTEGER PRIMARY KEY, ts TEXT, user TEXT, count INTEGER, share REAL, note TEXT)',
    );
    db.exec('CREATE INDEX by_user ON log (user)');
    EVENTS.forEach(({ ts, user, count, share, note }, i) => {
      const bind = [i, ts, user, count, share, note === 'é🎉' ? 'long '.repeat(400) : note];
      db.exec({ sql: 'INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)', bind });
    });
    return Uint8Array.from(library.capi.sqlite3_js_db_export(db));
  } finally {
    db.close();
  }
}

/** {@link CSV} by `zstd --check`: there is no such packer in Node 20. */
const ZSTD =
  'KLUv/WRvFKUlAJpPeAogoGs6/z/q3a/Bmrmu67qUbtcG1Y+VUkoppUyUrLt6BQ+/AJQAlADWu5OSr0a7w34Yb+F16o56vGZYozvoYvEeZWvumMeLUhRp0+/rd/wSr/Ml3+E/3p/0Ml+pqQmxDsOdoc5d6+hVETEzCxcwbMigoSVWWS2sqpadFYmIIjwwSKAgQIMKEgBAeKDQwKF1E+7V9f/MODhEmPDAwSEADpZORBwMLFjQ4ECAIpCQoIJDSx5uPnvzn0ECAwoctG44JF8XsB0DbAK3AIsFwIOEBgz6AMEAggiVwGBCgwN1kKAQHiJMaAQJAWe9k+NU29UWk8NUh0E9YSczqCJZQxQL6jTvgkpYKRuHzU1Qy96qcdRIUI2kROOg6cn0ZkpFU20yDhmMaSJ15OP4XEx9VUOPw2MxfVkzM6YyVzniTUzn2M+dxGDJxGHymNZlr8RRMrWqhcRBchjSm3dGHCPFS03EISIWKc2L4xJS4xQtDstNSG/UZ+ZLQipUJcSHdCRzvV/mqGPtWDIyB/16iT0Zc8yveFkjMYf8mpab47+aXjmbwx7w60VamXUVTzGxHFjXwent7kpGJbO2qDpVjqoQq1E5qMTCer7mlGMqrIhXGSmH1IQ1DVsvx0vC6sqiy+F6WD+9ZFrlrwnxMKqT79xFlU5qRg4jsahWTbPIUVQbqiSRg+gmqvdqDTmGJLKKQg4heVQzj7/P6yU9lcMSIjrwU9k7DL809Q0dJxZ+6+9cocMk/Fq+NoQlE3fSGhIJv1hTFHSMPPzmUI9Hh4hfS5XI6LAcRva2XloiK2j1YXbsOoeRJcJK2TnuJiRbdQ67RNaKR+egZw97mnPQs2gv+XIOOTZJej+HPHDq8Tl8scD+1Ew/sJJUOeZNYOeqdVgqK46Zw46tgUiogUBKpJKpKqlHBxFlFQ2JSgciCzCGAGEQgluiJ0SoJpJAZkQesyU4yPx62XiQWOFKR+pi91cxyigtj15S9qiVdOh/Pl4NBycuVgf/iLQ9YAJ70Pr/Iz/WD0gJ8I1KIm7+c9SMbPKQ4qbQwfrmk506Wht9/NU4OAE91yr6YKb3Tb+aBUIouB3NaUzC+Aaf4ftHDtQ/CT89VA2GGVO6coA9IJ2qpGG9JyZXPWHLIf1SgWoY/So7elqDzKO3BIfSGeb9aXiaQP7F2/lKL8z3J+80cygN0t8/GzL/+32uWc09e9XPUzHVwJWH6mrVVikSiu5Qn7BG/o5sN7bmacsgawS04hE+Gm6BmNqB52cpw3eOpUOI75qKq000wY0MV+3cMvTeGBu2mjmrB1QDXmTyuLNWDkLNgb9wqSO4nHqlV2yceaZLaJz/p2mR+q0aABUatQuomUgqi1Z2zHyfrmHpgRNxIyTawYjKC/S9RP0k+jlL3dEBmnpPQ/1Quk2P+hKtBjqtIys/Ps1jv4egHoUYq2vlvTM9eVZXjoaD64yOR756oMONd3rHxuYXVoJ8T81g/fusJ9KnGq507qb5qX7ap12BOowt4G+slWrgo5KVTLVx44U1lmpPyi/mGiCdi3cr/U8HIQyX2//qKeIwXc6+JWCyW4foepFS4cZnAHewR5err4XTdT7alOzYhao/zHvOnCpuqgS4';

const gzip = (bytes: Uint8Array): Bytes => Uint8Array.from(gzipSync(bytes));

/** One file of every format that is read, in every container. */
export async function makeSamples(): Promise<Sample[]> {
  const one = (
    label: string,
    name: string,
    format: string,
    bytes: Bytes,
    checked?: Bytes,
  ): Sample => ({
    label,
    name,
    format,
    bytes,
    records: [ROWS],
    ...(checked ? { checked } : {}),
  });
  const snappy = await parquet('SNAPPY', true, false);
  const two = zipSync({ 'a.csv': CSV, 'logs/b.ndjson': NDJSON });
  return [
    one('CSV', 'a.csv', 'csv', CSV),
    one('TSV', 'a.tsv', 'csv', TSV),
    one('Zeek', 'conn.log', 'zeek', ZEEK),
    one('access log', 'access.log', 'access-log', ACCESS_LOG),
    one('W3C log', 'u_ex.log', 'w3c-log', W3C_LOG),
    one('JSON array', 'a.json', 'json', JSON_ARRAY),
    one('NDJSON', 'a.ndjson', 'json', NDJSON),
    one('JSON list in an object', 'a.json', 'json', JSON_LIST),
    one('JSON objects over lines', 'a.json', 'json', JSON_VALUES),
    one('Parquet, plain', 'a.parquet', 'parquet', await parquet('UNCOMPRESSED', false, false)),
    one('Parquet, Snappy, dictionaries', 'a.parquet', 'parquet', snappy),
    one('Parquet, Zstandard, lists', 'a.parquet', 'parquet', await parquet('ZSTD', true, true)),
    one('Parquet, gzip', 'a.parquet', 'parquet', await parquet('GZIP', false, false)),
    one('Parquet, LZ4, lists', 'a.parquet', 'parquet', await parquet('LZ4_RAW', false, true)),
    one('Parquet, Brotli', 'a.parquet', 'parquet', await parquet('BROTLI', true, false)),
    one('SQLite', 'a.db', 'sqlite', await sqlite()),
    one('Arrow file', 'a.arrow', 'arrow', arrowBytes('file')),
    one('Arrow stream', 'a.arrows', 'arrow', arrowBytes('stream')),
    one('gzip of CSV', 'a.csv.gz', 'csv', gzip(CSV), CSV),
    one(
      'gzip of NDJSON, two members',
      'a.ndjson.gz',
      'json',
      Uint8Array.from(Buffer.concat([gzip(NDJSON.slice(0, 5000)), gzip(NDJSON.slice(5000))])),
    ),
    one('Zstandard of CSV', 'a.csv.zst', 'csv', Uint8Array.from(Buffer.from(ZSTD, 'base64')), CSV),
    one('zip of CSV', 'a.zip', 'csv', Uint8Array.from(zipSync({ 'a.csv': CSV })), CSV),
    { ...one('zip of two', 'two.zip', 'csv', Uint8Array.from(two)), records: [ROWS, ROWS] },
    one('gzip of Parquet', 'a.parquet.gz', 'parquet', gzip(snappy), snappy),
  ];
}
