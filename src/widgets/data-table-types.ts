import type { JSX } from 'solid-js';
import type { Cell, CellKind, Row } from './cell.ts';

/** One column of a table. Its values are at its own position in each row. */
export interface Column {
  id: string;
  title: string;
  align?: 'left' | 'right';
  /** In CSS pixels, at least. */
  width: number;
  /** Takes this share of what is left; where no column has one, the last takes it all. */
  grow?: number;
  kind: CellKind;
  /** Decimals of numbers. */
  digits?: number;
  /** False for a column that cannot be ordered by. */
  sortable?: boolean;
  /** Draws the cell: text nodes and our own elements only, never markup from the data. */
  render?: (cell: Cell, row: Row, index: number) => JSX.Element;
}

/** The order of a table. */
export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}
