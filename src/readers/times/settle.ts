import { ReadError } from '../../engine/ports.ts';
import type { TimeReading } from '../../engine/reading.ts';
import { candidatesFor } from '../../engine/times/candidates.ts';
import { timeFormatLabel } from '../../engine/times/formats.ts';
import { understandPattern } from '../../engine/times/pattern.ts';
import { ident, lit, sql } from '../../sql/sql.ts';
import type { PlannedColumn } from '../column-plan.ts';
import { stageColumn } from '../stage.ts';
import { askClockChanges } from './clock-changes.ts';
import { findTimeFormat, lacksYear } from './evidence.ts';
import { makeTimeCast } from './make-cast.ts';
import type { ProbedSlice, SettleContext } from './settle-context.ts';
import { putYears, withYear } from './years.ts';
import { openZone } from './zone.ts';

/** What is known of a column's times before any value was seen. */
type Stand =
  /** No times, or none that are text. */
  | 'none'
  /** A person said it, and each value can be read by itself. */
  | 'known'
  /** Nobody said it: ISO 8601 until a value is none. */
  | 'open'
  /** A person said it, but all values must be seen first: for the years that occur, or to count years. */
  | 'late';

function standOf({ type, time }: PlannedColumn): Stand {
  if (type !== 'timestamp') return 'none';
  if (!time) return 'open';
  return isYearless(time) || needsZone(time) ? 'late' : 'known';
}

function isYearless({ format }: TimeReading): boolean {
  return typeof format === 'object' && lacksYear(format.pattern);
}

/** Whether some times can be without a zone of their own, and UTC is not what they are in. */
function needsZone({ format, zone }: TimeReading): boolean {
  if (zone === 'UTC') return false;
  if (typeof format === 'string') return format === 'iso';
  const pattern = understandPattern(format.pattern);
  return typeof pattern !== 'string' && !pattern.hasZone;
}

/** Columns whose texts must all be seen before one can be read. */
export function lateColumns(plan: readonly PlannedColumn[]): number[] {
  return plan.flatMap((column, i) => (standOf(column) === 'late' ? [i] : []));
}

/** Columns that are taken for ISO 8601 until a value is none. */
export function openColumns(plan: readonly PlannedColumn[]): number[] {
  return plan.flatMap((column, i) => (standOf(column) === 'open' ? [i] : []));
}

/** The plan with the casts that need no value. Throws ReadError where what a person said cannot be understood. */
export function withKnownTimes(plan: readonly PlannedColumn[], file: string): PlannedColumn[] {
  return plan.map((column) => {
    const { time, source } = column;
    if (!time) return column;
    const pattern = typeof time.format === 'object' ? understandPattern(time.format.pattern) : null;
    if (typeof pattern === 'string') {
      const message = `How the times of "${source}" are written is not understood: ${pattern}`;
      throw new ReadError('unreadable', message, file, 1);
    }
    return standOf(column) === 'known' ? { ...column, cast: makeTimeCast(time, []) } : column;
  });
}

/**
 * Settles how times are written, from all their values. Throws ReadError `ambiguous-time` with what a person has to say.
 * @param columns  the columns that are looked at, in the order of the slices'.
 */
export async function settleTimes(
  context: SettleContext,
  columns: readonly PlannedColumn[],
  slices: readonly ProbedSlice[],
): Promise<{ columns: readonly PlannedColumn[]; warnings: readonly string[] }> {
  const settled: PlannedColumn[] = [];
  const warnings: string[] = [];
  for (const [i, column] of columns.entries()) {
    const own = slices.filter(({ types }) => types[i] === 'text');
    if (own.length === 0) {
      settled.push(column);
    } else if (standOf(column) === 'late') {
      settled.push(await settleSaid(context, column, i, own));
    } else {
      const { found, warning } = await findOut(context, column, i, own);
      settled.push(found);
      if (warning !== null) warnings.push(warning);
    }
  }
  return { columns: settled, warnings };
}

async function findOut(
  { database, options }: SettleContext,
  column: PlannedColumn,
  i: number,
  slices: readonly ProbedSlice[],
): Promise<{ found: PlannedColumn; warning: string | null }> {
  const tables = slices.map(({ table }) => table);
  const { formats, example } = await findTimeFormat(database, tables, stageColumn(i), options);
  const [format = 'iso', ...others] = formats;
  const yearless = formats.filter((some) => isYearless({ format: some, zone: 'UTC' }));
  if (others.length > 0 || yearless.length > 0) {
    throw askFormat(column.source, formats, example, slices[0]?.file ?? '');
  }
  if (format === 'iso') return { found: column, warning: null };
  const label = timeFormatLabel(format);
  const pattern = typeof format === 'object' ? understandPattern(format.pattern) : null;
  const utc = pattern && typeof pattern === 'object' && !pattern.hasZone ? ', taken as UTC' : '';
  return {
    found: { ...column, cast: makeTimeCast({ format }, []) },
    warning: `The column "${column.source}" was read as ${label}${utc}.`,
  };
}

function askFormat(
  column: string,
  formats: readonly TimeReading['format'][],
  example: string,
  file: string,
): ReadError {
  const candidates = candidatesFor(formats, example);
  const ways = candidates.map(({ label, example: { time } }) => `${label} (${time})`);
  const message =
    formats.length === 1
      ? `The times of the column "${column}" have no year: "${example}". Say the year of the first record.`
      : `The times of the column "${column}" can be read in several ways: "${example}" as ${ways.join(' or ')}. Say which is meant.`;
  return new ReadError('ambiguous-time', message, file, null, { kind: 'time', column, candidates });
}

async function settleSaid(
  context: SettleContext,
  column: PlannedColumn,
  i: number,
  slices: readonly ProbedSlice[],
): Promise<PlannedColumn> {
  const { time } = column;
  if (!time) return column;
  const staged = stageColumn(i);
  const yearless =
    isYearless(time) && typeof time.format === 'object' ? time.format.pattern : undefined;
  const reading =
    yearless !== undefined ? await countYears(context, column, time, staged, slices) : time;
  if (!needsZone(reading)) return { ...column, yearless, cast: makeTimeCast(reading, []) };
  const { database, options } = context;
  const zone = await openZone(reading.zone).catch((thrown: unknown) => {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new ReadError('unreadable', thrown.message, slices[0]?.file ?? '');
  });
  const { read } = makeTimeCast(reading, []);
  const years = new Set<number>();
  for (const { table } of slices) {
    const { rows } = await database.rows(
      sql`SELECT DISTINCT year(t) FROM (SELECT ${read(sql`trim(${ident(staged)})`)} AS t FROM ${ident(table)}) WHERE t IS NOT NULL`,
      options,
    );
    for (const [year] of rows) years.add(Number(year));
  }
  const spans = zone.spans([...years]);
  const cast = makeTimeCast(reading, spans);
  await askClockChanges(context, column.source, reading, cast, spans, staged, slices);
  return { ...column, yearless, cast };
}

/** Puts years before texts that have none. */
async function countYears(
  { database, newTable, options }: SettleContext,
  column: PlannedColumn,
  time: TimeReading,
  staged: string,
  slices: readonly ProbedSlice[],
): Promise<TimeReading> {
  if (typeof time.format === 'string') return time;
  const { pattern } = time.format;
  if (time.year === undefined) {
    const [first] = slices;
    const { rows } = await database.rows(
      sql`SELECT trim(${ident(staged)}) AS v FROM ${ident(first?.table ?? '')} WHERE v <> '' LIMIT ${lit(1)}`,
      options,
    );
    throw askFormat(column.source, [time.format], String(rows[0]?.[0] ?? ''), first?.file ?? '');
  }
  let count = { year: time.year, last: null as bigint | null };
  for (const { table } of slices)
    count = await putYears(database, ident, table, staged, pattern, count, newTable, options);
  return { ...time, format: { pattern: withYear(pattern) } };
}
