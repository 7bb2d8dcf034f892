/** A cell of a grid: its row and column. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
}

/**
 * The cell a key leads to: arrows one cell, Home and End to the ends of a row, Page Up and Page Down
 * to the ends of a column. The first key only shows where one is.
 * @returns null when the key means nothing here, or the grid is empty.
 */
export function moveInGrid(
  key: string,
  at: GridCell | null,
  start: GridCell,
  rows: number,
  columns: number,
): GridCell | null {
  const steps: Record<string, readonly [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -columns],
    End: [0, columns],
    PageUp: [-rows, 0],
    PageDown: [rows, 0],
  };
  const step = steps[key];
  if (!step || rows === 0 || columns === 0) return null;
  const clamp = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  const from = at ?? start;
  return {
    row: clamp(from.row + (at ? step[0] : 0), rows),
    column: clamp(from.column + (at ? step[1] : 0), columns),
  };
}
