import { crc32, deflateRawSync, gzipSync, constants } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import './formats/shared.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const GIGABYTE = 2 ** 30;
/** Less than two where the machine has nothing else to do. */
const MOST_SECONDS = 4;
const scanner = makeLocalScanner();
const encode = (text: string): Bytes => new TextEncoder().encode(text);
const joined = (...parts: readonly Uint8Array[]): Bytes => Uint8Array.from(Buffer.concat(parts));

/** Reads all that is in a file; where it is refused, within seconds of work. */
async function attempt(name: string, bytes: Bytes): Promise<number | ReadError> {
  const file = { name, blob: new Blob([bytes]) };
  const began = process.cpuUsage();
  let records = 0;
  try {
    for (const table of await scanner.sniff(file))
      for await (const part of scanner.scan({ ...file, table: table.name || undefined }, table))
        if (part.kind === 'end') records += part.records;
    return records;
  } catch (thrown) {
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS);
    if (!(thrown instanceof ReadError)) throw thrown;
    expect(thrown.file).toBe(name);
    return thrown;
  }
}

async function refusal(name: string, bytes: Bytes): Promise<string> {
  const found = await attempt(name, bytes);
  expect(found).toBeInstanceOf(ReadError);
  return found instanceof ReadError ? `${found.code}: ${found.message}` : '';
}

/** A gigabyte of one byte as deflate packs it: 64 MB, sixteen times over. */
function deflated(byte: number): Bytes {
  const piece = deflateRawSync(new Uint8Array(GIGABYTE / 16).fill(byte), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  return joined(...Array.from({ length: 16 }, () => piece), Uint8Array.of(3, 0));
}

interface Entry {
  readonly name: string;
  readonly packed: Uint8Array;
  /** What the zip says of it, where that is not so. */
  readonly says?: { readonly bytes?: number; readonly packedBytes?: number; readonly at?: number };
  readonly method?: number;
  readonly content?: Uint8Array;
}

/** A zip, written down as it is told. */
function zipOf(entries: readonly Entry[]): Bytes {
  const locals: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const { name, packed, says, method = 8, content = new Uint8Array(0) } of entries) {
    const title = encode(name);
    const common = new DataView(new ArrayBuffer(26));
    common.setUint16(0, 20, true);
    common.setUint16(4, method, true);
    common.setUint32(10, crc32(content), true);
    common.setUint32(14, says?.packedBytes ?? packed.length, true);
    common.setUint32(18, says?.bytes ?? content.length, true);
    common.setUint16(22, title.length, true);
    const fields = new Uint8Array(common.buffer);
    const entry = new Uint8Array(46);
    entry.set([0x50, 0x4b, 1, 2]);
    entry.set(fields, 6);
    new DataView(entry.buffer).setUint32(42, says?.at ?? at, true);
    list.push(entry, title);
    if (says?.at !== undefined) continue;
    const local = joined(Uint8Array.of(0x50, 0x4b, 3, 4), fields, title, packed);
    locals.push(local);
    at += local.length;
  }
  const directory = joined(...list);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, entries.length % 65_536, true);
  end.setUint32(12, directory.length, true);
  end.setUint32(16, at, true);
  return joined(...locals, directory, new Uint8Array(end.buffer));
}

const CSV = encode('a,b\n1,2\n3,4\n');
const good: Entry = { name: 'a.csv', packed: deflateRawSync(CSV), content: CSV };

/** A Zstandard frame (RFC 8878, 3.1.1) without a check sum. @param descriptor  and what follows it. */
function zstdOf(descriptor: readonly number[], ...blocks: Uint8Array[]): Bytes {
  return joined(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, ...descriptor), ...blocks);
}

/** A block of so many times one byte, or of bytes as they are. */
function block(content: number | Uint8Array, times: number, last = false): Uint8Array {
  const isOne = typeof content === 'number';
  const header = (times << 3) | (isOne ? 2 : 0) | (last ? 1 : 0);
  const bytes = isOne ? [content] : content;
  return Uint8Array.of(header & 255, (header >> 8) & 255, header >> 16, ...bytes);
}

const BLOCK = 1 << 17;
const WINDOW = 56;

test('the files made here are read where nothing is wrong with them', async () => {
  expect(await attempt('a.zip', zipOf([good, { ...good, name: 'b.csv' }]))).toBe(4);
  const stored = { name: 'a.csv', packed: CSV, content: CSV, method: 0 };
  expect(await attempt('a.zip', zipOf([stored]))).toBe(2);
  expect(await attempt('a.zst', zstdOf([0, WINDOW], block(CSV, CSV.length, true)))).toBe(2);
});

describe('a gigabyte of next to nothing is refused:', () => {
  const zeros = deflated(0);
  const times = Array.from({ length: GIGABYTE / BLOCK }, (_, i) =>
    block(0, BLOCK, i === GIGABYTE / BLOCK - 1),
  );
  const blanks = times.map((own) => Uint8Array.from(own, (byte, i) => (i === 3 ? 10 : byte)));

  test.each<[string, string, () => Bytes]>([
    [
      'zeros in gzip',
      'a.gz',
      () => joined(Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 3), zeros, new Uint8Array(8)),
    ],
    [
      'line feeds in a zip',
      'a.zip',
      () => zipOf([{ name: 'a.csv', packed: deflated(10), says: { bytes: GIGABYTE } }]),
    ],
    [
      'zeros in a zip that speaks of ten',
      'a.zip',
      () => zipOf([{ name: 'a.csv', packed: zeros, says: { bytes: 10 } }]),
    ],
    ['zeros in Zstandard', 'a.zst', () => zstdOf([0, WINDOW], ...times)],
    [
      'line feeds in Zstandard',
      'a.zst',
      () => zstdOf([0, WINDOW], block(CSV, CSV.length), ...blanks),
    ],
    ['zeros in Zstandard, all in one piece', 'a.zst', () => zstdOf([0xa0, 0, 0, 0, 64], ...times)],
    [
      'zeros in Zstandard in gzip',
      'a.zst.gz',
      () => Uint8Array.from(gzipSync(zstdOf([0, WINDOW], ...times))),
    ],
  ])('%s', async (_, name, make) => {
    expect(await refusal(name, make())).toMatch(
      /250 times its size|not a text file|holds more than|128 MB/,
    );
  });
});

describe('Zstandard that asks for memory is refused:', () => {
  test.each<[string, number[]]>([
    ['a window of 2 TB', [0, 0xff]],
    ['a window of 256 MB', [0, 144]],
    ['a piece of a terabyte', [0xe0, 0, 0, 0, 0, 0, 1, 0, 0]],
    ['a piece of 3 GB', [0xa0, 0, 0, 0, 192]],
    ['a dictionary', [1, WINDOW, 7]],
  ])('%s', async (_, descriptor) => {
    const bytes = zstdOf(descriptor, block(CSV, CSV.length, true));
    expect(await refusal('a.zst', bytes)).toMatch(/window|dictionary|cut off|128 MB/);
  });
});

describe('a zip that lies is refused:', () => {
  const later = { name: 'b.csv', packed: CSV, content: CSV, method: 0 };
  test.each<[string, readonly Entry[], RegExp]>([
    [
      'files that share their bytes',
      [good, { ...good, name: 'b.csv', says: { at: 0 } }],
      /lie over each other/,
    ],
    [
      'a file within another',
      [
        { name: 'a.csv', packed: zipOf([good]), content: zipOf([good]), method: 0 },
        { ...good, name: 'b.csv', says: { at: 35 } },
      ],
      /lie over each other/,
    ],
    [
      'more bytes than there are',
      [{ ...good, says: { packedBytes: 1 << 30 } }],
      /longer than the zip/,
    ],
    ['fewer bytes than there are', [{ ...good, says: { packedBytes: 3 } }], /cut off/],
    ['a larger content', [{ ...good, says: { bytes: 100 } }], /cut off/],
    ['a smaller content', [{ ...good, says: { bytes: 3 } }], /holds more than/],
    ['a file that is not where it should be', [good, { ...later, says: { at: 41 } }], /damaged/],
  ])('%s', async (_, entries, words) => {
    expect(await refusal('a.zip', zipOf(entries))).toMatch(words);
  });

  test('100,000 files', async () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => ({
      ...good,
      name: `${String(i)}.csv`,
      says: { at: 0 },
    }));
    const small = { name: 'a.csv', packed: CSV, content: CSV, method: 0 };
    expect(await refusal('a.zip', zipOf([small, ...entries]))).toMatch(/lie over each other/);
  });

  test('100,000 folders and one file are that file', async () => {
    const entries = Array.from({ length: 100_000 }, (_, i) => ({
      ...good,
      name: `${String(i)}/`,
      packed: new Uint8Array(0),
      content: new Uint8Array(0),
      method: 0,
    }));
    expect(await attempt('a.zip', zipOf([good, ...entries]))).toBe(2);
  });
});

test.each<[string, string, Bytes, Bytes]>([
  ['members of gzip', 'a.csv.gz', Uint8Array.from(gzipSync(CSV)), Uint8Array.from(gzipSync(''))],
  [
    'frames of Zstandard',
    'a.csv.zst',
    zstdOf([0, WINDOW], block(CSV, CSV.length, true)),
    zstdOf([0x20, 0], Uint8Array.of(1, 0, 0)),
  ],
])('some empty %s are passed over, very many are refused', async (_, name, first, empty) => {
  const packed = (parts: number) => joined(first, ...Array.from({ length: parts }, () => empty));
  expect(await attempt(name, packed(20))).toBe(2);
  expect(await refusal(name, packed(100_000))).toContain('next to nothing in them');
});
