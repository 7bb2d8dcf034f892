import { type Cancellable, type Database, ReadError } from '../engine/ports.ts';
import type { TableReading } from '../engine/reading.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';
import { readAs } from './casts.ts';
import type { PlannedColumn } from './column-plan.ts';
import { stageColumn } from './stage.ts';

/** Which rows a person wants: of a range of time, of a sample, or both. */
export interface RowFilter {
  readonly range: RowRange | null;
  readonly sample: TableReading['sample'] | null;
}

interface RowRange {
  /** The file's column of time. */
  readonly column: string;
  /** Microseconds since 1970 UTC: inclusive, exclusive; null: no end. */
  readonly from: bigint | null;
  readonly to: bigint | null;
}

/** Reads what was said about the rows that are wanted; null when all are. Throws ReadError where it makes no sense. */
export async function rowFilter(
  database: Database,
  { range, sample }: TableReading,
  file: string,
  options: Cancellable,
): Promise<RowFilter | null> {
  if (sample && !(sample.share > 0 && sample.share <= 1))
    throw new ReadError('unreadable', OUTSIDE, file);
  if (sample && !Number.isSafeInteger(sample.seed))
    throw new ReadError('unreadable', 'The seed of a sample is a whole number.', file);
  if (!range && !sample) return null;
  const bound = async (text: string | null): Promise<bigint | null> => {
    if (text === null) return null;
    const query = sql`SELECT epoch_us(${readAs('timestamp', lit(text))})::VARCHAR`;
    const { rows } = await database.rows(query, options);
    const micros = rows[0]?.[0] ?? null;
    if (typeof micros === 'string') return BigInt(micros);
    const message = `The range of time ends or begins at "${text}", which is no time: expected e.g. 2020-01-17T09:03:00Z.`;
    throw new ReadError('unreadable', message, file);
  };
  const own = range && {
    column: range.column,
    from: await bound(range.from),
    to: await bound(range.to),
  };
  if (own && own.from !== null && own.to !== null && own.from >= own.to)
    throw new ReadError('unreadable', 'The range of time ends before it begins.', file);
  return { range: own ?? null, sample: sample ?? null };
}

const OUTSIDE = 'The share of a sample is a number above 0 and at most 1.';

/** What every result of a sample carries. */
export function sampleWarning({ share, seed }: NonNullable<TableReading['sample']>): string {
  const percent = String(Number((100 * share).toPrecision(6)));
  return `This is a sample: ${percent} % of the records, seed ${String(seed)}.`;
}

/**
 * The plan with the column of the range read as time, where nothing else was said about it. Throws ReadError when there is
 * no such column, or it is no time.
 */
export function withRangeColumn(
  plan: readonly PlannedColumn[],
  filter: RowFilter | null,
  file: string,
): readonly PlannedColumn[] {
  const column = filter?.range?.column;
  if (column === undefined) return plan;
  const own = plan.filter(({ source }) => source === column);
  if (own.length === 0) {
    const message = `There is no column "${column}" to take a range of time of.`;
    throw new ReadError('missing-column', message, file, 1);
  }
  if (own.some(({ type }) => type === 'timestamp')) return plan;
  const open = own.find(({ name, type }) => type === null || (type === 'text' && name === column));
  if (open) return plan.map((other) => (other === open ? { ...other, type: 'timestamp' } : other));
  const message = `The column "${column}" is no time, but ${own[0]?.type ?? 'text'}: no range of time can be taken of it. Say how its times are written, or take another column.`;
  throw new ReadError('unreadable', message, file, 1);
}

/**
 * The condition that a wanted row of a staged slice meets.
 * @param stored  what each planned column is stored as.
 * @param before  records of the file before the slice: the draw goes by the record's number in the file, so that it does not
 * depend on how the file is cut into slices.
 */
export function wantedRows(
  { range, sample }: RowFilter,
  plan: readonly PlannedColumn[],
  stored: readonly ColumnType[],
  before: number,
): Sql {
  const conditions: Sql[] = [];
  if (range) {
    const at = plan.findIndex(
      ({ source, type }) => source === range.column && type === 'timestamp',
    );
    const column = ident(stageColumn(at));
    const time = stored[at] === 'timestamp' ? column : readAs('timestamp', column, plan[at]?.cast);
    conditions.push(sql`${column} IS NOT NULL`);
    if (range.from !== null) conditions.push(sql`${time} >= make_timestamp(${lit(range.from)})`);
    if (range.to !== null) conditions.push(sql`${time} < make_timestamp(${lit(range.to)})`);
    if (range.from === null && range.to === null) conditions.push(sql`${time} IS NOT NULL`);
  }
  if (sample) conditions.push(isDrawn(sql`(${lit(before)} + rowid)`, sample));
  return sql`(${join(conditions, ' AND ')})`;
}

const MASK = 0xffffffff;

/** Whether a record's number, mixed with the seed, is below the share: MurmurHash3's finish, in 32 bits. */
function isDrawn(record: Sql, { share, seed }: NonNullable<TableReading['sample']>): Sql {
  const low = ((seed % 2 ** 32) + 2 ** 32) % 2 ** 32;
  const high = Math.floor(seed / 2 ** 32) >>> 0;
  const key = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca77) ^ 0x27d4eb2f) >>> 0;
  const folded = (value: Sql, shift: number) => sql`xor(${value}, (${value}) >> ${lit(shift)})`;
  const mixed = [
    { shift: 16, factor: 0x85ebca6b },
    { shift: 13, factor: 0xc2b2ae35 },
  ].reduce(
    (value, { shift, factor }) =>
      sql`((${folded(value, shift)} * ${lit(factor)}::UBIGINT) & ${lit(MASK)}::UBIGINT)`,
    sql`xor(${record}::UBIGINT & ${lit(MASK)}::UBIGINT, ${lit(key)}::UBIGINT)`,
  );
  const last = folded(mixed, 16);
  return sql`${last} < ${lit(Math.round(share * 2 ** 32))}::UBIGINT`;
}
