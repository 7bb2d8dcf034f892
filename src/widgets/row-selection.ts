/** Which rows are selected, the one a Shift click extends from, and the one the keys are at. */
export interface RowSelection {
  readonly rows: ReadonlySet<number>;
  readonly anchor: number;
  readonly at: number;
}

/** Nothing selected; keys start at the first row. */
export const NO_ROWS: RowSelection = { rows: new Set(), anchor: 0, at: -1 };

/** How a click or key combines with what is selected. */
export type SelectHow = 'replace' | 'toggle' | 'extend';

/** The most rows one Shift click selects: a set of them is held in memory. */
export const MOST_SELECTED = 100_000;

/** Selects, toggles or extends to a row. */
export function selectRow(before: RowSelection, index: number, how: SelectHow): RowSelection {
  if (how === 'replace') return { rows: new Set([index]), anchor: index, at: index };
  if (how === 'toggle') {
    const rows = new Set(before.rows);
    if (!rows.delete(index)) rows.add(index);
    return { rows, anchor: index, at: index };
  }
  const step = index < before.anchor ? -1 : 1;
  const rows = new Set<number>();
  for (let row = before.anchor; rows.size < MOST_SELECTED; row += step) {
    rows.add(row);
    if (row === index) break;
  }
  return { rows, anchor: before.anchor, at: index };
}

/** Where a key goes from row `at` in a table of `count` rows, or undefined when it is no such key. */
export function rowAfterKey(
  key: string,
  at: number,
  count: number,
  page: number,
  letters: boolean,
): number | undefined {
  const inside = (row: number): number => Math.max(0, Math.min(count - 1, row));
  const letter = letters ? key.toLowerCase() : '';
  if (key === 'ArrowDown' || letter === 'j') return inside(at + 1);
  if (key === 'ArrowUp' || letter === 'k') return inside(at < 0 ? 0 : at - 1);
  if (key === 'PageDown') return inside(at + page);
  if (key === 'PageUp') return inside(at - page);
  if (key === 'Home') return 0;
  if (key === 'End') return inside(count - 1);
  return undefined;
}
