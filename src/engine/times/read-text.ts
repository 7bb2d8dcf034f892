import type { TimeReading } from '../reading.ts';
import { type TimePattern, understandPattern } from './pattern.ts';

/** What {@link readAs} understood of a text. */
export interface ReadTime {
  /** Microseconds since 1970-01-01 of the time as it stands there; UTC where {@link hasZone}. */
  readonly micros: bigint;
  readonly hasZone: boolean;
  readonly hasYear: boolean;
}

type Format = TimeReading['format'];

/** Reads one text in a format, apart from any engine; null where it does not fit. */
export type TextTimeReader = (text: string) => ReadTime | null;

const ISO = understandIso();
const EPOCH_DIGITS = { 'epoch-s': 6, 'epoch-ms': 3, 'epoch-us': 0, 'epoch-ns': -3 } as const;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** 0001-01-01 to 9999-12-31. */
const LEAST = -62_135_596_800_000_000n;
const MOST = 253_402_300_799_999_999n;

/** Throws RangeError when the pattern is none. */
export function makeTextTimeReader(format: Format): TextTimeReader {
  if (format === 'iso') return ISO;
  if (typeof format === 'string') return (text) => epoch(text, EPOCH_DIGITS[format]);
  const pattern = understandPattern(format.pattern);
  if (typeof pattern === 'string') throw new RangeError(pattern);
  return byPattern(pattern, new RegExp(`^${pattern.regex}$`));
}

/** As a person reads it: ISO 8601, with `Z` where it is known to be UTC. */
export function timeText({ micros, hasZone, hasYear }: ReadTime): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = new Date(Number((micros - rest) / 1000n))
    .toISOString()
    .slice(hasYear ? 0 : 5, 19);
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
  return `${seconds.replace('T', ' ')}${fraction}${hasZone ? 'Z' : ''}`;
}

function epoch(text: string, digits: number): ReadTime | null {
  const found = /^([+-]?)(\d{1,19})(?:\.(\d+))?$/.exec(text);
  if (!found) return null;
  const [, sign, whole = '', fraction = ''] = found;
  const all = whole + fraction.padEnd(6, '0');
  const cut = all.length - Math.max(fraction.length, 6) + digits;
  const micros = BigInt(all.slice(0, Math.max(cut, 0)) || '0');
  // A negative time that is cut off goes on to the microsecond before.
  const lost = /[1-9]/.test(all.slice(Math.max(cut, 0)));
  return within(sign === '-' ? -micros - (lost ? 1n : 0n) : micros, true, true);
}

function understandIso(): TextTimeReader {
  const iso =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?(Z|[+-]\d\d(?::?\d\d)?)| (UTC|GMT))?)?$/;
  const fields = ['Y', 'm', 'd', 'H', 'M', 'S', 'f'] as const;
  return (text) => {
    const found = iso.exec(text);
    if (!found) return null;
    const zone = found[8] ?? found[9] ?? '';
    return timeOf(
      new Map([
        ...fields.map((field, i): [string, string] => [field, found[i + 1] ?? '']),
        ['z', zone],
      ]),
    );
  };
}

function byPattern({ fields }: TimePattern, regex: RegExp): TextTimeReader {
  return (text) => {
    const found = regex.exec(text);
    return found && timeOf(new Map(fields.map((field, i) => [field, found[i + 1] ?? ''])));
  };
}

function timeOf(fields: ReadonlyMap<string, string>): ReadTime | null {
  const number = (field: string) => Number(fields.get(field) || '0');
  const hasYear = fields.has('Y') || fields.has('y');
  const short = number('y');
  // Without a year every day of a leap year is possible.
  const year = fields.has('Y')
    ? number('Y')
    : fields.has('y')
      ? short + (short < 69 ? 2000 : 1900)
      : 2000;
  const month = fields.has('j') ? 1 : monthOf(fields);
  const day = fields.has('j') ? number('j') : number('d');
  const hour = hourOf(fields);
  if (month === null || hour === null || hour > 23 || number('M') > 59 || number('S') > 59)
    return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const fits = fields.has('j')
    ? date.getUTCFullYear() === year && day > 0
    : date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!fits || year < 1) return null;
  const zone = fields.get('z') ?? '';
  const seconds =
    date.getTime() / 1000 + hour * 3600 + number('M') * 60 + number('S') - offset(zone);
  const micros = BigInt((fields.get('f') ?? '').padEnd(6, '0').slice(0, 6));
  return within(BigInt(seconds) * 1_000_000n + micros, zone !== '', hasYear);
}

function monthOf(fields: ReadonlyMap<string, string>): number | null {
  const name = fields.get('b') ?? fields.get('B');
  const month =
    name === undefined
      ? Number(fields.get('m'))
      : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month >= 1 && month <= 12 ? month : null;
}

function hourOf(fields: ReadonlyMap<string, string>): number | null {
  if (!fields.has('I')) return Number(fields.get('H') || '0');
  const hour = Number(fields.get('I'));
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (fields.get('p')?.toLowerCase() === 'pm' ? 12 : 0);
}

/** Seconds ahead of UTC. */
function offset(zone: string): number {
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!found) return 0;
  const seconds = Number(found[2]) * 3600 + Number(found[3] ?? '0') * 60;
  return found[1] === '-' ? -seconds : seconds;
}

function within(micros: bigint, hasZone: boolean, hasYear: boolean): ReadTime | null {
  return micros >= LEAST && micros <= MOST ? { micros, hasZone, hasYear } : null;
}
