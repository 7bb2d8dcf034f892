/** Sizes of a grid of cells, in CSS pixels. */
export interface GridLayout {
  /** Left edge of the first column. */
  readonly x: number;
  /** Upper edge of the first row. */
  readonly y: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly rows: number;
  readonly columns: number;
}

/** Left edge of a column. Whole pixels, so that the gaps between cells are even. */
export function columnX(grid: GridLayout, column: number): number {
  return Math.round(grid.x + column * grid.cellWidth);
}

/** Upper edge of a row. */
export function rowY(grid: GridLayout, row: number): number {
  return Math.round(grid.y + row * grid.cellHeight);
}

/** Pixels between cells: none when they are too narrow to have one. */
export function cellGap(grid: GridLayout): number {
  return grid.cellWidth >= 4 ? 1 : 0;
}

/**
 * Cells of each step as one path, so that a large grid costs as few elements as a small one.
 * @param stepAt  step 0…5 of a cell.
 * @returns path data by step.
 */
export function stepPaths(
  grid: GridLayout,
  stepAt: (row: number, column: number) => number,
): ReadonlyMap<number, string> {
  const gap = cellGap(grid);
  const paths = new Map<number, string>();
  for (let row = 0; row < grid.rows; row++) {
    const top = rowY(grid, row);
    const height = rowY(grid, row + 1) - top - 1;
    for (let column = 0; column < grid.columns; column++) {
      const left = columnX(grid, column);
      const width = Math.max(1, columnX(grid, column + 1) - left - gap);
      const step = stepAt(row, column);
      const d = `M${left} ${top}h${width}v${height}h${-width}z`;
      paths.set(step, (paths.get(step) ?? '') + d);
    }
  }
  return paths;
}

/** The cell under a point of the plot; null outside the grid. */
export function cellUnder(
  grid: GridLayout,
  x: number,
  y: number,
): { row: number; column: number } | null {
  const row = Math.floor((y - grid.y) / grid.cellHeight);
  const column = Math.floor((x - grid.x) / grid.cellWidth);
  const inside = row >= 0 && row < grid.rows && column >= 0 && column < grid.columns;
  return inside ? { row, column } : null;
}

/** Columns that get a label: the first, and every one after with at least `room` pixels between them. */
export function labelledColumns(columns: number, cellWidth: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(room / Math.max(1e-6, cellWidth)));
  return Array.from({ length: Math.ceil(columns / every) }, (_, i) => i * every);
}
