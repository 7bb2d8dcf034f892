import type { ColumnType } from '../engine/table.ts';
import type { PlannedColumn } from './column-plan.ts';
import { PLAIN_INTEGER, PLAIN_NUMBER, PLAIN_TIME } from './csv/plain-values.ts';
import type { TextSlice } from './scanner.ts';

/** Kinds of values that the engine's own reader reads as the type, and just as `readQuickly` would. */
const PLAIN: Readonly<Partial<Record<ColumnType, number>>> = {
  integer: PLAIN_INTEGER,
  number: PLAIN_INTEGER | PLAIN_NUMBER,
  timestamp: PLAIN_TIME,
};

/**
 * The columns of a slice that need not be read as text first, for all their values are plain.
 * @param stored     what each planned column is stored as.
 * @param positions  of the planned columns in the file.
 * @returns by planned column the type to read, or null: read as text.
 */
export function plainColumns(
  plan: readonly PlannedColumn[],
  stored: readonly ColumnType[],
  { kinds }: Pick<TextSlice, 'kinds'>,
  positions: readonly (number | null)[],
): (ColumnType | null)[] {
  return plan.map(({ cast }, i) => {
    const at = positions[i] ?? null;
    const type = stored[i] ?? 'text';
    const found = at === null ? undefined : kinds?.[at];
    const isAlone = positions.indexOf(at) === i && positions.lastIndexOf(at) === i;
    if (found === undefined || !isAlone || (type === 'timestamp' && cast)) return null;
    return (found & ~(PLAIN[type] ?? 0)) === 0 && PLAIN[type] !== undefined ? type : null;
  });
}
