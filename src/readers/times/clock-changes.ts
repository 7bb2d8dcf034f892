import { ReadError } from '../../engine/ports.ts';
import type { TimeReading } from '../../engine/reading.ts';
import { ident, lit, sql } from '../../sql/sql.ts';
import { makeLineIndex } from '../slice-lines.ts';
import type { TimeCast } from './cast.ts';
import type { ProbedSlice, SettleContext } from './settle-context.ts';
import { withoutYear } from './years.ts';
import { GAP, type LocalSpan, OVERLAP } from './zone.ts';

const EXAMPLES = 5;

/** Throws ReadError `ambiguous-time` where local times met clock changes and it was not said what they mean. */
export async function askClockChanges(
  { database, options }: SettleContext,
  column: string,
  reading: TimeReading,
  { clockChange }: TimeCast,
  spans: readonly LocalSpan[],
  staged: string,
  slices: readonly ProbedSlice[],
): Promise<void> {
  const unsaid = [
    ...(reading.gap === undefined ? [GAP] : []),
    ...(reading.overlap === undefined ? [OVERLAP] : []),
  ];
  if (!clockChange || !spans.some(({ kind }) => unsaid.includes(kind))) return;
  const counts = { gaps: 0, overlaps: 0 };
  const examples: { text: string; line: number; file: string }[] = [];
  for (const { table, file, lineBreaks } of slices) {
    const value = sql`trim(${ident(staged)})`;
    const changes = sql`(SELECT ${value} AS v, ${clockChange(value)} AS c, rowid AS record FROM ${ident(table)} WHERE ${value} <> '')`;
    const { rows } = await database.rows(
      sql`SELECT count(*) FILTER (WHERE c = ${lit(GAP)}), count(*) FILTER (WHERE c = ${lit(OVERLAP)}) FROM ${changes}`,
      options,
    );
    const [gaps = 0, overlaps = 0] = (rows[0] ?? []).map(Number);
    counts.gaps += gaps;
    counts.overlaps += overlaps;
    if (gaps + overlaps === 0 || examples.length >= EXAMPLES) continue;
    const lineOf = makeLineIndex(lineBreaks);
    const found = await database.rows(
      sql`SELECT v, record FROM ${changes} WHERE c > 0 ORDER BY record LIMIT ${lit(EXAMPLES - examples.length)}`,
      options,
    );
    for (const [text, record] of found.rows)
      examples.push({ text: withoutYear(String(text)), line: lineOf(Number(record)), file });
  }
  const asked =
    (unsaid.includes(GAP) && counts.gaps > 0) || (unsaid.includes(OVERLAP) && counts.overlaps > 0);
  const [first] = examples;
  if (!asked || !first) return;
  throw new ReadError(
    'ambiguous-time',
    messageFor(column, reading.zone, counts, first),
    first.file,
    first.line,
    {
      kind: 'clock-change',
      column,
      zone: reading.zone,
      ...counts,
      examples: examples.map(({ text, line }) => `${text} (line ${String(line)})`),
    },
  );
}

function messageFor(
  column: string,
  zone: string,
  { gaps, overlaps }: { readonly gaps: number; readonly overlaps: number },
  example: { readonly text: string; readonly line: number },
): string {
  const what = [
    ...(gaps > 0 ? [`${String(gaps)} that a clock change leaves out`] : []),
    ...(overlaps > 0
      ? [`${String(overlaps)} that ${overlaps === 1 ? 'happens' : 'happen'} twice`]
      : []),
  ];
  return (
    `Of the times of the column "${column}" in ${zone} there are ${what.join(' and ')}, ` +
    `the first in line ${String(example.line)}: "${example.text}". Say what they mean.`
  );
}
