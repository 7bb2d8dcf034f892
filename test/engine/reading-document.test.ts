import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceFile } from '../../src/engine/ports.ts';
import type { Dialect, TableReading } from '../../src/engine/reading.ts';
import {
  parseReadingDocument,
  withFileReadings,
  writeReadingDocument,
} from '../../src/engine/reading-document.ts';

const blob = new Blob([]);
const optional = { noNullPrototype: true, requiredKeys: [] };

const dialect: fc.Arbitrary<Partial<Dialect>> = fc.record(
  {
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
    delimiter: fc.constantFrom(',', ';', '\t', '|', '^', ''),
    quote: fc.constantFrom('"', "'", ''),
    skip: fc.nat(1000),
    comment: fc.string(),
    header: fc.oneof(
      fc.constantFrom('first', 'none'),
      fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
    ),
    short: fc.constantFrom('reject', 'fill'),
  },
  optional,
);

const reading: fc.Arbitrary<TableReading> = fc.record(
  {
    columns: fc.dictionary(
      fc.string().filter((name) => name !== '__proto__'),
      fc.constantFrom(
        { type: 'text' },
        { time: { format: 'epoch-ms', zone: 'UTC' } },
        {
          type: 'timestamp',
          time: {
            format: { pattern: '%d/%m %H:%M' },
            zone: 'Europe/Zurich',
            year: 2020,
            gap: 'before',
            overlap: 'later',
          },
        },
      ),
      { noNullPrototype: true },
    ),
    only: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
    differing: fc.constantFrom('union', 'common'),
    sample: fc.constant({ share: 0.25, seed: 7 }),
    evenIfLarge: fc.boolean(),
  },
  optional,
);

test('a written document says what was said', () => {
  fc.assert(
    fc.property(dialect, reading, (own, said) => {
      const files: SourceFile[] = [
        { name: 'a.csv', blob, dialect: own },
        { name: 'b.db', blob, table: 'logs' },
        { name: 'c.csv', blob },
      ];
      const parsed = parseReadingDocument(writeReadingDocument(files, said));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(parsed.value.reading ?? {}).toStrictEqual(said);
      const bare = files.map(({ name }) => ({ name, blob }));
      expect(withFileReadings(bare, parsed.value)).toStrictEqual(files);
    }),
  );
});

test('where nothing was said the document is empty', () => {
  expect(writeReadingDocument([{ name: 'a.csv', blob }], {})).toBe('{}\n');
});
