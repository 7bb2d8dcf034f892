import type { Dialect } from '../../engine/reading.ts';
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
      `${counted(comments, 'line that begins', 'lines that begin')} with ${dialect.comment} ${comments === 1 ? 'was' : 'were'} passed over as ${comments === 1 ? 'a comment' : 'comments'}.`,
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
  return [...warnings, ...otherWidth(summary, width), ...undecodable(summary, dialect)];
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
