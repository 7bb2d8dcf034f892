import { expect, test } from 'vitest';
import { csvField, csvLine } from '../../src/simulate/csv-lines.ts';

test.each([
  ['', ''],
  ['Sprint', 'Sprint'],
  [' kept ', ' kept '],
  ['T-Mobile USA, Inc.', '"T-Mobile USA, Inc."'],
  ['a "b"', '"a ""b"""'],
  ['two\nlines', '"two\nlines"'],
  ['two\rlines', '"two\rlines"'],
])('%j becomes %j', (text, expected) => {
  expect(csvField(text)).toBe(expected);
});

test('a record ends with a line feed', () => {
  expect(csvLine(['a', 'b,c', ''])).toBe('a,"b,c",\n');
});
