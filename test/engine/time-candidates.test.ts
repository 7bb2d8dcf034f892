import { expect, test } from 'vitest';
import { timeCandidates } from '../../src/engine/times/candidates.ts';
import { understandPattern } from '../../src/engine/times/pattern.ts';

const found = (...values: string[]) =>
  timeCandidates(values).map(({ reading, label, example }) => [
    typeof reading.format === 'string' ? reading.format : reading.format.pattern,
    label,
    example.text,
    example.time,
  ]);

test.each<[string[], string, string]>([
  [['2020-01-17 09:03:00'], 'iso', '2020-01-17 09:03:00'],
  [['2020-01-17T09:03:00.5+02:00'], 'iso', '2020-01-17 07:03:00.5Z'],
  [['1579251780'], 'epoch-s', '2020-01-17 09:03:00Z'],
  [['1579251780.123456'], 'epoch-s', '2020-01-17 09:03:00.123456Z'],
  [['1579251780123'], 'epoch-ms', '2020-01-17 09:03:00.123Z'],
  [['1579251780123456'], 'epoch-us', '2020-01-17 09:03:00.123456Z'],
  [['1579251780123456789'], 'epoch-ns', '2020-01-17 09:03:00.123456Z'],
  [['01/02/2020 09:03:00', '17/01/2020 09:03:00'], '%d/%m/%Y %H:%M:%S', '2020-02-01 09:03:00'],
  [['01/17/2020 9:03:00 PM'], '%m/%d/%Y %I:%M:%S %p', '2020-01-17 21:03:00'],
  [['17.01.2020'], '%d.%m.%Y', '2020-01-17 00:00:00'],
  [['2020/1/7 09:03'], '%Y/%m/%d %H:%M', '2020-01-07 09:03:00'],
  [['17/Jan/2020:09:03:00 +0200'], '%d/%b/%Y:%H:%M:%S %z', '2020-01-17 07:03:00Z'],
  [['Fri, 17 Jan 2020 09:03:00 GMT'], '%a, %d %b %Y %H:%M:%S %z', '2020-01-17 09:03:00Z'],
  [['Jan  7 09:03:00', 'Feb 29 00:00:00'], '%b %d %H:%M:%S', '01-07 09:03:00'],
  [['Fri Jan 17 09:03:00 2020'], '%a %b %d %H:%M:%S %Y', '2020-01-17 09:03:00'],
  [['2020-01-17 09:03:00,123'], '%Y-%m-%d %H:%M:%S,%f', '2020-01-17 09:03:00.123'],
  [['20200117'], '%Y%m%d', '2020-01-17 00:00:00'],
  [['20200117090300'], '%Y%m%d%H%M%S', '2020-01-17 09:03:00'],
])('%j is read as %s', (values, format, time) => {
  expect(found(...values).map(([own, , , own2]) => [own, own2])).toStrictEqual([[format, time]]);
});

test('day and month that could change places are two candidates, with a value that shows it', () => {
  expect(found('03/03/2020', '', '02/03/2020 ')).toStrictEqual([
    ['%d/%m/%Y', 'day/month/year', '02/03/2020', '2020-03-02 00:00:00'],
    ['%m/%d/%Y', 'month/day/year', '02/03/2020', '2020-02-03 00:00:00'],
  ]);
});

test('where they give the same times there is nothing to choose', () => {
  expect(found('03/03/2020', '04/04/2020').map(([format]) => format)).toStrictEqual(['%d/%m/%Y']);
});

test('two-digit years may stand at either end', () => {
  expect(found('10/11/12').map(([, label]) => label)).toStrictEqual([
    'day/month/year of two digits',
    'month/day/year of two digits',
    'year/month/day, the year of two digits',
  ]);
});

test('a number of twelve digits may be milliseconds or a date', () => {
  expect(found('202001170903').map(([format]) => format)).toStrictEqual(['epoch-ms', '%Y%m%d%H%M']);
});

test('a few values that are no times do not hide how the others are written', () => {
  const days = Array.from({ length: 28 }, (_, i) => `${i + 1}/01/2020`);
  expect(found(...days, 'n/a').map(([format]) => format)).toStrictEqual(['%d/%m/%Y']);
  expect(found(...days.slice(0, 15), 'n/a')).toStrictEqual([]);
});

test.each([
  [],
  [''],
  ['yesterday'],
  ['42'],
  ['31/02/2020'],
  ['2020-01-17 24:00:00'],
  ['2020-01-17 23:59:60'],
  ['13/13/2020'],
])('%j is no time', (...values) => {
  expect(timeCandidates(values.flat())).toStrictEqual([]);
});

test.each([
  ['%d/%m/%Y %Q', 'has %Q, which is not known here'],
  ['%H:%M', 'tells no day'],
  ['%d/%m/%Y %d', 'says the same twice: %d, %d.'],
  ['%d/%m/%Y %I:%M', 'needs both %I and %p'],
  ['%d/%m/%Y %M', 'leaves out hours'],
  ['%j', 'but no year'],
])('the pattern %s %s', (pattern, problem) => {
  expect(understandPattern(pattern)).toContain(problem);
});
