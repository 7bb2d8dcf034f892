import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ColumnType } from '../../../src/engine/table.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { loadBytes } from '../load-case.ts';

const BARE = ['2020-01-17 09:03:00', '2020-01-17T09:03:00.5', '2020-01-17', '2020-01-17 09:03'];
const OWN = ['2020-01-17T09:03:00Z', '2020-01-17 09:03:00+02:00', '2020-01-17 09:03:00 UTC'];
const FINE = ['2020-01-17 09:03:00.123456789'];

/** Times of a declared column `t`, in slices of some records. */
function load(texts: readonly string[], sliceBytes: number, declared = true) {
  const content = `t,x\n${texts.map((text) => `${text},1\n`).join('')}`;
  const types: Record<string, ColumnType> = declared ? { t: 'timestamp' } : {};
  return sharedDatabase().then((database) =>
    loadBytes(database, [['t.csv', content]], { types }, { sliceBytes, firstSliceBytes: 40 }),
  );
}

const times = (count: number) => (count === 1 ? '1 time' : `${String(count)} times`);
const mixed = (own: number, bare: number) =>
  `The column "t" holds ${times(own)} with an offset from UTC and ${times(bare)} without one, which ${bare === 1 ? 'was' : 'were'} read as UTC, too. If that is wrong, say in which zone they are.`;
const cut = (count: number) =>
  `The column "t" has ${times(count)} with digits beyond microseconds; they were cut off.`;

const run = fc.tuple(
  fc.constantFrom(...BARE, ...OWN, ...FINE, ''),
  fc.integer({ min: 1, max: 12 }),
);

test('times with and without an offset, and lost digits, are counted to the last, however they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(run, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(60, 200, 1 << 20),
      async (runs, sliceBytes) => {
        const texts = runs.flatMap(([text, count]) => Array.from({ length: count }, () => text));
        const { loaded, table } = await load(texts, sliceBytes);
        const own = texts.filter((text) => OWN.includes(text)).length;
        const fine = texts.filter((text) => FINE.includes(text)).length;
        const bare = texts.filter((text) => text !== '').length - own;
        expect(table.rows).toHaveLength(texts.length);
        expect(loaded.warnings).toStrictEqual([
          ...(own > 0 && bare > 0 ? [mixed(own, bare)] : []),
          ...(fine > 0 ? [cut(fine)] : []),
        ]);
      },
    ),
    { numRuns: 40 },
  );
});

test('nothing is said once the zone is said', async () => {
  const { loaded } = await loadBytes(
    await sharedDatabase(),
    [['t.csv', `t,x\n${BARE[0] ?? ''},1\n${OWN[0] ?? ''},2\n`]],
    { reading: { columns: { t: { time: { format: 'iso', zone: 'UTC' } } } } },
  );
  expect(loaded.warnings).toStrictEqual([]);
});

test('rejected records are not among the counted', async () => {
  const { loaded } = await load([OWN[0] ?? '', 'soon', BARE[0] ?? '', BARE[1] ?? ''], 60);
  expect(loaded.rejects).toHaveLength(1);
  expect(loaded.warnings).toStrictEqual([mixed(1, 2)]);
});

test('nanoseconds that come late are cut off and counted in a column whose values tell its type', async () => {
  const texts = Array.from({ length: 60 }, (_, i) => (i < 20 ? BARE[0] : FINE[0]) ?? '');
  const { loaded, table } = await load(texts, 200, false);
  expect(table.columns[1]?.type).toBe('timestamp');
  expect(table.rows[59]?.[1]).toBe(1_579_251_780_123_456n);
  expect(loaded.warnings).toStrictEqual([cut(40)]);
});

test('a column that stays text has lost nothing', async () => {
  const { loaded, table } = await load([FINE[0] ?? '', OWN[0] ?? '', 'x'], 60, false);
  expect(table.rows[0]?.[1]).toBe(FINE[0]);
  expect(loaded.warnings).toStrictEqual([]);
});
