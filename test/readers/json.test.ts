import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import type { Source } from '../../src/readers/format.ts';
import {
  JsonError,
  type JsonValue,
  jsonText,
  parseExact,
} from '../../src/readers/json/parse-exact.ts';
import { parseRecord } from '../../src/readers/json/record.ts';
import { structureOf } from '../../src/readers/json/structure.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { sql } from '../../src/sql/sql.ts';
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

/** The ways in which a file holds records. */
const WRITTEN: Readonly<Record<string, (records: readonly object[]) => string>> = {
  lines: (records) => records.map((one) => JSON.stringify(one)).join('\n'),
  array: (records) => JSON.stringify(records),
  'an array over lines': (records) => JSON.stringify(records, null, 1),
  'objects over lines': (records) => records.map((one) => JSON.stringify(one, null, 2)).join('\n'),
  'an array without its brackets': (records) =>
    records.map((one) => `${JSON.stringify(one)},\n`).join(''),
  'objects on one line': (records) => records.map((one) => JSON.stringify(one)).join(' '),
  'a list in an object': (records) => JSON.stringify({ Records: records }),
  'a list deep in an object, after a mark': (records) =>
    `\uFEFF${JSON.stringify({ 'a"\\[': { hits: records } }, null, 3)}\n`,
};

test('records come back as they were, however a file holds them, whatever the sizes', async () => {
  const database = await sharedDatabase();
  const property = fc.asyncProperty(
    fc.array(record, { minLength: 1, maxLength: 8 }),
    fc.constantFrom(...Object.keys(WRITTEN)),
    fc.integer({ min: 1, max: 30 }),
    async (records, shape, chunkBytes) => {
      const content = WRITTEN[shape]?.(records) ?? '';
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
  await fc.assert(property, { numRuns: 28 });
});

test('an object around a list is passed over, by name; several lists are a table each', async () => {
  const database = await sharedDatabase();
  const wrapped = {
    took: 3,
    'next"page': null,
    hits: {
      total: { value: 2 },
      hits: [
        { id: 1, tags: [{ x: 'y'.repeat(99) }] },
        { id: 2, tags: [] },
      ],
    },
    empty: [],
  };
  const { table, loaded } = await loadBytes(database, [['w.json', JSON.stringify(wrapped)]]);
  expect(table.rows.map((row) => row.slice(1))).toStrictEqual([
    [1, `[{"x":"${'y'.repeat(99)}"}]`],
    [2, '[]'],
  ]);
  expect(loaded.warnings).toContain(
    'w.json: The records are those of the list "hits.hits"; what stands beside it is no part of the table: "took", "next"page", "hits.total.value", "empty".',
  );
  const two = JSON.stringify({ users: [{ name: 'a' }], events: [{ id: 1 }, { id: 2 }] }, null, 2);
  await expect(loadBytes(database, [['two.json', two]])).rejects.toMatchObject({
    question: { kind: 'table', tables: ['users', 'events'] },
  });
  const file = { name: 'two.json', blob: new Blob([two]), table: 'events' };
  const reader = createNodeReader(database);
  const request = { input: 'two', relation: 'events', files: [file], types: {}, mapping: {} };
  expect((await reader.load(request)).files[0]?.rows).toBe(2);
  await database.run(sql`DROP TABLE events`);
  for (const between of ['', ' ', '\n']) {
    const joined = [1, 2].map((id) => JSON.stringify({ Records: [{ id }] })).join(between);
    const { loaded: both } = await loadBytes(database, [['joined.json', joined]]);
    expect(both.files[0]?.rows).toBe(2);
    expect(both.warnings[0]).toContain('nothing but a list of objects, "Records"');
  }
  const byAddress = Array.from({ length: 2000 }, (_, i) => [`10.0.0.${String(i)}`, [{ id: i }]]);
  const dictionary = JSON.stringify(Object.fromEntries(byAddress));
  await expect(loadBytes(database, [['d.json', dictionary]])).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('one object of more than 20 lists ("10.0.0.0"') as string,
  });
  // One record with a list in it, which is not most of it.
  const one = JSON.stringify({ message: 'x'.repeat(100), items: [{ id: 1 }] });
  const record = await loadBytes(database, [['one.json', one]]);
  expect(record.table.rows).toStrictEqual([[0, 'x'.repeat(100), '[{"id":1}]']]);
  expect(record.loaded.warnings).toStrictEqual([
    'one.json: This file is one object and was read as one record; the list "items" is a value of it.',
  ]);
});

test('a record that is broken is told with its place, also in a list and over lines', async () => {
  const database = await sharedDatabase();
  const at = (content: string) => loadBytes(database, [['b.json', content]]);
  await expect(at('{"n": 1,\n "Records": [{"a": 1},\n   {"a": 01}]}')).rejects.toMatchObject({
    line: 3,
    message: expect.stringContaining('line 3, column 11') as string,
  });
  await expect(at('{\n "a": 1\n}\n{\n "a": x\n}\n')).rejects.toMatchObject({
    line: 5,
    message: expect.stringContaining('This JSON file is broken at line 5') as string,
  });
  await expect(at('{\n "Records": [{"a": 1},\n   {"a": 1')).rejects.toMatchObject({
    code: 'unreadable',
    message: expect.stringContaining('is not closed, or it is cut off') as string,
  });
  await expect(at('{"Records": []}')).rejects.toMatchObject({ code: 'empty' });
});

test('the structure of any object is what a walk over its values says', async () => {
  const value = fc.jsonValue({ maxDepth: 6 });
  const property = fc.asyncProperty(
    fc.dictionary(fc.string({ maxLength: 3 }), value, { maxKeys: 5, noNullPrototype: true }),
    fc.constantFrom(0, 2),
    fc.integer({ min: 1, max: 20 }),
    async (object, indent, chunkBytes) => {
      const text = JSON.stringify(object, null, indent);
      const bytes = new TextEncoder().encode(text);
      const structure = await structureOf(sourceOf(bytes, chunkBytes), {});
      expect(structure).toMatchObject({ values: 1, bytes: bytes.length });
      const lists: unknown[] = [];
      walk(JSON.parse(text) as JsonValue, [], (path, list) => lists.push([path, list]));
      const decoder = new TextDecoder();
      expect(
        structure?.lists.map(({ path, begin, end }): [unknown, unknown] => [
          path,
          JSON.parse(decoder.decode(bytes.subarray(begin, end))),
        ]),
      ).toStrictEqual(lists);
    },
  );
  await fc.assert(property, { numRuns: 500 });
});

function walk(
  value: JsonValue,
  path: readonly string[],
  found: (path: readonly string[], list: JsonValue) => void,
): void {
  if (Array.isArray(value)) {
    if (path.length > 0) found(path, value as JsonValue);
  } else if (typeof value === 'object' && value !== null && path.length < 5)
    for (const [key, item] of Object.entries(value)) walk(item, [...path, key], found);
}

function sourceOf(bytes: Uint8Array, chunkBytes: number): Pick<Source, 'chunks'> {
  return {
    async *chunks() {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        await Promise.resolve();
        yield bytes.slice(at, at + chunkBytes);
      }
    },
  };
}

test('an array cut off anywhere, in an object or not, is refused, never shortened', async () => {
  const database = await sharedDatabase();
  const array = '[{"a":"]","b":[1,{"c":2}]},\n {"a":"x"}]';
  for (const text of [array, `{"n":1,"Records":${array},"z":{}}`])
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
