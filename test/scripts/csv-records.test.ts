import { expect, test } from 'vitest';
import { csvRecords } from '../../scripts/csv-records.mjs';

test.each([
  ['', []],
  ['a', [['a']]],
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,\r\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['a,', [['a', '']]],
  [',,\n', [['', '', '']]],
  ['"a,b","say ""x""","two\nlines"\n', [['a,b', 'say "x"', 'two\nlines']]],
  ['""', [['']]],
])('%j', (text, records) => {
  expect(csvRecords(text)).toEqual(records);
});

test('a stray quote is an error', () => {
  expect(() => csvRecords('a\n1"2\n')).toThrow('record 2');
});
