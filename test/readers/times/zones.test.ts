import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { TimeReading } from '../../../src/engine/reading.ts';
import { askedOf, loadTimes } from './load-times.ts';

const ZONES = [
  'Europe/Zurich',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Europe/London',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/St_Johns',
  'UTC',
];
const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const two = (value: number) => String(value).padStart(2, '0');

/** Formats with a writer of their own, which knows nothing of strptime. */
const FORMATS: readonly (readonly [
  TimeReading['format'],
  (time: Temporal.PlainDateTime) => string,
])[] = [
  ['iso', (t) => t.toString({ smallestUnit: 'microsecond' })],
  [
    { pattern: '%d/%m/%Y %H:%M:%S.%f' },
    (t) =>
      `${t.day}/${t.month}/${String(t.year).padStart(4, '0')} ${t.hour}:${two(t.minute)}:${two(t.second)}.${micros(t)}`,
  ],
  [
    { pattern: '%I:%M:%S.%f %p, %B %d %Y' },
    (t) =>
      `${two(((t.hour + 11) % 12) + 1)}:${two(t.minute)}:${two(t.second)}.${micros(t)} ${t.hour < 12 ? 'am' : 'PM'}, ${MONTHS[t.month - 1] ?? ''} ${t.day} ${String(t.year).padStart(4, '0')}`,
  ],
];

function micros(t: Temporal.PlainDateTime): string {
  return String(t.millisecond * 1000 + t.microsecond).padStart(6, '0');
}

const written = (instant: Temporal.Instant) => instant.toString({ smallestUnit: 'microsecond' });

test('instants of any year, written in any zone and format, come back to the microsecond', async () => {
  const times = fc.array(
    fc.oneof(
      // Most times are of our own days, where clocks change.
      fc.bigInt({ min: -62_000_000_000_000_000n, max: 253_000_000_000_000_000n }),
      fc.bigInt({ min: -2_000_000_000_000_000n, max: 2_500_000_000_000_000n }),
      fc.bigInt({ min: 1_570_000_000_000_000n, max: 1_590_000_000_000_000n }),
    ),
    { minLength: 1, maxLength: 12 },
  );
  const property = fc.asyncProperty(
    times,
    fc.constantFrom(...ZONES),
    fc.constantFrom(...FORMATS),
    fc.constantFrom('before' as const, 'after' as const),
    fc.constantFrom('earlier' as const, 'later' as const),
    async (all, zone, [format, write], gap, overlap) => {
      // What stands in a log is a local time, maybe one that no clock has shown.
      const local = all.map((at) =>
        Temporal.Instant.fromEpochNanoseconds(at * 1000n)
          .toZonedDateTimeISO('UTC')
          .toPlainDateTime(),
      );
      const found = await loadTimes(local.map(write), { format, zone, gap, overlap });
      expect(found.rejects).toStrictEqual([]);
      const expected = local.map((t) => written(instantOf(t, zone, gap, overlap)));
      expect(found.times).toStrictEqual(expected);
    },
  );
  await fc.assert(property, { numRuns: 20 });
});

/** As Temporal has it, apart from our reader: before and after name the offset that a gap is read with. */
function instantOf(
  local: Temporal.PlainDateTime,
  zone: string,
  gap: 'before' | 'after',
  overlap: 'earlier' | 'later',
): Temporal.Instant {
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const isGap = !later.toPlainDateTime().equals(local);
  if (isGap) return (gap === 'before' ? later : earlier).toInstant();
  return (overlap === 'earlier' ? earlier : later).toInstant();
}

test.each<[zone: string, text: string, before: string, after: string]>([
  ['Europe/Zurich', '2020-03-29 02:30:00', '2020-03-29T01:30:00', '2020-03-29T00:30:00'],
  ['Australia/Lord_Howe', '2019-10-06 02:15:00', '2019-10-05T15:45:00', '2019-10-05T15:15:00'],
  ['America/New_York', '2020-03-08 02:00:00', '2020-03-08T07:00:00', '2020-03-08T06:00:00'],
  ['Asia/Kathmandu', '1986-01-01 00:10:00', '1985-12-31T18:40:00', '1985-12-31T18:25:00'],
])('a gap in %s: %s', async (zone, text, before, after) => {
  const read = async (gap: 'before' | 'after' | 'reject') =>
    loadTimes([text], { format: 'iso', zone, gap });
  expect((await read('before')).times).toStrictEqual([`${before}.000000Z`]);
  expect((await read('after')).times).toStrictEqual([`${after}.000000Z`]);
  expect(await read('reject')).toMatchObject({
    times: [],
    rejects: [[2, `a time that a clock change in ${zone} leaves out`, text]],
  });
});

test.each<[zone: string, text: string, earlier: string, later: string]>([
  ['Europe/Zurich', '2020-10-25 02:30:00', '2020-10-25T00:30:00', '2020-10-25T01:30:00'],
  ['Australia/Lord_Howe', '2019-04-07 01:45:00', '2019-04-06T14:45:00', '2019-04-06T15:15:00'],
  [
    'America/New_York',
    '2020-11-01 01:59:59.999999',
    '2020-11-01T05:59:59.999999',
    '2020-11-01T06:59:59.999999',
  ],
])('an overlap in %s: %s', async (zone, text, earlier, later) => {
  const read = async (overlap: 'earlier' | 'later' | 'reject') =>
    loadTimes([text], { format: 'iso', zone, overlap });
  const full = (time: string) => `${time.padEnd(26, time.includes('.') ? '0' : '.000000')}Z`;
  expect((await read('earlier')).times).toStrictEqual([full(earlier)]);
  expect((await read('later')).times).toStrictEqual([full(later)]);
  expect((await read('reject')).rejects).toStrictEqual([
    [2, `a time that happens twice, by a clock change in ${zone}`, text],
  ]);
});

test('London kept summer time through the winter of 1970', async () => {
  const { times } = await loadTimes(['1970-01-01 00:00:00', '1972-01-01 00:00:00'], {
    format: 'iso',
    zone: 'Europe/London',
  });
  expect(times).toStrictEqual(['1969-12-31T23:00:00.000000Z', '1972-01-01T00:00:00.000000Z']);
});

test('a time with its own offset is not moved by the zone', async () => {
  const { times } = await loadTimes(
    ['2020-03-29 02:30:00+02:00', '2020-03-29 12:00:00', '2020-03-29'],
    {
      format: 'iso',
      zone: 'Europe/Zurich',
    },
  );
  expect(times).toStrictEqual([
    '2020-03-29T00:30:00.000000Z',
    '2020-03-29T10:00:00.000000Z',
    '2020-03-28T23:00:00.000000Z',
  ]);
});

test('local times in a gap or an overlap are asked about, with their lines', async () => {
  const texts = [
    '2020-03-29 01:59:59',
    '2020-03-29 02:00:00',
    '2020-03-29 02:59:59',
    '2020-03-29 03:00:00',
    '2020-10-25 02:30:00',
  ];
  const asked = await askedOf(texts, { format: 'iso', zone: 'Europe/Zurich' });
  expect(asked).toStrictEqual({
    message:
      'Of the times of the column "t" in Europe/Zurich there are 2 that a clock change leaves out and 1 that happens twice, the first in line 3: "2020-03-29 02:00:00". Say what they mean.',
    line: 3,
    question: {
      kind: 'clock-change',
      column: 't',
      zone: 'Europe/Zurich',
      gaps: 2,
      overlaps: 1,
      examples: [
        '2020-03-29 02:00:00 (line 3)',
        '2020-03-29 02:59:59 (line 4)',
        '2020-10-25 02:30:00 (line 6)',
      ],
    },
  });
  const half = await askedOf(texts, { format: 'iso', zone: 'Europe/Zurich', gap: 'before' });
  expect(half.question).toMatchObject({ kind: 'clock-change' });
  const said = { format: 'iso', zone: 'Europe/Zurich', gap: 'reject', overlap: 'later' } as const;
  expect((await loadTimes(texts, said)).rejects.map(([line]) => line)).toStrictEqual([3, 4]);
});

test('a zone that is none is told, with the nearest', async () => {
  const { message } = await askedOf(['2020-01-01 00:00:00'], {
    format: 'iso',
    zone: 'Europe/Zuerich',
  });
  expect(message).toBe('There is no time zone "Europe/Zuerich". Did you mean "Europe/Zurich"?');
});
