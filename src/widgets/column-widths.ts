import { createSignal, type Accessor } from 'solid-js';
import type { Column } from './data-table-types.ts';

/** The narrowest column. */
export const LEAST_WIDTH = 48;
const MOST_WIDTH = 1200;

/** Widths of a table's columns, as they were given or resized. */
export interface ColumnWidths {
  of(column: Column): number;
  set(column: Column, width: number): void;
  reset(column: Column): void;
  /** `grid-template-columns` of every row; a column that was resized no longer grows. */
  template: Accessor<string>;
}

/** Column widths that a person can change. */
export function createColumnWidths(columns: Accessor<readonly Column[]>): ColumnWidths {
  const [changed, setChanged] = createSignal<ReadonlyMap<string, number>>(new Map());
  const of = (column: Column): number => changed().get(column.id) ?? column.width;
  const change = (edit: (widths: Map<string, number>) => void): void => {
    setChanged((before) => {
      const widths = new Map(before);
      edit(widths);
      return widths;
    });
  };
  return {
    of,
    set: (column, width) =>
      change((widths) => {
        widths.set(column.id, Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width))));
      }),
    reset: (column) => change((widths) => widths.delete(column.id)),
    template: () => {
      const all = columns();
      const grows = (column: Column): boolean =>
        (column.grow ?? 0) > 0 && !changed().has(column.id);
      const last = all.some(grows) ? undefined : all.at(-1);
      return all
        .map((column) =>
          grows(column) || column === last
            ? `minmax(${of(column)}px,${column.grow ?? 1}fr)`
            : `${of(column)}px`,
        )
        .join(' ');
    },
  };
}
