import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import { contentsOf } from '../../src/readers/source/containers.ts';
import { openGivenFile } from '../../src/readers/source/given-file.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { type Bytes, loadBytes } from './load-case.ts';

const TEXT = `a,b\n${Array.from({ length: 200 }, (_, i) => `${i},${(i * 7) % 13}\n`).join('')}`;
const encode = (text: string) => Uint8Array.from(new TextEncoder().encode(text));

/** TEXT by `zstd --check`, and as two frames, the second without a check sum. */
const ZSTD =
  'KLUv/QRYtQwAdq9aDsClDf7tZHd377QYHA4MUgBUAFUAreCUgnYnKJVgcCMYffDq4BuC1jtdO6t1htJJnfOunNM47f6U+gxuOKNnXs18y7SS6Y5ZFTM0TOrNuzanwbR7lBqDW4wSr8NXaA26Z9UMDQwKBJRGMbgvRl28huJ7RKsR3SJWiRg6RKoQ7wZxeqJdE6WBGNwbRm14reFLQ+sMXRlWYxj6IdXDu2E4PaFdE0pLGFwSRkd4FeEbQuuFroXVIAy9INWCdzajweb1gvlaMK0VTJeCWZ1ghkowqREezKlDMKV3DK4do3W80vGdo1WObhyrP4b6SA3Hu2ecmtFuGaU0xqgYr2F8b7Ta6AZj9YqhVqRW8S4Vp1O0KxV87+zq6Obk4n6+cGdmZWRjYmE3W7ArqyqqKamolyvUkVER0ZBQ0MkU6MamhmZGJubjCXNiUkIyIhJysQS5sKigmJCIeDhC3O11+lwe//3ws7lMHovDpvQ2g+tZqBHUN+p/NAbwdcYQwD49j7s7Lznf53R7R5yn5L942tQCnlJvM1uqAr0kq24=';
const ZSTD_FRAMES =
  'KLUv/QRYzQcA9t47EKAlzQGr6qDR0tImsv8DzxA1ADYANgBRTkyUuGXEw8ahDLEw6AGvB60fq5fUjdMDpRejR9lODL1l8PAOpS2sA9LB+SiXsbEHhgMEBOXNQ5tDWbOQ5oAzB2U+xlx2NoY5MJCLJ0dpMrHkliQPRw6lyMKQA1YOBvkYxOXFRosDKy5SHAxbWDtgsINBfby6tNpYdSDVxamjlJoYdcvWw1CHMqCFRwc0Olj0kehyaKPQgUEXS0cZaGIwNwes4CAFHye4lGBjBAc2uBiCowxu4t0t7R4W3cK5A8odjPvYuwy3MbADzy6aHWXZRLJbjj0UOzQBALeZwpoCEsU3bCi1L/0AWG0FADbRIwmwOyRJlMuJ4UAfAB4AIgDHwoWx0CgWLIgFxrBQISy4YRYoykIbZGHiBzbuIGEPlgrlPpvL5LHYrun3aq1Sp9LChFtgoy1IsIXHWXAEVUU1JeVqsU5HRkVEQ0KmEulzY1NDMyPj6XAuJyYlJCMiAeD47/Y6fS73e/53Z1dHNyfn6/FuZ2ZlZGNithrtdWUBVqgR5O//Z+B3AxDQDwGpQiWNZzzzGAEgqZ+q';

const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64'));

async function load(name: string, content: Bytes, sizes = {}) {
  return loadBytes(await sharedDatabase(), [[name, content]], {}, sizes);
}

async function refusal(name: string, content: Bytes): Promise<ReadError> {
  const thrown = await load(name, content).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ReadError);
  return thrown as ReadError;
}

const concatenated = Uint8Array.from(
  Buffer.concat([gzipSync(TEXT.slice(0, 700)), gzipSync(''), gzipSync(TEXT.slice(700))]),
);

test.each<[string, Uint8Array<ArrayBuffer>, string[]]>([
  ['gzip', Uint8Array.from(gzipSync(TEXT)), ['gzip']],
  ['gzip, three members', concatenated, ['gzip']],
  ['zstd', bytesOf(ZSTD), ['zstd']],
  ['zstd, two frames', bytesOf(ZSTD_FRAMES), ['zstd']],
  ['zip', Uint8Array.from(zipSync({ 'x/a.csv': encode(TEXT) })), ['zip']],
  ['zip, stored', Uint8Array.from(zipSync({ 'a.csv': [encode(TEXT), { level: 0 }] })), ['zip']],
  [
    'gzip in zip',
    Uint8Array.from(zipSync({ 'a.csv.gz': Uint8Array.from(gzipSync(TEXT)) })),
    ['zip', 'gzip'],
  ],
  ['gzip in gzip', Uint8Array.from(gzipSync(gzipSync(TEXT))), ['gzip', 'gzip']],
])('%s is opened by what it is, in chunks of any size', async (_, packed, containers) => {
  const plain = await load('a.csv', TEXT);
  const reader = createNodeReader(await sharedDatabase());
  const sniffed = await reader.sniff({ name: 'odd', blob: new Blob([packed]) });
  expect(sniffed.tables.map((table) => table.containers)).toStrictEqual([containers]);
  for (const chunkBytes of [1, 100, 1 << 20]) {
    const { table, loaded } = await load('odd', packed, { chunkBytes });
    expect(table).toStrictEqual(plain.table);
    expect(loaded.files[0]?.bytes).toBe(packed.length);
    expect(loaded.warnings).toStrictEqual([]);
  }
});

test('a zip of several files is several tables, each asked for by its name', async () => {
  const database = await sharedDatabase();
  const reader = createNodeReader(database);
  const zip = zipSync({
    'one.csv': encode('a,b\n1,2\n'),
    'logs/two.ndjson': encode('{"c":true}\n'),
    '__MACOSX/._one.csv': encode('junk'),
    'empty/': new Uint8Array(0),
  });
  const file = { name: 'logs.zip', blob: new Blob([Uint8Array.from(zip)]) };
  const { tables } = await reader.sniff(file);
  expect(tables.map(({ name, format }) => [name, format])).toStrictEqual([
    ['one.csv', 'csv'],
    ['logs/two.ndjson', 'json'],
  ]);
  const request = { input: 'events', relation: 'zipped', types: {}, mapping: {} };
  await expect(reader.load({ ...request, files: [file] })).rejects.toMatchObject({
    code: 'missing-table',
    question: { kind: 'table', tables: ['one.csv', 'logs/two.ndjson'] },
  });
  await expect(
    reader.load({ ...request, files: [{ ...file, table: 'three' }] }),
  ).rejects.toMatchObject({
    code: 'missing-table',
    question: { kind: 'table', tables: ['one.csv', 'logs/two.ndjson'] },
  });
  const loaded = await reader.load({ ...request, files: [{ ...file, table: 'logs/two.ndjson' }] });
  expect(loaded.files[0]).toMatchObject({ rows: 1, table: 'logs/two.ndjson' });
  expect((await database.rows(sql`FROM zipped`)).rows).toStrictEqual([[0, true]]);
  await database.run(sql`DROP TABLE zipped`);
});

test.each<[string, () => Uint8Array<ArrayBuffer>, RegExp]>([
  ['gzip', () => concatenated, /gzip file .*(cut off|damaged)/],
  ['zstd', () => bytesOf(ZSTD), /Zstandard file .*(cut off|damaged)/],
  ['zip', () => Uint8Array.from(zipSync({ 'a.csv': encode(TEXT) })), /zip file.*(cut off|damaged)/],
])('%s: nothing that is cut off or changed is taken for whole', async (name, packed, message) => {
  const whole = packed();
  for (let length = 5; length < whole.length; length += Math.ceil(whole.length / 25)) {
    const error = await refusal(`cut.${name}`, whole.slice(0, length));
    expect(error.message).toMatch(/cut off|damaged|empty|no file/);
  }
  let noticed = 0;
  const places = Array.from(
    { length: 25 },
    (_, i) => 10 + Math.floor((i * (whole.length - 10)) / 25),
  );
  const plain = await load('a.csv', TEXT);
  for (const at of places) {
    const changed = whole.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    const result = await load(`changed.${name}`, changed).catch((error: unknown) => error);
    if (result instanceof ReadError) noticed += 1;
    // A byte that means nothing for the data (a date, a name) may be anything.
    else expect(result).toMatchObject({ table: plain.table });
  }
  expect(noticed).toBeGreaterThan(10);
  const error = await refusal(`late.${name}`, late(whole, name));
  expect(error.message).toMatch(message);
});

/** Changed where the check sum, or the end of the data, is. */
function late(whole: Uint8Array<ArrayBuffer>, name: string): Uint8Array<ArrayBuffer> {
  const changed = whole.slice();
  const at = name === 'zip' ? 100 : whole.length - (name === 'gzip' ? 6 : 2);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

test('a file that ends early says how many records were read', async () => {
  const members = Buffer.concat([gzipSync(TEXT), gzipSync(TEXT.slice(4)).subarray(0, -4)]);
  const { message, file } = await refusal('log.gz', Uint8Array.from(members));
  expect(file).toBe('log.gz');
  expect(message).toBe(
    'This gzip file is cut off: its end is missing. 400 records were read before that; nothing was loaded.',
  );
});

test('a gigabyte of next to nothing is refused', async () => {
  // Deflate ends at 1,032 to 1; a member of 64 MB sixteen times over.
  const line = '1,2\n'.repeat(1 << 24);
  const member = gzipSync(line);
  const bomb = Uint8Array.from(Buffer.concat(Array.from({ length: 16 }, () => member)));
  const { code, message } = await refusal('bomb.csv.gz', bomb);
  expect(code).toBe('too-large');
  expect(message).toContain('250 times its size');
  // What takes the time is what comes out before: a sixteenth of it at the most.
  const given = openGivenFile({ name: 'bomb.csv.gz', blob: new Blob([bomb]) }, 1 << 22, false);
  const [content] = await contentsOf(given, 1 << 22);
  let unpacked = 0;
  for await (const chunk of content?.source.chunks() ?? []) unpacked += chunk.length;
  expect(content?.damage.tooLarge).toBe(true);
  expect(unpacked).toBeGreaterThan(0);
  expect(unpacked).toBeLessThanOrEqual(1 << 26);
});

test('a log that packs fifty to one is no bomb', async () => {
  const lines = Array.from(
    { length: 60_000 },
    (_, i) => `${i % 997},${'GET /index.html HTTP/1.1 200 Mozilla/5.0 (X11; Linux)'.repeat(25)}\n`,
  );
  const text = `a,b\n${lines.join('')}`;
  const packed = gzipSync(text);
  expect(text.length).toBeGreaterThan(1 << 26);
  expect(text.length / packed.length).toBeGreaterThan(50);
  const database = await sharedDatabase();
  const reader = createNodeReader(database);
  const loaded = await reader.load({
    input: 'events',
    relation: 'packed',
    files: [{ name: 'log.csv.gz', blob: new Blob([Uint8Array.from(packed)]) }],
    types: {},
    mapping: {},
  });
  await database.run(sql`DROP TABLE packed`);
  expect(loaded.files[0]).toMatchObject({ rows: 60_000, rejected: 0 });
});

test('what a container cannot be is said', async () => {
  const workbook = zipSync({ '[Content_Types].xml': encode('<x/>'), 'xl/a.xml': encode('<x/>') });
  expect((await refusal('a.xlsx', Uint8Array.from(workbook))).message).toContain('Excel');
  let deep = Uint8Array.from(gzipSync(TEXT));
  for (let i = 0; i < 3; i += 1) deep = Uint8Array.from(gzipSync(deep));
  expect((await refusal('deep.gz', deep)).message).toContain('packed more than 3 times');
  const locked = Uint8Array.from(zipSync({ 'a.csv': encode(TEXT) }));
  // The flag of encryption, in the list of files at the end.
  const entry = Buffer.from(locked).indexOf(Uint8Array.of(0x50, 0x4b, 1, 2));
  locked[entry + 8] = (locked[entry + 8] ?? 0) | 1;
  expect((await refusal('a.zip', locked)).message).toContain('password');
  expect((await refusal('e.gz', Uint8Array.from(gzipSync('')))).message).toBe(
    'This file is empty.',
  );
});

test.each<[string, Uint8Array<ArrayBuffer>, string[]]>([
  [
    'a.csv',
    Uint8Array.from(gzipSync(TEXT)),
    ['It is called .csv, but is a gzip file, and was unpacked.'],
  ],
  ['a.CSV', bytesOf(ZSTD), ['It is called .csv, but is a Zstandard file, and was unpacked.']],
  [
    'a.tsv',
    Uint8Array.from(zipSync({ 'b.csv': encode(TEXT) })),
    ['It is called .tsv, but is a zip file, and was unpacked.'],
  ],
  ['a.csv.gz', bytesOf(ZSTD), ['It is called .gz, but is a Zstandard file, and was unpacked.']],
  [
    'a.zip',
    Uint8Array.from(gzipSync(TEXT)),
    ['It is called .zip, but is a gzip file, and was unpacked.'],
  ],
  [
    'a.zip',
    Uint8Array.from(zipSync({ 'b.csv': Uint8Array.from(gzipSync(TEXT)) })),
    ['It is called .csv, but is a gzip file, and was unpacked.'],
  ],
  [
    'a.json',
    Uint8Array.from(gzipSync(TEXT)),
    [
      'It is called .json, but is a gzip file, and was unpacked.',
      'It is called .json, but is a CSV file, and was read as that.',
    ],
  ],
  ['a.csv.gz', Uint8Array.from(gzipSync(TEXT)), []],
  ['a.csv.gz.gz', Uint8Array.from(gzipSync(gzipSync(TEXT))), []],
  ['a.zst', bytesOf(ZSTD), []],
  ['a.ZIP', Uint8Array.from(zipSync({ 'b.csv': encode(TEXT) })), []],
  ['a', Uint8Array.from(gzipSync(TEXT)), []],
])(
  'a name that does not tell what the file is packed with is pointed out: %s, case %#',
  async (name, packed, said) => {
    const { loaded, table } = await load(name, packed);
    expect(table.rows).toHaveLength(200);
    expect(loaded.warnings).toStrictEqual(said.map((text) => `${name}: ${text}`));
  },
);
