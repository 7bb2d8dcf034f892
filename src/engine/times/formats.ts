import type { TimeReading } from '../reading.ts';

/** A way to write times that is looked for where nobody said how they are written. */
export interface TimeFormat {
  readonly format: TimeReading['format'];
  /** For a person: `day/month/year`. */
  readonly label: string;
}

const CLOCKS: readonly (readonly [pattern: string, label: string])[] = [
  ['', ''],
  ['%H:%M:%S', ''],
  ['%H:%M', ''],
  ['%H:%M:%S.%f', ''],
  ['%H:%M:%S,%f', ''],
  ['%I:%M:%S %p', ', 12-hour clock'],
  ['%I:%M %p', ', 12-hour clock'],
];

const ZONES = ['', ' %z', '%z'];

/** Between date and clock. */
const GAPS = [' ', 'T', ', '];

function dates(): (readonly [pattern: string, label: string])[] {
  const signs = ['/', '-', '.'];
  const numeric = signs.flatMap((sign): (readonly [string, string])[] => {
    const between = (...parts: string[]) => parts.join(sign);
    return [
      [between('%d', '%m', '%Y'), between('day', 'month', 'year')],
      [between('%m', '%d', '%Y'), between('month', 'day', 'year')],
      [between('%Y', '%m', '%d'), between('year', 'month', 'day')],
      [between('%d', '%m', '%y'), `${between('day', 'month', 'year')} of two digits`],
      [between('%m', '%d', '%y'), `${between('month', 'day', 'year')} of two digits`],
      [between('%y', '%m', '%d'), `${between('year', 'month', 'day')}, the year of two digits`],
      [between('%d', '%b', '%Y'), `${between('day', 'month', 'year')}, the month by name`],
      [
        between('%d', '%b', '%y'),
        `${between('day', 'month', 'year')} of two digits, the month by name`,
      ],
    ];
  });
  return [
    ...numeric,
    ['%d %b %Y', 'day month year'],
    ['%d %B %Y', 'day month year'],
    ['%b %d, %Y', 'month day, year'],
    ['%B %d, %Y', 'month day, year'],
    ['%Y%m%d', 'year month day in one number'],
  ];
}

function combined(): TimeFormat[] {
  return dates().flatMap(([date, label]) =>
    CLOCKS.flatMap(([clock, clockLabel]): TimeFormat[] => {
      if (clock === '') return [{ format: { pattern: date }, label }];
      return GAPS.flatMap((gap) =>
        ZONES.map((zone) => ({
          format: { pattern: `${date}${gap}${clock}${zone}` },
          label: `${label}${clockLabel}${zone === '' ? '' : ', with its offset from UTC'}`,
        })),
      );
    }),
  );
}

const named = (pattern: string, label: string): TimeFormat => ({ format: { pattern }, label });

/** All that are looked for; of two that give the same times the first is taken. */
export const TIME_FORMATS: readonly TimeFormat[] = [
  { format: 'iso', label: 'year-month-day (ISO 8601)' },
  { format: 'epoch-s', label: 'seconds since 1970' },
  { format: 'epoch-ms', label: 'milliseconds since 1970' },
  { format: 'epoch-us', label: 'microseconds since 1970' },
  { format: 'epoch-ns', label: 'nanoseconds since 1970' },
  named('%d/%b/%Y:%H:%M:%S %z', 'day/month/year:time as web servers write it'),
  named('[%d/%b/%Y:%H:%M:%S %z]', '[day/month/year:time] as web servers write it'),
  named('%a, %d %b %Y %H:%M:%S %z', 'weekday, day month year (RFC 2822)'),
  named('%a %b %d %H:%M:%S %Y', 'weekday month day time year'),
  named('%a %b %d %H:%M:%S %z %Y', 'weekday month day time offset year'),
  named('%b %d %H:%M:%S', 'month day time, without a year'),
  named('%Y%m%d%H%M%S', 'year month day hours minutes seconds in one number'),
  named('%Y%m%d%H%M', 'year month day hours minutes in one number'),
  named('%Y%m%dT%H%M%S', 'year month day T time in one word'),
  named('%Y%m%dT%H%M%S%z', 'year month day T time in one word, with its offset from UTC'),
  ...combined(),
];

const LABELS = new Map(TIME_FORMATS.map(({ format, label }) => [JSON.stringify(format), label]));

/** What a person calls a format; the pattern itself where it has no name. */
export function timeFormatLabel(format: TimeReading['format']): string {
  const label = LABELS.get(JSON.stringify(format));
  return label ?? (typeof format === 'string' ? format : format.pattern);
}
