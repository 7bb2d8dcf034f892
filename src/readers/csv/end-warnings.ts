import type { Dialect } from '../../engine/reading.ts';
import { isSame } from './fields-watch.ts';
import type { CsvSummary } from './tally.ts';

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${String(count)} ${many}`;
}

/** What is to be said of a text after all of it was read. @param width  fields of a good record. */
export function endWarnings(summary: CsvSummary, dialect: Dialect, width: number): string[] {
  const { unclosed, blankLines, withNul, comments, filled } = summary;
  const warnings: string[] = [];
  if (unclosed) {
    const { from, to } = unclosed;
    warnings.push(
      `the quote opened on line ${String(from)} is never closed; lines ${String(from)} to ${String(to)} were taken for one record and rejected.`,
    );
  }
  if (comments > 0)
    warnings.push(
      `${counted(comments, 'line that begins', 'lines that begin')} with ${dialect.comment} ${comments === 1 ? 'was' : 'were'} passed over as ${comments === 1 ? 'a comment' : 'comments'}${namedBy(summary, dialect)}.`,
    );
  if (width === 1 && blankLines > 0)
    warnings.push(
      `${counted(blankLines, 'empty line was', 'empty lines were')} passed over; a row without a value is written as "".`,
    );
  if (filled > 0)
    warnings.push(
      `${counted(filled, 'record has', 'records have')} fewer than ${String(width)} fields; the missing ones are null.`,
    );
  if (withNul > 0)
    warnings.push(`${counted(withNul, 'record holds', 'records hold')} the character NUL.`);
  return [
    ...warnings,
    ...otherFields(summary),
    ...otherWidth(summary, width),
    ...undecodable(summary, dialect),
  ];
}

/** Which comment the names of the columns are from. */
function namedBy({ fields }: CsvSummary, { header }: Dialect): string {
  if (!fields || typeof header === 'string' || !isSame(fields.first.names, header)) return '';
  return `; line ${String(fields.first.line)} names the columns`;
}

/** A log may go on with other fields, or in another order; nothing in a record tells. */
function otherFields({ fields }: CsvSummary): string[] {
  if (!fields?.other) return [];
  const { first, other } = fields;
  const differing = [
    ...other.names.filter((name) => !first.names.includes(name)),
    ...first.names.filter((name) => !other.names.includes(name)),
  ];
  const what = differing.length > 0 ? listed(differing) : 'the same in another order';
  return [
    `from line ${String(other.line)} on #Fields: names other fields than on line ${String(first.line)} (${what}); all records were read as line ${String(first.line)} says.`,
  ];
}

const MOST_LISTED = 5;

/** The first names of a list that may be long. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).join(', ');
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}

/** Most records having another width, the columns were hardly understood. */
function otherWidth({ otherWidths, records, rejected }: CsvSummary, width: number): string[] {
  const [most] = [...otherWidths].toSorted(([, n], [, m]) => m - n);
  if (!most || most[1] <= records - rejected) return [];
  return [
    `${counted(most[1], 'record has', 'records have')} ${counted(most[0], 'field', 'fields')}, and only ${counted(records - rejected, 'has', 'have')} the expected ${String(width)}; are the delimiter, the quote and the first line right?`,
  ];
}

/** More than some, and more than a tenth of the records, are no damage, but another encoding. */
function undecodable(summary: CsvSummary, { encoding }: Dialect): string[] {
  if (encoding !== 'utf-8' || summary.undecodable <= Math.max(9, summary.records / 10)) return [];
  return [
    `${counted(summary.undecodable, 'record is', 'records are')} not written in UTF-8; is the encoding another?`,
  ];
}
