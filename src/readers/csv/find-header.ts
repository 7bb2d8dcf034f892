import type { Dialect } from '../../engine/reading.ts';

/** Whether the first record holds the names, and how sure that is. */
export interface FoundHeader {
  readonly header: 'first' | 'none';
  readonly confidence: number;
  /** Why not surer, for a person; null where it is sure enough. */
  readonly doubt: string | null;
}

/** As found, or as a person said. */
export interface SaidOrFound extends Omit<FoundHeader, 'header'> {
  readonly header: Dialect['header'];
}

const NUMBER = /^\s*[-+]?(\d+([.,]\d+)*|\.\d+)([eE][-+]?\d+)?\s*%?$/;
const TIME = /^\s*\d{1,4}[-/.:]\d{1,2}([-/.:]\d{1,4})?([T ].*)?$/;
const TRUTH = /^(true|false)$/i;

type Kind = 'number' | 'time' | 'truth' | 'text' | 'empty';

export function kindOf(value: string): Kind {
  if (value.trim() === '') return 'empty';
  if (NUMBER.test(value)) return 'number';
  if (TIME.test(value)) return 'time';
  return TRUTH.test(value) ? 'truth' : 'text';
}

const KEY = /^\s*[\w.@-]+=/;

/** Whether a field begins with the `key=` that most of those below it begin with, as in logfmt: it names its value itself. */
function isKeyed(first: string, others: readonly string[]): boolean {
  const [key] = KEY.exec(first) ?? [];
  if (key === undefined) return false;
  return others.filter((value) => value.startsWith(key)).length > others.length / 2;
}

/** Digits with a sign between them: a part of a day, of an address, of a version. */
const PARTS = /\d[^\p{L}\d\s]+\d/u;
const ALIKE = 0.9;

/** Whether a text with digits is built as (nearly) all below it are, letters and digits apart: `10.0.0.1:80`, `01/10/2024-10:00`. */
function isBuiltAlike(first: string, others: readonly string[]): boolean {
  if (!PARTS.test(first)) return false;
  const form = formOf(first);
  const same = others.filter((value) => value !== first && formOf(value) === form);
  return same.length > 0 && same.length >= ALIKE * others.filter((value) => value !== first).length;
}

function formOf(value: string): string {
  return value.replace(/\d+/g, '9').replace(/\p{L}+/gu, 'a');
}

/** What a column says: 1 for names in the first record, −1 against it, 0 nothing. */
function verdictOf(first: string, others: readonly string[]): -1 | 0 | 1 {
  const kind = kindOf(first);
  if (kind === 'empty') return 0;
  if (isKeyed(first, others) || (kind === 'text' && isBuiltAlike(first, others))) return -1;
  const kinds = new Set(others.map(kindOf));
  kinds.delete('empty');
  const [only] = kinds;
  if (only === undefined || kinds.size > 1 || only === 'text') return 0;
  return kind === only ? -1 : kind === 'text' ? 1 : 0;
}

/**
 * Compares the first record with those after it, column by column: names are of another type than values. Text over text
 * says nothing, and then the first record is the names, as in most files.
 * @param first   its values.
 * @param others  those of some other records of the same width.
 */
export function findHeader(
  first: readonly string[],
  others: readonly (readonly string[])[],
): FoundHeader {
  if (others.length === 0) return lonely(first);
  // Files that were put together hold their names once more; these say nothing about what is below the first.
  const differing = others.filter((record) => !isSame(first, record));
  const rest = differing.length > 0 ? differing : others;
  const columns = first.map((_, i) => rest.map((record) => record[i] ?? ''));
  const verdicts = first.map((value, i) => verdictOf(value, columns[i] ?? []));
  const names = verdicts.filter((one) => one > 0).length;
  const values = verdicts.filter((one) => one < 0).length;
  if (values > 0 && !isSeries(first)) {
    const share = values / (values + names);
    if (share > 0.5) {
      const confidence = names === 0 ? 0.9 : share;
      return { header: 'none', confidence, doubt: names === 0 ? null : 'it looks like values' };
    }
  }
  if (values > 0)
    return { header: 'first', confidence: 0.6, doubt: 'some of it looks like values' };
  const again = others.length - differing.length;
  const repeats = first.filter((value, i) => value !== '' && columns[i]?.includes(value) === true);
  const repeated = again > 0 || repeats.length > 0;
  if (names > 0)
    return again > 0
      ? { header: 'first', confidence: 0.6, doubt: 'it occurs again below' }
      : { header: 'first', confidence: repeated ? 0.9 : 0.98, doubt: null };
  const isValues =
    first.length === 1
      ? again >= Math.max(LEAST_REPEATS, REPEATS * others.length)
      : differing.length === 0 ||
        (first.filter((value, i) => isOneOf(value, columns[i])).length >= first.length / 2 &&
          !first.some((value, i) => isOdd(value, columns[i])));
  if (repeated)
    return isValues
      ? { header: 'none', confidence: 0.5, doubt: 'its values occur again below' }
      : { header: 'first', confidence: 0.4, doubt: 'some of its values occur again below' };
  if (first.some((value) => ['number', 'time'].includes(kindOf(value))))
    return { header: 'first', confidence: 0.5, doubt: 'some of it looks like values' };
  const distinct = new Set(first).size === first.length && !first.includes('');
  const short = first.every((value) => value.length <= LONGEST_NAME);
  if (!short) return { header: 'first', confidence: 0.5, doubt: 'it is long for names' };
  return { header: 'first', confidence: distinct ? 0.8 : 0.7, doubt: null };
}

/** Whether a value is one of several below it: a column of one value may well have its name. */
function isOneOf(first: string, values: readonly string[] = []): boolean {
  return (
    first !== '' &&
    values.includes(first) &&
    values.some((value) => value !== first && value !== '')
  );
}

/** Whether a text stands above values of which most are none: a name after all. */
function isOdd(first: string, values: readonly string[] = []): boolean {
  const kinds = values.map(kindOf).filter((kind) => kind !== 'empty');
  const texts = kinds.filter((kind) => kind === 'text').length;
  return kindOf(first) === 'text' && kinds.length > 0 && texts <= kinds.length / 2;
}

const LONGEST_NAME = 200;
/** A line that stands so often among so many is an item of a list, not its title. */
const LEAST_REPEATS = 2;
const REPEATS = 0.05;

function isSame(first: readonly string[], other: readonly string[]): boolean {
  return first.length === other.length && first.every((value, i) => value === other[i]);
}

/** A file of one record. */
function lonely(first: readonly string[]): FoundHeader {
  const kinds = first.map(kindOf);
  if (kinds.some((kind) => kind === 'number' || kind === 'time'))
    return { header: 'none', confidence: 0.6, doubt: 'it is the only one and looks like values' };
  return { header: 'first', confidence: 0.7, doubt: null };
}

/** Numbers that go on by the same step name the columns of a pivot: 2019, 2020, 2021. */
function isSeries(first: readonly string[]): boolean {
  const numbers = first.filter((value) => /^\d+$/.test(value)).map(Number);
  const text = first.filter((value) => kindOf(value) === 'text');
  const step = (numbers[1] ?? 0) - (numbers[0] ?? 0);
  const even = numbers.every((value, i) => i === 0 || value - (numbers[i - 1] ?? 0) === step);
  return numbers.length >= 3 && step > 0 && even && text.length > 0;
}
