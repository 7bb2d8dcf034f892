import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { double, ident, join, lit, sql, text, typeOfEngine } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';

describe('text', () => {
  test('holes take fragments and nothing is added', () => {
    expect(text(sql`SELECT ${join([ident('a'), lit(1)])} FROM ${ident('t')}`)).toBe(
      'SELECT "a", 1 FROM "t"',
    );
    expect(text(join([], ' AND '))).toBe('');
    expect(text(join([lit(1), lit(2)], ' OR '))).toBe('1 OR 2');
  });

  test.each([
    ['a', '"a"'],
    ['a"b', '"a""b"'],
    ['"; drop table x; --', '"""; drop table x; --"'],
  ])('the name %s is quoted', (name, expected) => expect(text(ident(name))).toBe(expected));

  test.each([
    [null, 'NULL'],
    ['', "''"],
    ["it's", "'it''s'"],
    ['a\0b', "('a' || chr(0) || 'b')"],
    [0.1, '0.1'],
    [-0, "'-0.0'::DOUBLE"],
    [1e300, '1e300'],
    [9007199254740993n, '9007199254740993'],
    [true, 'true'],
  ])('value %# is written as a literal', (value, expected) =>
    expect(text(lit(value))).toBe(expected),
  );

  test('what SQL cannot hold is refused', () => {
    expect(() => ident('a\0b')).toThrow(RangeError);
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      expect(() => lit(value)).toThrow(RangeError);
      expect(() => double(value)).toThrow(RangeError);
    }
  });
});

describe('in the engine', () => {
  const hostile = [
    '"; drop table x; --',
    'at',
    '😀',
    'a"b',
    '__proto__',
    'constructor',
    "';--",
    '\\',
    '\n',
    ' ',
    'é',
  ];
  const names = fc.oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: 'grapheme', minLength: 1 }).map((name) => name.replaceAll('\0', '0')),
  );

  test('any name is a column and a table, and comes back as it was', async () => {
    const database = await sharedDatabase();
    const property = fc.asyncProperty(
      names,
      fc.string({ unit: 'grapheme' }),
      async (name, value) => {
        const table = ident(`t ${name}`);
        await database.run(
          sql`CREATE TABLE ${table} AS SELECT ${lit(value)} AS ${ident(name)}, 1 AS ${ident(`${name} 2`)}`,
        );
        try {
          const columns = [
            { name, type: 'text' },
            { name: `${name} 2`, type: 'integer' },
          ];
          expect(await database.describe(sql`SELECT * FROM ${table}`)).toStrictEqual(columns);
          expect(
            await database.rows(sql`SELECT ${ident(name)}, ${ident(`${name} 2`)} FROM ${table}`),
          ).toStrictEqual({
            columns,
            rows: [[value, 1]],
          });
        } finally {
          await database.run(sql`DROP TABLE ${table}`);
        }
      },
    );
    await fc.assert(property, { numRuns: 60, examples: hostile.map((name) => [name, name]) });
  });

  test('any number keeps its bits', async () => {
    const database = await sharedDatabase();
    const property = fc.asyncProperty(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      async (value) => {
        const { rows } = await database.rows(sql`SELECT ${double(value)}, ${lit(value)}::DOUBLE`);
        expect(rows[0]?.map((cell) => Object.is(cell, value))).toEqual([true, true]);
      },
    );
    await fc.assert(property, {
      numRuns: 200,
      examples: [
        [-0],
        [0.1],
        [5e-324],
        [Number.MAX_VALUE],
        [0.00010615366271760773],
        [2 ** 53],
        [1e17],
      ],
    });
  });
});

test('only names of types are taken for types of the engine', () => {
  for (const type of ['VARCHAR', 'DECIMAL(38,0)', 'TIMESTAMP WITH TIME ZONE', 'DOUBLE[]'])
    expect(text(typeOfEngine(type))).toBe(type);
  for (const other of [
    '',
    'INT); DROP TABLE x; --',
    '"x"',
    'varchar',
    "ENUM('a')",
    'STRUCT("a" INTEGER)',
  ])
    expect(() => typeOfEngine(other)).toThrow(RangeError);
});
