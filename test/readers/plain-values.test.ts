import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  OTHER_VALUE,
  PLAIN_INTEGER,
  PLAIN_NUMBER,
  PLAIN_TIME,
  PLAIN_UTC,
} from '../../src/readers/csv/plain-values.ts';
import { makeCsvScan } from '../../src/readers/csv/scan.ts';
import { lit, sql, text as textOf } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { kindOf } from './value-kinds.ts';

/** The same as patterns, which a person can read. */
function expectedKind(value: string): number {
  const digits = value.replaceAll(/\D/g, '').length;
  if (value === '') return 0;
  if (/^(0|-?[1-9]\d*)$/.test(value)) return digits <= 15 ? PLAIN_INTEGER : OTHER_VALUE;
  if (/^-?(0|[1-9]\d*)\.\d+$/.test(value)) return digits <= 15 ? PLAIN_NUMBER : OTHER_VALUE;
  const time = /^[1-9]\d{3}-[01]\d-[0-3]\d[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z?$/;
  if (!time.test(value)) return OTHER_VALUE;
  return value.endsWith('Z') ? PLAIN_UTC : PLAIN_TIME;
}

const almostPlain = fc.stringMatching(/^-?\d{0,17}(\.\d{0,17})?(e\d)?$/);
const almostTime = fc.stringMatching(
  /^\d{4}-[01]\d-[0-3]\d[ T][0-2]\d:[0-6]\d:[0-6]\d(\.\d{0,7})?[Z+]?$/,
);
const value = fc.oneof(almostPlain, almostTime, fc.string({ maxLength: 20 }));

describe('the kind of a value', () => {
  test('is that of its pattern', () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(kindOf(text)).toBe(expectedKind(text));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['0', PLAIN_INTEGER],
    ['-0', OTHER_VALUE],
    ['-0.5', PLAIN_NUMBER],
    ['007', OTHER_VALUE],
    ['123456789012345', PLAIN_INTEGER],
    ['1234567890123456', OTHER_VALUE],
    ['12345678901234.5', PLAIN_NUMBER],
    ['5.', OTHER_VALUE],
    ['2020-01-17 23:59:59.123456Z', PLAIN_UTC],
    ['2020-01-17 24:00:00', OTHER_VALUE],
    ['2020-01-17', OTHER_VALUE],
  ])('%s', (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });
});

/** The slices of a file of three fields, by sizes that cut it anywhere. */
function scanned(csv: string, chunkBytes: number, sliceBytes: number) {
  const scan = makeCsvScan({
    ...{
      sliceBytes,
      firstSliceBytes: sliceBytes,
      longestRecord: 1 << 20,
      keepRejects: 10,
      delimiter: 44,
      quote: 34,
    },
    ...{ comment: new Uint8Array(0), skip: 0, header: true, fill: false, trailing: false },
    ...{ fields: 3, badEncoding: 'bad' },
  });
  const bytes = new TextEncoder().encode(csv);
  const slices = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    slices.push(...scan.push(bytes.slice(at, at + chunkBytes)));
  return [...slices, ...scan.end().slices];
}

test('a slice tells the kinds of the values of its good records, wherever it is cut', () => {
  const field = fc.oneof(value, fc.constantFrom('', '0', '12', '1.5', '2020-01-17 09:03:00'));
  const record = fc.tuple(fc.tuple(field, fc.boolean()), fc.tuple(field, fc.boolean()));
  const property = fc.property(
    fc.array(record, { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 1, max: 30 }),
    fc.constantFrom(1, 40, 1 << 20),
    (records, chunkBytes, sliceBytes) => {
      const written = ([text, quoted]: readonly [string, boolean]) =>
        quoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      const lines = records.map((pair, i) => `${pair.map(written).join(',')},${String(i)}`);
      const slices = scanned(`a,b,c\r\n${lines.join('\r\n')}\n`, chunkBytes, sliceBytes);
      let from = 0;
      for (const slice of slices) {
        const own = records.slice(from, from + slice.records);
        from += slice.records;
        const wanted = [0, 1].map((field) =>
          own.reduce((all, pair) => {
            const [text, quoted] = pair[field] ?? ['', false];
            return all | (text === '' && quoted ? OTHER_VALUE : expectedKind(text));
          }, 0),
        );
        // Once a value is no plain one, the others are not looked at.
        const told = [...(slice.kinds ?? [])].slice(0, 2);
        for (const [i, kind] of told.entries())
          if ((wanted[i] ?? 0) & OTHER_VALUE) expect(kind & OTHER_VALUE).toBe(OTHER_VALUE);
          else expect(kind).toBe(wanted[i]);
      }
      expect(from).toBe(records.length);
    },
  );
  fc.assert(property, { numRuns: 1000 });
});

test('the engine reads a plain value while it parses as it reads the text of it', async () => {
  const database = await sharedDatabase();
  const time = fc
    .tuple(
      fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      fc.constantFrom(' ', 'T'),
      fc.constantFrom('', '.5', '.123456', 'Z', '.000001Z'),
    )
    .map(([date, between, end]) => date.toISOString().slice(0, 19).replace('T', between) + end);
  const number = almostPlain.filter((text) => text !== '' && kindOf(text) !== OTHER_VALUE);
  const values = fc.array(fc.oneof(time, number), { minLength: 20, maxLength: 60 });
  const property = fc.asyncProperty(values, async (all) => {
    for (const [kind, type] of [
      [PLAIN_INTEGER, sql`BIGINT`],
      [PLAIN_INTEGER | PLAIN_NUMBER, sql`DOUBLE`],
      [PLAIN_TIME | PLAIN_UTC, sql`TIMESTAMP`],
    ] as const) {
      const texts = all.filter((text) => kindOf(text) & kind);
      if (texts.length === 0) continue;
      const path = await database.upload(
        'plain.csv',
        new TextEncoder().encode(texts.join('\n') + '\n'),
      );
      const { rows } = await database.rows(
        sql`SELECT count(*) FILTER (WHERE direct IS NOT DISTINCT FROM TRY_CAST(given AS ${type})), count(*) FROM
          (SELECT c0 AS direct FROM read_csv(${lit(path)}, auto_detect=false, header=false, delim=',', columns={'c0': ${lit(textOf(type))}}))
          POSITIONAL JOIN (SELECT c0 AS given FROM read_csv(${lit(path)}, auto_detect=false, header=false, delim=',', columns={'c0': 'VARCHAR'}))`,
      );
      await database.dropUpload(path);
      expect(rows).toStrictEqual([[texts.length, texts.length]]);
    }
  });
  await fc.assert(property, { numRuns: 15 });
});
