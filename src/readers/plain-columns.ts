import type { ColumnType } from '../engine/table.ts';
import type { PlannedColumn } from './column-plan.ts';
import { PLAIN_INTEGER, PLAIN_NUMBER, PLAIN_TIME, PLAIN_UTC } from './csv/plain-values.ts';
import type { TextSlice } from './scanner.ts';
import { hasPlainClock, hasUtc } from './times/iso-kinds.ts';

/**
 * Kinds of values that the engine's own reader reads as the type, and just as `readQuickly` would.
 * @param found  kinds of times that the values of the column were so far, where they decide its type; else null.
 */
function plainKinds(type: ColumnType, found: number | null): number {
  switch (type) {
    case 'integer':
      return PLAIN_INTEGER;
    case 'number':
      return PLAIN_INTEGER | PLAIN_NUMBER;
    case 'timestamp':
      return (
        (found === null || hasPlainClock(found) ? PLAIN_TIME : 0) |
        (found === null || hasUtc(found) ? PLAIN_UTC : 0)
      );
    case 'text':
    case 'boolean':
      return 0;
  }
}

/**
 * The columns of a slice that need not be read as text first, for all their values are plain.
 * @param stored     what each planned column is stored as.
 * @param found      the kinds of its values so far, where these decide its type; else null.
 * @param positions  of the planned columns in the file.
 * @returns by planned column the type to read, or null: read as text.
 */
export function plainColumns(
  plan: readonly PlannedColumn[],
  stored: readonly ColumnType[],
  found: readonly (number | null)[],
  { kinds }: Pick<TextSlice, 'kinds'>,
  positions: readonly (number | null)[],
): (ColumnType | null)[] {
  return plan.map(({ cast }, i) => {
    const at = positions[i] ?? null;
    const type = stored[i] ?? 'text';
    const own = at === null ? undefined : kinds?.[at];
    const isAlone = positions.indexOf(at) === i && positions.lastIndexOf(at) === i;
    if (own === undefined || !isAlone || (type === 'timestamp' && cast)) return null;
    const plain = plainKinds(type, found[i] ?? null);
    return plain !== 0 && (own & ~plain) === 0 ? type : null;
  });
}
