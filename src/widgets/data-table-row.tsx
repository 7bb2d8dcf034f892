import { For, Show, type JSX } from 'solid-js';
import { CellText } from './cell-text.tsx';
import { bareText, type Cell, type Row } from './cell.ts';
import type { Column } from './data-table-types.ts';

export interface DataTableRowProps {
  id: string;
  index: number;
  /** Distance from the top of the body in CSS pixels. */
  top: number;
  columns: readonly Column[];
  row: Row | undefined;
  selected: boolean;
  /** Whether the keys are at this row. */
  at: boolean;
}

function cellClass(column: Column): string {
  const right = column.align === 'right' ? ' r' : '';
  if (column.render) return `dt-td custom${right}`;
  if (column.kind === 'id') return `dt-td id${right}`;
  return `dt-td${column.kind === 'time' ? ' num' : ''}${right}`;
}

/** One drawn row; a still bar in each cell until its values are here. */
export function DataTableRow(props: DataTableRowProps): JSX.Element {
  const cell = (at: number): Cell => props.row?.[at] ?? null;
  // Where the column is too narrow, the whole value is in the title.
  const whole = (column: Column, at: number): string | undefined =>
    column.render ? undefined : bareText(cell(at), column.kind) || undefined;
  return (
    <div
      id={props.id}
      class={props.at ? 'dt-row at' : 'dt-row'}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.selected}
      data-row={props.index}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <For each={props.columns}>
        {(column, at) => (
          <div
            class={cellClass(column)}
            role="gridcell"
            aria-colindex={at() + 1}
            title={whole(column, at())}
          >
            <Show when={props.row} fallback={<span class="dt-wait" />}>
              {(row) => (
                // In markup, so that another row at this place is drawn anew.
                <>
                  {column.render ? (
                    column.render(cell(at()), row(), props.index)
                  ) : (
                    <CellText cell={cell(at())} column={column} />
                  )}
                </>
              )}
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
