import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import {
  JsonError,
  type JsonValue,
  jsonText,
  parseExact,
} from '../../src/readers/json/parse-exact.ts';
import { parseRecord } from '../../src/readers/json/record.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { loadBytes } from './load-case.ts';

test('the exact parser gives what JSON.parse gives, and refuses what it refuses', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 5 }),
      fc.nat(),
      fc.constantFrom('', '"', ',', ']', '\\', ' '),
      (text, at, put) => {
        expect(numbered(parseExact(text).value)).toStrictEqual(JSON.parse(text));
        const place = at % (text.length + 1);
        const changed = text.slice(0, place) + put + text.slice(place + (put === '' ? 1 : 0));
        let expected: unknown;
        try {
          expected = JSON.parse(changed);
        } catch {
          expect(() => parseExact(changed)).toThrow(JsonError);
          return;
        }
        // Integers past 2^53 are bigints here, and a name given twice is the last one's.
        expect(numbered(parseExact(changed).value)).toStrictEqual(expected);
      },
    ),
    { numRuns: 2000 },
  );
});

function numbered(value: JsonValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => numbered(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbered(item)]));
}

test('integers past 2^53 and names given twice are seen wherever they are', () => {
  expect(parseRecord('{"a":[{"b":-9007199254740993}],"c":1e20}').value).toStrictEqual({
    a: [{ b: -9007199254740993n }],
    c: 1e20,
  });
  expect(parseRecord('{"a":{"b":1, "b" : 2},"c":"\\":"}')).toStrictEqual({
    value: { a: { b: 2 }, c: '":' },
    duplicates: ['b'],
  });
  expect(jsonText(parseExact('{"a":[18446744073709551615,"x"]}').value)).toBe(
    '{"a":[18446744073709551615,"x"]}',
  );
  expect(parseRecord('{"__proto__":1}').value).toStrictEqual(JSON.parse('{"__proto__":1}'));
});

/** Records of one kind a column, so that nothing is a matter of opinion. */
const record = fc.record(
  {
    text: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.constantFrom('', '"', ',\n', '1', '\r'),
    ),
    whole: fc.maxSafeInteger(),
    number: fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
    flag: fc.boolean(),
    'a.b': fc.option(fc.string({ maxLength: 3 })),
    list: fc.array(fc.nat(9), { maxLength: 2 }),
  },
  { requiredKeys: ['text'] },
);

test('records come back as they were, by lines and as an array, whatever the sizes', async () => {
  const database = await sharedDatabase();
  const property = fc.asyncProperty(
    fc.array(record, { minLength: 1, maxLength: 8 }),
    fc.constantFrom('lines', 'array', 'indented'),
    fc.integer({ min: 1, max: 30 }),
    async (records, shape, chunkBytes) => {
      const lines = records.map((one) => JSON.stringify(one)).join('\n');
      const array = JSON.stringify(records, null, shape === 'indented' ? 1 : 0);
      const content = shape === 'lines' ? lines : array;
      const sizes = { chunkBytes, sliceBytes: 2 * chunkBytes };
      const { table, loaded } = await loadBytes(database, [['r.json', content]], {}, sizes);
      expect(loaded.rejects).toStrictEqual([]);
      const names = table.columns.slice(1).map(({ name }) => name);
      const expected = records.map((one) => {
        const cells: Readonly<Record<string, unknown>> = one;
        return names.map((name) => {
          const cell = cells[name] ?? null;
          if (Array.isArray(cell)) return JSON.stringify(cell);
          return Object.is(cell, -0) ? 0 : cell;
        });
      });
      expect(table.rows.map((row) => row.slice(1))).toStrictEqual(expected);
    },
  );
  await fc.assert(property, { numRuns: 40 });
});

test('an array cut off anywhere is refused, never shortened', async () => {
  const database = await sharedDatabase();
  const text = '[{"a":"]","b":[1,{"c":2}]},\n {"a":"x"}]';
  for (let length = 2; length < text.length; length += 1) {
    const thrown = await loadBytes(database, [['cut.json', text.slice(0, length)]]).catch(
      (error: unknown) => error,
    );
    expect(thrown, text.slice(0, length)).toBeInstanceOf(ReadError);
  }
});

test('records of very many keys are refused, deep ones rejected or text', async () => {
  const database = await sharedDatabase();
  const many = Array.from({ length: 300 }, (_, i) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (__, j) => [`k${i}-${j}`, 1]))),
  ).join('\n');
  await expect(loadBytes(database, [['many.ndjson', many]])).rejects.toMatchObject({
    code: 'too-large',
  });
  const deep = `{"a":1,"d":${'{"x":'.repeat(5000)}1${'}'.repeat(5000)}}`;
  const { loaded, table } = await loadBytes(database, [['deep.ndjson', `${deep}\n{"a":2}\n`]]);
  expect(loaded.rejects.map(({ line, reason }) => [line, reason])).toStrictEqual([
    [1, 'no JSON: nested too deep at character 1'],
  ]);
  expect(table.rows).toStrictEqual([[0, 2]]);
  const fifty = `{"a":${'{"x":'.repeat(50)}1${'}'.repeat(50)}}`;
  const opened = await loadBytes(database, [['fifty.ndjson', fifty]]);
  expect(opened.table.rows[0]?.[1]).toBe(`${'{"x":'.repeat(18)}1${'}'.repeat(18)}`);
  const digits = `{"a":${'9'.repeat(400)}}\n{"a":1}\n{"a":${'9'.repeat(2000)}}`;
  const long = await loadBytes(database, [['digits.ndjson', digits]]);
  expect(long.table.rows.map((row) => row[1])).toStrictEqual(['9'.repeat(400), '1']);
  expect(long.loaded.files[0]?.rejected).toBe(1);
});
