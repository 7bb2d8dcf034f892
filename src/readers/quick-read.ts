import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, type Sql, sql, text } from '../sql/sql.ts';
import { type PlannedColumn, ROW } from './column-plan.ts';
import { plainColumns } from './plain-columns.ts';
import { readQuickly } from './quick-casts.ts';
import type { TextSlice } from './scanner.ts';
import { stageColumn } from './stage.ts';

/** What is known of the columns of a growing table; by planned column. */
export interface KnownColumns {
  readonly plan: readonly PlannedColumn[];
  /** What each is stored as. */
  readonly stored: readonly ColumnType[];
  /** The kinds of its values so far, where these decide its type; else null. */
  readonly kinds: readonly (number | null)[];
  /** Whether its values have to be counted, and so to be seen as text. */
  readonly mustCount: readonly boolean[];
}

/** How the records of a slice are read straight into the table, by planned column. */
export interface QuickRead {
  /** What the engine's reader reads as it parses; null: text. */
  readonly types: readonly (ColumnType | null)[];
  /** The values to store, of what it read. */
  readonly values: readonly Sql[];
  /** What has to be counted beside that, read as text; null: not to be counted. */
  readonly counted: readonly (ColumnType | null)[];
}

/**
 * Whether it is known how all values of a slice are to be read: of a column without any there is nothing to know.
 * @param positions  of the planned columns in the file.
 * @param isKnown    whether any value was seen of a planned column without a type.
 */
export function areKnown(
  plan: readonly PlannedColumn[],
  { kinds }: Pick<TextSlice, 'kinds'>,
  positions: readonly (number | null)[],
  isKnown: (i: number) => boolean,
): boolean {
  return plan.every(({ type }, i) => {
    const at = positions[i] ?? null;
    return type !== null || isKnown(i) || at === null || kinds?.[at] === 0;
  });
}

/** @param positions  of the planned columns in the file. */
export function planQuickRead(
  { plan, stored, kinds, mustCount }: KnownColumns,
  slice: Pick<TextSlice, 'kinds'>,
  positions: readonly (number | null)[],
): QuickRead {
  const types = plainColumns(plan, stored, kinds, slice, positions).map((type, i) =>
    mustCount[i] ? null : type,
  );
  const values = plan.map(({ type, cast }, i) => {
    const column = ident(stageColumn(i));
    if (types[i]) return column;
    return readQuickly(stored[i] ?? 'text', kinds[i] ?? 0, type !== null, column, cast);
  });
  return { types, values, counted: mustCount.map((must) => (must ? 'text' : null)) };
}

/**
 * The rows of a slice as the table holds them: the number, INTEGER, 0-based, then the planned columns.
 * @param before  rows in the table before it.
 */
export function numberedRows(values: readonly Sql[], before: number, relation: Sql): Sql {
  const row = sql`(${lit(before - 1)} + row_number() OVER ())::INTEGER`;
  return sql`SELECT ${row} AS ${ident(ROW)}, ${join(values)} FROM ${relation}`;
}

/** The same for two reads that give the same rows of a slice, and only then. */
export function keyOf(read: QuickRead, before: number): string {
  return JSON.stringify([before, read.types, read.values.map(text), read.counted]);
}
