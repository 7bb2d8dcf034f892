import { expect, test } from 'vitest';
import { grouped } from '../../src/views/grouped.ts';

test.each([
  ['for 3 of its 3992 values', 'for 3 of its 3\u2009992 values'],
  ['It has 12345.', 'It has 12\u2009345.'],
  ['it was read as windows-1252', 'it was read as windows-1252'],
  ['from 2020-01-17 to 2021-01-01', 'from 2020-01-17 to 2021-01-01'],
  ['1000 values, e.g. "12345 kB"', '1\u2009000 values, e.g. "12345 kB"'],
  ['10.2345 and v2_1000', '10.2345 and v2_1000'],
])('%s', (sentence, expected) => {
  expect(grouped(sentence)).toBe(expected);
});
