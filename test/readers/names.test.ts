import { describe, expect, test } from 'vitest';
import { fileColumnNames, tableColumnNames } from '../../src/readers/column-names.ts';
import { nearestName } from '../../src/readers/nearest-name.ts';

describe('names of a file', () => {
  test.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', 'a', 'a'],
      ['a', 'a_2', 'a_3'],
    ],
    [
      ['a', 'a', 'a_2'],
      ['a', 'a_3', 'a_2'],
    ],
    [
      ['a', 'A'],
      ['a', 'A'],
    ],
    [
      ['', 'column_1', ''],
      ['column_1', 'column_1_2', 'column_3'],
    ],
    [
      ['__proto__', '__proto__', 'constructor'],
      ['__proto__', '__proto___2', 'constructor'],
    ],
  ])('%j become %j', (header, names) => {
    expect(fileColumnNames(header).names).toStrictEqual(names);
  });

  test('ten thousand of one name are told apart', () => {
    const { names, warnings } = fileColumnNames(new Array<string>(10_000).fill('x'));
    expect(new Set(names).size).toBe(10_000);
    expect(names.at(-1)).toBe('x_10000');
    expect(warnings).toHaveLength(9999);
  });
});

test('names of a table differ in more than letter case, and leave the roles theirs', () => {
  const { names, warnings } = tableColumnNames(['a', 'A', 'time', 'A_2'], ['_row', 'Time']);
  expect(names).toStrictEqual(['a', 'A_3', 'time_2', 'A_2']);
  expect(warnings).toHaveLength(2);
});

test.each([
  ['UserAgent', 'user_agent'],
  ['UserAgent', 'Usr Agent'],
  ['RequestDate', 'RequestDates'],
  ['id', undefined],
  ['RequestDate', undefined],
  ['()', undefined],
])('a slip of "%s" is "%s"', (wanted, near) => {
  const others = ['x', 'Campaign', 'PostalCode'];
  expect(nearestName(wanted, near === undefined ? others : [...others, near])).toBe(near);
});
