import type { TimeReading } from '../engine/reading.ts';
import type { ColumnType } from '../engine/table.ts';
import type { PlannedColumn } from './column-plan.ts';
import type { PlannedFile } from './load-file.ts';
import type { WantedTimes } from './scanner.ts';
import type { RowFilter } from './wanted-rows.ts';

/**
 * What a typed format may know of the wanted rows, so that it passes over others without decoding them; null where that could
 * change more than the number of rows decoded: a value of a row that is not wanted may be one to reject, and a sample is drawn
 * by the numbers of all records.
 */
export function wantedTimes(
  filter: RowFilter | null,
  plan: readonly PlannedColumn[],
  { table, positions }: Pick<PlannedFile, 'table' | 'positions'>,
): WantedTimes | null {
  if (!filter?.range || filter.sample || table.layout || table.wide) return null;
  const { column, from, to } = filter.range;
  const own = plan.findIndex(({ source, type }) => source === column && type === 'timestamp');
  const at = positions[own] ?? null;
  const planned = plan[own];
  if (!planned || at === null) return null;
  const typeAt = (i: number): ColumnType | null => {
    const position = positions[i] ?? null;
    return position === null ? null : (table.columns[position]?.type ?? null);
  };
  if (!plan.every(({ type }, i) => i === own || takesAll(type, typeAt(i)))) return null;
  const format = typeAt(own) === 'timestamp' ? 'iso' : formatOf(planned);
  return format && { at, from, to, format };
}

/** Whether no value of a file's column is refused. @param own  null: the file lacks the column. */
function takesAll(planned: ColumnType | null, own: ColumnType | null): boolean {
  if (own === null || planned === own || planned === 'text') return true;
  return planned === 'number' && own === 'integer';
}

/** How each value is read by itself, where that was said or is ISO 8601 in UTC. */
function formatOf({ time, cast }: PlannedColumn): WantedTimes['format'] | null {
  if (!time) return cast ? null : 'iso';
  const { format, zone }: TimeReading = time;
  if (typeof format !== 'string') return null;
  return format !== 'iso' || zone === 'UTC' ? format : null;
}
