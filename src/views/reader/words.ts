import type { Dialect, Encoding, TimeReading } from '../../engine/reading.ts';
import { understandPattern } from '../../engine/times/pattern.ts';
import type { ColumnType } from '../../engine/table.ts';
import { DELIMITERS } from '../../state/reasons.ts';
import type { Choice } from '../../widgets/segmented.tsx';

export const ENCODINGS: readonly Choice<Encoding>[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Latin-1 (1252)' },
];

export const OTHER = 'other';

/** Value of the choice that nothing separates fields. */
export const NO_DELIMITER = 'none';

const DELIMITER_SIGNS: Readonly<Record<string, string>> = { '\t': 'tab', ' ': 'blank' };

export const DELIMITER_CHOICES: readonly Choice[] = [
  ...Object.entries(DELIMITERS).map(([value, name]) => ({
    value,
    label: `${name.charAt(0).toUpperCase()}${name.slice(1)}${DELIMITER_SIGNS[value] ? '' : ` ( ${value} )`}`,
  })),
  { value: NO_DELIMITER, label: 'None: a line is one field' },
  { value: OTHER, label: 'Another character' },
];

export const QUOTES: readonly Choice<Dialect['quote'] | 'none'>[] = [
  { value: '"', label: 'Double ( " )' },
  { value: "'", label: "Single ( ' )" },
  { value: 'none', label: 'Nothing is quoted' },
];

export const HEADERS: readonly Choice<'first' | 'none' | 'own'>[] = [
  { value: 'first', label: 'First record' },
  { value: 'none', label: 'None: c1, c2 …' },
  { value: 'own', label: 'Names of your own' },
];

/** The same where a comment of the file gives the names. */
export const HEADERS_NAMED: typeof HEADERS = HEADERS.map((choice) =>
  choice.value === 'own' ? { ...choice, label: 'As #Fields: says' } : choice,
);

export const SHORTS: readonly Choice<Dialect['short']>[] = [
  { value: 'reject', label: 'Rejected' },
  { value: 'fill', label: 'Filled with null' },
];

export const AS_FOUND = 'as-found';

export const TYPES: readonly Choice<ColumnType>[] = [
  { value: 'text', label: 'Text' },
  { value: 'integer', label: 'Whole number' },
  { value: 'number', label: 'Number' },
  { value: 'timestamp', label: 'Time' },
  { value: 'boolean', label: 'True or false' },
];

export const TYPE_WORDS: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  integer: 'whole number',
  number: 'number',
  timestamp: 'time',
  boolean: 'true or false',
};

/** What a delimiter must be, as a sentence, or null. */
export function delimiterProblem(text: string): string | null {
  const code = text.length === 1 ? text.charCodeAt(0) : 0;
  if (code < 9 || code > 126 || code === 10 || code === 13) return 'One ASCII character.';
  return text === '"' || text === "'" ? 'A quote cannot separate fields.' : null;
}

/** Names, one a line. */
export function namesProblem(text: string): string | null {
  const names = namesOf(text);
  if (names.length === 0) return 'At least one name.';
  return new Set(names).size < names.length ? 'Each name once only.' : null;
}

export function namesOf(text: string): string[] {
  return text
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export type TimeFormat = TimeReading['format'];

/** Ways in which times are often written, beside ISO 8601. */
export const FORMATS: readonly { readonly label: string; readonly format: TimeFormat }[] = [
  { label: 'ISO 8601', format: 'iso' },
  { label: 'Day/month/year', format: { pattern: '%d/%m/%Y %H:%M:%S' } },
  { label: 'Month/day/year', format: { pattern: '%m/%d/%Y %H:%M:%S' } },
  { label: 'Day.month.year', format: { pattern: '%d.%m.%Y %H:%M:%S' } },
  { label: 'Access log', format: { pattern: '%d/%b/%Y:%H:%M:%S %z' } },
  { label: 'Syslog, no year', format: { pattern: '%b %d %H:%M:%S' } },
  { label: 'Seconds since 1970', format: 'epoch-s' },
  { label: 'Milliseconds since 1970', format: 'epoch-ms' },
  { label: 'Microseconds since 1970', format: 'epoch-us' },
  { label: 'Nanoseconds since 1970', format: 'epoch-ns' },
];

/** A format as the value of a choice. */
export function formatKey(format: TimeFormat): string {
  return typeof format === 'string' ? format : `%${format.pattern}`;
}

export function formatOfKey(key: string): TimeFormat {
  switch (key) {
    case 'iso':
    case 'epoch-s':
    case 'epoch-ms':
    case 'epoch-us':
    case 'epoch-ns':
      return key;
    default:
      return { pattern: key.slice(1) };
  }
}

/** What is not understood of a pattern of times, as a sentence, or null. */
export function patternProblem(pattern: string): string | null {
  const understood = understandPattern(pattern);
  return typeof understood === 'string' ? understood : null;
}

/** Whether times of this format need to be told their year. */
export function lacksYear(format: TimeFormat): boolean {
  const understood = typeof format === 'string' ? null : understandPattern(format.pattern);
  return understood !== null && typeof understood !== 'string' && !understood.hasYear;
}

/** Whether times of this format can be without a zone of their own. */
export function lacksZone(format: TimeFormat): boolean {
  if (typeof format === 'string') return format === 'iso';
  const understood = understandPattern(format.pattern);
  return typeof understood === 'string' || !understood.hasZone;
}

export const GAPS: readonly Choice[] = [
  { value: 'ask', label: 'Ask' },
  { value: 'reject', label: 'Reject the record' },
  { value: 'before', label: 'As before the change' },
  { value: 'after', label: 'As after the change' },
];

export const OVERLAPS: readonly Choice[] = [
  { value: 'ask', label: 'Ask' },
  { value: 'reject', label: 'Reject the record' },
  { value: 'earlier', label: 'The earlier of the two' },
  { value: 'later', label: 'The later of the two' },
];

/** IANA names of zones, UTC first. */
export function zoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
