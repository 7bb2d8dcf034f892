import type { Reject } from '../engine/ports.ts';
import type { Dialect } from '../engine/reading.ts';

/** Rejected records that have the same fault. */
export interface Reason {
  readonly reason: string;
  /** null: the record as a whole. */
  readonly column: string | null;
  readonly count: number;
  readonly first: Reject;
  readonly fix: Fix | null;
}

/** What may help against a fault: words of a button, and what it changes. */
export type Fix =
  | { readonly kind: 'dialect'; readonly label: string; readonly change: Partial<Dialect> }
  /** The column is read as text. */
  | { readonly kind: 'text'; readonly label: string; readonly column: string }
  /** A person has to look at how the column's times are written. */
  | { readonly kind: 'time'; readonly label: string; readonly column: string };

/**
 * Rejected records by reason, the most frequent first.
 * @param dialect  null: no delimited text, so nothing of how it is written can be changed.
 * @param declared  columns of the file whose type the recipe says.
 */
export function reasonsOf(
  rejects: readonly Reject[],
  dialect: Dialect | null,
  declared: ReadonlySet<string>,
): Reason[] {
  const groups = new Map<string, { first: Reject; count: number }>();
  for (const reject of rejects) {
    const key = JSON.stringify([reject.reason, reject.column]);
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { first: reject, count: 1 });
  }
  return [...groups.values()]
    .toSorted((a, b) => b.count - a.count)
    .map(({ first, count }) => ({
      reason: first.reason,
      column: first.column,
      count,
      first,
      fix: fixOf(first, dialect, declared),
    }));
}

const FIELDS = /^(\d+) fields?, (\d+) expected$/;
const COMMENT_SIGNS = ['#', '//', '--', '%'];
export const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'blank',
};

function fixOf(reject: Reject, dialect: Dialect | null, declared: ReadonlySet<string>): Fix | null {
  const { column, reason } = reject;
  if (column !== null) {
    if (reason.startsWith('not a time')) return { kind: 'time', label: 'Say how', column };
    return declared.has(column) ? null : { kind: 'text', label: 'Read as text', column };
  }
  return dialect ? dialectFix(reject, dialect) : null;
}

function dialectFix({ reason, text }: Reject, dialect: Dialect): Fix | null {
  const fix = (label: string, change: Partial<Dialect>): Fix => ({
    kind: 'dialect',
    label,
    change,
  });
  const sign = COMMENT_SIGNS.find((one) => text.startsWith(one));
  if (sign !== undefined && dialect.comment === '')
    return fix(`Pass over lines with ${sign}`, { comment: sign });
  const counts = FIELDS.exec(reason);
  if (counts) {
    const [found, expected] = [Number(counts[1]), Number(counts[2])];
    const other = likelierDelimiter(text, dialect.delimiter, expected);
    if (other !== null)
      return fix(`Separate by ${DELIMITERS[other] ?? other}`, { delimiter: other });
    return found < expected && dialect.short === 'reject'
      ? fix('Fill short records', { short: 'fill' })
      : null;
  }
  if (reason === 'not written in UTF-8')
    return fix('Read as Windows-1252', { encoding: 'windows-1252' });
  const isQuote = /quote/.test(reason);
  return isQuote && dialect.quote !== '' ? fix('Nothing is quoted', { quote: '' }) : null;
}

/** Another delimiter that splits a record into more fields than the present one, and into no fewer than are expected. */
function likelierDelimiter(text: string, present: string, expected: number): string | null {
  const count = (delimiter: string): number =>
    delimiter === '' ? 1 : text.split(delimiter).length;
  // There are blanks in any text.
  const [best] = Object.keys(DELIMITERS)
    .filter((delimiter) => delimiter !== present && delimiter !== ' ')
    .toSorted((a, b) => count(b) - count(a));
  if (best === undefined || count(best) < 2) return null;
  return count(best) > count(present) && count(best) >= expected ? best : null;
}
