import { expect, test } from 'vitest';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { loadBytes } from '../load-case.ts';
import { askedOf, loadTimes } from './load-times.ts';

const T = (text: string) => `${text.replace(' ', 'T')}.000000Z`;

test.each<[string[], string, string]>([
  [
    ['01/02/2020 09:03:00', '', '17/01/2020 09:03:00'],
    'was read as day/month/year, taken as UTC.',
    '2020-02-01 09:03:00',
  ],
  [
    ['1/17/2020 9:03:00 PM'],
    'was read as month/day/year, 12-hour clock, taken as UTC.',
    '2020-01-17 21:03:00',
  ],
  [['1579251780', '1579251780.0'], 'was read as seconds since 1970.', '2020-01-17 09:03:00'],
  [['1579251780000'], 'was read as milliseconds since 1970.', '2020-01-17 09:03:00'],
  [
    ['17/Jan/2020:09:03:00 +0200'],
    'was read as day/month/year:time as web servers write it.',
    '2020-01-17 07:03:00',
  ],
  [
    ['Fri, 17 Jan 2020 09:03:00 GMT'],
    'was read as weekday, day month year (RFC 2822).',
    '2020-01-17 09:03:00',
  ],
])('%j %s', async (texts, warning, first) => {
  const found = await loadTimes(texts);
  expect(found.warnings).toStrictEqual([`The column "t" ${warning}`]);
  expect(found.times[0]).toBe(T(first));
  expect(found.rejects).toStrictEqual([]);
});

test('one day after the twelfth, in the last of many slices, settles what all others mean', async () => {
  const texts = Array.from({ length: 120 }, (_, i) => `0${(i % 9) + 1}.02.2020`);
  const { question } = await askedOf(texts);
  expect(question).toMatchObject({ kind: 'time', column: 't' });
  const found = await loadTimes([...texts, '28.02.2020']);
  expect(found.warnings).toStrictEqual([
    'The column "t" was read as day.month.year, taken as UTC.',
  ]);
  expect(found.times[1]).toBe(T('2020-02-02 00:00:00'));
  const other = await loadTimes([...texts, '02.28.2020']);
  expect(other.warnings).toStrictEqual([
    'The column "t" was read as month.day.year, taken as UTC.',
  ]);
});

test('day and month that can change places are asked about', async () => {
  expect(await askedOf(['03/03/2020', '02/03/2020'])).toStrictEqual({
    message:
      'The times of the column "t" can be read in several ways: "02/03/2020" as day/month/year (2020-03-02 00:00:00) or month/day/year (2020-02-03 00:00:00). Say which is meant.',
    line: null,
    question: {
      kind: 'time',
      column: 't',
      candidates: [
        {
          reading: { format: { pattern: '%d/%m/%Y' } },
          label: 'day/month/year',
          example: { text: '02/03/2020', time: '2020-03-02 00:00:00' },
        },
        {
          reading: { format: { pattern: '%m/%d/%Y' } },
          label: 'month/day/year',
          example: { text: '02/03/2020', time: '2020-02-03 00:00:00' },
        },
      ],
    },
  });
  const said = await loadTimes(['03/03/2020', '02/03/2020'], {
    format: { pattern: '%m/%d/%Y' },
    zone: 'UTC',
  });
  expect(said).toMatchObject({
    times: [T('2020-03-03 00:00:00'), T('2020-02-03 00:00:00')],
    warnings: [],
  });
});

test('evidence for both orders is a question, too: neither is right for all', async () => {
  const texts = Array.from({ length: 58 }, (_, i) => `0${(i % 9) + 1}/02/2020`);
  const { question } = await askedOf([...texts, '28/02/2020', '02/28/2020']);
  expect(question).toMatchObject({ kind: 'time' });
});

test('a few values that are no times are rejects of the way that was found', async () => {
  const texts = Array.from({ length: 28 }, (_, i) => `${i + 1}/01/2020`);
  const found = await loadTimes(['soon', ...texts]);
  expect(found.rejects).toStrictEqual([
    [2, 'not a time: expected day/month/year (%d/%m/%Y)', 'soon'],
  ]);
  expect(found.times.length).toBe(28);
});

test('where nothing fits nearly all, values are held against ISO 8601 as before', async () => {
  const found = await loadTimes(['2020-01-17 09:03:00', '17.01.2020', 'soon']);
  expect(found.times).toStrictEqual([T('2020-01-17 09:03:00')]);
  expect(found.rejects.map(([line, reason]) => [line, reason])).toStrictEqual([
    [3, 'not a time: expected e.g. 2020-01-17 09:03:00'],
    [4, 'not a time: expected e.g. 2020-01-17 09:03:00'],
  ]);
  expect(found.warnings).toStrictEqual([]);
});

test('times without a year are asked about, and counted on over the new year', async () => {
  const texts = [
    'Dec 30 10:00:00',
    'soon',
    'Dec 31 23:59:59',
    'Jan  1 00:00:01',
    'Dec 31 23:59:58',
    'Jan  1 00:00:02',
    'Feb 29 12:00:00',
    'Feb 28 23:00:00',
    'Feb  1 00:00:00',
  ];
  const asked = await askedOf(texts.filter((text) => text !== 'soon'));
  expect(asked.message).toBe(
    'The times of the column "t" have no year: "Dec 30 10:00:00". Say the year of the first record.',
  );
  const time = { format: { pattern: '%b %d %H:%M:%S' }, zone: 'UTC' };
  expect((await askedOf(texts, time)).question).toMatchObject({ kind: 'time' });
  for (const sliceBytes of [10, 40, 10_000]) {
    const found = await loadTimes(texts, { ...time, year: 2019 }, sliceBytes);
    expect(found.times).toStrictEqual(
      [
        '2019-12-30 10:00:00',
        '2019-12-31 23:59:59',
        '2020-01-01 00:00:01',
        '2019-12-31 23:59:58',
        '2020-01-01 00:00:02',
        '2020-02-29 12:00:00',
        '2020-02-28 23:00:00',
        '2020-02-01 00:00:00',
      ].map(T),
    );
    expect(found.rejects.map(([line, , text]) => [line, text])).toStrictEqual([[3, 'soon']]);
  }
  const later = await loadTimes(['Nov 30 00:00:00', 'Mar  5 00:00:00', 'Feb 29 00:00:00'], {
    ...time,
    year: 2019,
    zone: 'Europe/Zurich',
  });
  expect(later.times).toStrictEqual([T('2019-11-29 23:00:00'), T('2020-03-04 23:00:00')]);
  expect(later.rejects.map(([line, , text]) => [line, text])).toStrictEqual([
    [4, 'Feb 29 00:00:00'],
  ]);
});

test('numbers since 1970 keep every digit up to microseconds, whatever the sign', async () => {
  const read = (format: 'epoch-s' | 'epoch-ms' | 'epoch-us' | 'epoch-ns', ...texts: string[]) =>
    loadTimes(texts, { format, zone: 'UTC' });
  const seconds = await read(
    'epoch-s',
    '1554076800.123456',
    '-0.000001',
    '0',
    '253402300799.999999',
    '253402300800',
    '1e9',
    'soon',
    '-62135596800',
  );
  expect(seconds.times).toStrictEqual([
    '2019-04-01T00:00:00.123456Z',
    '1969-12-31T23:59:59.999999Z',
    '1970-01-01T00:00:00.000000Z',
    '9999-12-31T23:59:59.999999Z',
    '0001-01-01T00:00:00.000000Z',
  ]);
  expect(seconds.rejects.map(([line]) => line)).toStrictEqual([6, 7, 8]);
  expect((await read('epoch-ms', '1554076800123.456')).times).toStrictEqual([
    '2019-04-01T00:00:00.123456Z',
  ]);
  expect((await read('epoch-us', '-1')).times).toStrictEqual(['1969-12-31T23:59:59.999999Z']);
  const nanoseconds = await read('epoch-ns', '1554076800123456789', '1554076800123456000', '-1');
  expect(nanoseconds).toMatchObject({
    times: [
      '2019-04-01T00:00:00.123456Z',
      '2019-04-01T00:00:00.123456Z',
      '1969-12-31T23:59:59.999999Z',
    ],
    warnings: ['The column "t" has 2 times with digits beyond microseconds; they were cut off.'],
  });
});

test('hour 24 and second 60 are rejected', async () => {
  const time = { format: { pattern: '%d.%m.%Y %H:%M:%S' }, zone: 'UTC' };
  const found = await loadTimes(
    ['31.12.2016 23:59:60', '31.12.2016 24:00:00', '31.12.2016 23:59:59', '31.12.16 00:00:00'],
    time,
  );
  expect(found.times).toStrictEqual([T('2016-12-31 23:59:59')]);
  expect(found.rejects.map(([line]) => line)).toStrictEqual([2, 3, 5]);
});

const load = async (csv: string, request: Parameters<typeof loadBytes>[2]) =>
  loadBytes(await sharedDatabase(), [['a.csv', csv]], request);

test("a person's type goes before what the values look like, the recipe's before that", async () => {
  const csv = 'zip,n,x\n00123,1,2\n04,y,3\n';
  const columns = { zip: { type: 'text' }, n: { type: 'integer' }, x: { type: 'text' } } as const;
  const { loaded, table } = await load(csv, { types: { x: 'number' }, reading: { columns } });
  expect(table.columns.map(({ name, type }) => [name, type])).toStrictEqual([
    ['_row', 'integer'],
    ['zip', 'text'],
    ['n', 'integer'],
    ['x', 'number'],
  ]);
  expect(table.rows).toStrictEqual([[0, '00123', 1, 2]]);
  expect(loaded.rejects).toStrictEqual([
    {
      file: 'a.csv',
      line: 3,
      column: 'n',
      reason: 'not a whole number: expected e.g. 42',
      text: 'y',
    },
  ]);
  expect(loaded.warnings).toStrictEqual([
    'The column "x" is read as number, as the recipe has it, and not as text.',
  ]);
  expect(loaded.reading).toStrictEqual({ columns });
});

test('what cannot be is said in words', async () => {
  const csv = 'zip,n\n1,2\n';
  await expect(
    load(csv, { reading: { columns: { zipp: { type: 'text' } } } }),
  ).rejects.toMatchObject({
    code: 'missing-column',
    message: 'There is no column "zipp". Did you mean "zip"? It was said how to read it.',
  });
  const time = { format: 'iso', zone: 'UTC' } as const;
  await expect(load(csv, { reading: { columns: { n: { type: 'text', time } } } })).rejects.toThrow(
    '"n" is to be read as text, but it was also said how its times are written. Say one of the two.',
  );
  const pattern = { format: { pattern: '%d/%m' }, zone: 'UTC' };
  await expect(load(csv, { reading: { columns: { n: { time: pattern } } } })).rejects.toThrow(
    'have no year',
  );
  const odd = { format: { pattern: '%d/%m/%Y %Q' }, zone: 'UTC' };
  await expect(load(csv, { reading: { columns: { n: { time: odd } } } })).rejects.toThrow(
    'How the times of "n" are written is not understood: "%d/%m/%Y %Q" has %Q',
  );
});

test('a recipe that wants times gets them from whatever the file holds', async () => {
  const csv = 'when,n\n17/01/2020,x\n18/01/2020,y\n';
  const { loaded, table } = await load(csv, { types: { t: 'timestamp' }, mapping: { t: 'when' } });
  expect(table.rows[1]).toStrictEqual([1, 1_579_305_600_000_000n, 'y']);
  expect(loaded.warnings).toStrictEqual([
    'The column "when" was read as day/month/year, taken as UTC.',
  ]);
});

test('what was said of times that are none of text is told to be needless', async () => {
  const log = '#separator \\x09\n#fields\tts\tn\n#types\ttime\tint\n1579251780.5\t1\n';
  const time = { format: 'epoch-s', zone: 'UTC' } as const;
  const { loaded, table } = await loadBytes(await sharedDatabase(), [['a.log', log]], {
    reading: { columns: { ts: { time } } },
  });
  expect(table.rows).toStrictEqual([[0, 1_579_251_780_500_000n, 1]]);
  expect(loaded.warnings).toContain(
    'The column "ts" holds times, not text: how they are written was not needed.',
  );
});
