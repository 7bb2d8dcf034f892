import {
  Dictionary,
  makeData,
  Vector,
  Int32,
  LargeUtf8,
  List,
  Field,
  Table,
  tableToIPC,
  TimestampNanosecond,
  Uint64,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { expect, test } from 'vitest';
import { load } from './shared.ts';

const arrow = new Table({
  dictionary: vectorFromArray(['a', null, 'b'], new Dictionary(new Utf8(), new Int32())),
  large: vectorFromArray(['é🎉', null, ''], new LargeUtf8()),
  list: vectorFromArray([[1, 2], null, []], new List(new Field('item', new Int32(), true))),
  nanos: new Vector([
    makeData({
      type: new TimestampNanosecond(),
      length: 3,
      nullCount: 1,
      nullBitmap: Uint8Array.of(0b101),
      data: BigInt64Array.of(1500n, 0n, -1n),
    }),
  ]),
  wide: vectorFromArray([2n ** 64n - 1n, null, 1n], new Uint64()),
  narrow: vectorFromArray([2n ** 63n - 1n, null, 1n], new Uint64()),
  float: vectorFromArray([Number.NaN, null, -0.5]),
});

test.each(['file', 'stream'] as const)('an Arrow %s is read with every type', async (kind) => {
  const bytes = Uint8Array.from(tableToIPC(arrow, kind));
  const { loaded, table } = await load('a.arrow', bytes);
  expect(table.columns.map(({ type }) => type).join(' ')).toBe(
    'text text text timestamp text integer number',
  );
  expect(table.rows).toStrictEqual([
    ['a', 'é🎉', '[1,2]', 1n, '18446744073709551615', 2n ** 63n - 1n, null],
    [null, null, null, null, null, null, null],
    ['b', '', '[]', -1n, '1', 1, -0.5],
  ]);
  expect(loaded.warnings).toStrictEqual([
    'a.arrow: The column "list" has parts; it is read as JSON text.',
    'a.arrow: The column "wide" holds whole numbers of 2^63 and more; it is read as text, digit by digit.',
    'a.arrow: in the column "nanos", 2 values were finer than a microsecond and cut to it.',
    'a.arrow: in the column "float", 1 value was NaN or infinite and became empty.',
  ]);
});

test.each([
  ['file', 'breaks off'],
  ['stream', 'breaks off'],
] as const)('an Arrow %s that breaks off is refused', async (kind, words) => {
  const bytes = Uint8Array.from(tableToIPC(arrow, kind)).slice(0, 1500);
  await expect(load('a.arrow', bytes)).rejects.toThrow(words);
});
