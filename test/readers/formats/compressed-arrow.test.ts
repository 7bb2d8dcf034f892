import { Dictionary, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { createXXHash32 } from 'hash-wasm';
import lz4 from 'lz4js';
import { describe, expect, test } from 'vitest';
import { unpackLz4Frame } from '../../../src/readers/arrow/lz4.ts';
import { UnpackError } from '../../../src/readers/source/unpack.ts';
import { compressedStream, LZ4, ZSTD, zstdFrame, type Pack } from './compressed-arrow.ts';
import { load } from './shared.ts';

const rows = Array.from({ length: 500 }, (_, i) => i);
const table = new Table({
  whole: vectorFromArray(rows.map((i) => (i % 9 === 0 ? null : BigInt(i % 7)))),
  number: vectorFromArray(rows.map((i) => Math.sin(i))),
  text: vectorFromArray(
    rows.map((i) => `value ${i % 5} é`),
    new Utf8(),
  ),
  code: vectorFromArray(
    rows.map((i) => ['red', 'green', null][i % 3]!),
    new Dictionary(new Utf8(), new Int32()),
  ),
});
const plain = tableToIPC(table, 'stream');
const packLz4: Pack = (bytes) => Uint8Array.from(lz4.compress(bytes));

test.each<[string, number, Pack]>([
  ['LZ4', LZ4, packLz4],
  ['Zstandard', ZSTD, (bytes) => zstdFrame(bytes)],
  ['buffers that are not packed after all', LZ4, () => null],
  ['some of each', LZ4, (bytes) => (bytes.length > 600 ? packLz4(bytes) : null)],
])('an Arrow stream with %s is read as the plain one', async (_, codec, pack) => {
  const expected = await load('a.arrow', Uint8Array.from(plain));
  const found = await load('b.arrow', compressedStream(plain, codec, pack));
  expect(found.table).toStrictEqual(expected.table);
  expect(found.table.rows).toHaveLength(500);
  expect(found.loaded.warnings).toStrictEqual([]);
});

describe('is refused in words:', () => {
  const most = 2 ** 31;
  test.each<[string, Uint8Array<ArrayBuffer>, RegExp]>([
    [
      'a length that is too small',
      compressedStream(plain, LZ4, packLz4, (n) => n - 8),
      /another length/,
    ],
    [
      'a length that is too large',
      compressedStream(plain, LZ4, packLz4, (n) => n + 8),
      /another length/,
    ],
    [
      'the same of Zstandard',
      compressedStream(
        plain,
        ZSTD,
        (bytes) => zstdFrame(bytes),
        (n) => n - 1,
      ),
      /another length/,
    ],
    ['a bomb', compressedStream(plain, LZ4, packLz4, () => most), /unpacks to more than it may/],
    ['a negative length', compressedStream(plain, LZ4, packLz4, () => -5), /negative length/],
    ['an unknown codec', compressedStream(plain, 7, packLz4), /not known here/],
    ['no frame at all', compressedStream(plain, LZ4, (bytes) => bytes), /no LZ4 frame/],
  ])('%s', async (_, bytes, words) => {
    await expect(load('a.arrow', bytes)).rejects.toMatchObject({
      name: 'ReadError',
      file: 'a.arrow',
    });
    await expect(load('a.arrow', bytes)).rejects.toThrow(words);
  });
});

const unpacked = async (frame: Uint8Array, length: number) => {
  const out = new Uint8Array(length);
  await unpackLz4Frame(frame, out);
  return out;
};

describe('LZ4 frames', () => {
  const bytes = fc.array(fc.constantFrom(0, 1, 2, 250), { maxLength: 400 }).map((given) => {
    return Uint8Array.from([...given, ...given.slice(0, 90), ...given]);
  });

  test('what another encoder packs comes back', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (given) => {
        const frame = Uint8Array.from(lz4.compress(given));
        expect(await unpacked(frame, given.length)).toStrictEqual(given);
      }),
      { numRuns: 60 },
    );
  });

  test('a damaged one is refused or gives bytes, and nothing else happens', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(), fc.nat(255), async (given, at, value) => {
        const frame = Uint8Array.from(lz4.compress(given));
        frame[at % frame.length] = value;
        await unpacked(frame, given.length).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UnpackError);
          refused += 1;
        });
      }),
      { numRuns: 150, seed: 4 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  const withSum = async (blocks: readonly (readonly number[])[], content: Uint8Array) => {
    const hash = await createXXHash32();
    const sum = (given: Uint8Array) => {
      const value = Number.parseInt(hash.init().update(given).digest('hex'), 16);
      return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
    };
    const flags = [0b0100_0100, 0x40];
    const head = sum(Uint8Array.from(flags))[1]!;
    return Uint8Array.from([
      ...[0x04, 0x22, 0x4d, 0x18, ...flags, head],
      ...blocks.flat(),
      ...[0, 0, 0, 0, ...sum(content)],
    ]);
  };

  test('a block may refer to the one before; the sum of all is checked', async () => {
    const content = new TextEncoder().encode('abcdefghabcdefgh!!!!!');
    // Eight bytes as they are; then a match of eight bytes eight bytes back, and five literals.
    const blocks = [
      [8, 0, 0, 0x80, ...content.subarray(0, 8)],
      [9, 0, 0, 0, 0x04, 8, 0, 0x50, ...content.subarray(16)],
    ];
    const frame = await withSum(blocks, content);
    expect(await unpacked(frame, content.length)).toStrictEqual(content);
    const bad = await withSum(blocks, content.slice(1));
    await expect(unpacked(bad, content.length)).rejects.toThrow('check sum');
  });

  test('a match before the first byte is refused', async () => {
    const frame = await withSum(
      [[9, 0, 0, 0, 0x04, 8, 0, 0x50, 1, 2, 3, 4, 5]],
      new Uint8Array(13),
    );
    await expect(unpacked(frame, 13)).rejects.toThrow('begins before its data');
  });
});
