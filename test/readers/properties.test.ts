import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedDatabase } from '../duckdb/shared.ts';
import { countRecords, csvText } from './csv-text.ts';
import { loadBytes } from './load-case.ts';

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom('"', ',', ';', '\n', '\r', ' ', 'a', '\t', '|', 'é', '\0'),
    maxLength: 8,
  }),
  fc.constantFrom('1', '-2.5', '007', 'NULL', '', '""', '\\', '#', 'x'.repeat(100)),
);

/** Every column declared text: what is inferred is not the point here. */
function allText(names: readonly string[]): Record<string, 'text'> {
  return Object.fromEntries(names.map((name) => [name, 'text']));
}

test('a table written as RFC 4180 comes back cell by cell', async () => {
  const database = await sharedDatabase();
  const options = fc.record({
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    quoteAll: fc.boolean(),
    finalLineEnd: fc.boolean(),
  });
  const tables = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.array(fc.array(fc.option(word), { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 12,
    }),
  );
  const property = fc.asyncProperty(
    tables,
    options,
    fc.integer({ min: 1, max: 40 }),
    async (rows, written, chunkBytes) => {
      const names = (rows[0] ?? []).map((_, i) => `column ${i}`);
      const text = csvText([names, ...rows], written);
      const sizes = { chunkBytes, sliceBytes: chunkBytes * 3 };
      const { loaded, table } = await loadBytes(
        database,
        [['t.csv', text]],
        { types: allText(names) },
        sizes,
      );
      expect(table.rows.map((row) => row.slice(1))).toStrictEqual(rows);
      expect(loaded.rejects).toStrictEqual([]);
      expect(loaded.files[0]?.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    },
  );
  await fc.assert(property, { numRuns: 80 });
});

/** Of a mess something else may be found out. */
const SAID = { delimiter: ',', quote: '"', skip: 0, comment: '', header: 'first' } as const;

test('every record of any text is a row or a reject, whatever the sizes of chunks and slices', async () => {
  const database = await sharedDatabase();
  const mess = fc.string({
    unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '1', ' ', '""', ',"', '",', '\r\n', 'é'),
    maxLength: 60,
  });
  const property = fc.asyncProperty(
    mess,
    fc.integer({ min: 1, max: 9 }),
    async (body, chunkBytes) => {
      const text = `a,b\n${body}`;
      const request = { types: { a: 'text', b: 'text' } } as const;
      const whole = await loadBytes(database, [['t.csv', text]], request, {}, SAID);
      const sizes = { chunkBytes, sliceBytes: chunkBytes };
      const pieces = await loadBytes(database, [['t.csv', text]], request, sizes, SAID);
      expect(pieces.table).toStrictEqual(whole.table);
      expect(pieces.loaded.rejects).toStrictEqual(whole.loaded.rejects);
      expect(pieces.loaded.files).toStrictEqual(whole.loaded.files);
      const [file] = whole.loaded.files;
      expect((file?.rows ?? 0) + (file?.rejected ?? 0)).toBe(countRecords(text, ','));
      expect(file?.rows).toBe(whole.table.rows.length);
      expect(file?.rejected).toBe(whole.loaded.rejects.length);
      for (const { line, text: found } of whole.loaded.rejects) {
        const lines = text.split(/\r\n|\r|\n/);
        // What is shown of a record is found where it is said to be: it may begin before the line of an unclosed quote.
        expect(line).toBeGreaterThan(1);
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(text).toContain(found);
      }
    },
  );
  await fc.assert(property, { numRuns: 100 });
});

test('inferred numbers keep their values, and everything else stays the text it was', async () => {
  const database = await sharedDatabase();
  const number = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      '0',
      '-0',
      '00',
      '1.0',
      '1e3',
      '+1',
      '0.1',
      '123456789012345',
      '1234567890123456',
      '.5',
      '5.',
      '',
    ),
  );
  const property = fc.asyncProperty(
    fc.array(number, { minLength: 1, maxLength: 5 }),
    async (values) => {
      const text = csvText([
        ['n', 'x'],
        ...values.map((value) => [value === '' ? null : value, 'x']),
      ]);
      const { table } = await loadBytes(database, [['t.csv', text]]);
      const type = table.columns[1]?.type;
      const expected = values.map((value) => {
        if (value === '') return null;
        return type === 'text' ? value : Number(value);
      });
      expect(table.rows.map((row) => row[1])).toStrictEqual(expected);
      if (type !== 'text')
        for (const value of values)
          expect(value).toMatch(/^(-?(0|[1-9]\d*)(\.\d+)?|-?\d(\.\d+)?e[+-]\d{2,3})?$/);
    },
  );
  await fc.assert(property, { numRuns: 100 });
});
