import { For, type JSX } from 'solid-js';
import { CellText } from './cell-text.tsx';
import type { Row } from './cell.ts';
import type { Column } from './data-table-types.ts';

export interface SimpleTableProps {
  /** Accessible name. */
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
  /** No room at the sides: inside a panel that has its own. */
  flat?: boolean;
  tight?: boolean;
  selected?: number;
  onSelect?: (index: number) => void;
}

const isRight = (column: Column): boolean => column.align === 'right';

/** A short table, all of it drawn. */
export function SimpleTable(props: SimpleTableProps): JSX.Element {
  const classes = (): string =>
    [props.flat && 'flat', props.tight !== false && 'tight'].filter(Boolean).join(' ');
  return (
    <table class={classes()} aria-label={props.label}>
      <thead>
        <tr>
          <For each={props.columns}>
            {(column) => (
              <th scope="col" class={isRight(column) ? 'n' : undefined}>
                {column.title}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row, index) => (
            <tr
              class={props.selected === index() ? 'sel' : undefined}
              tabindex={props.onSelect ? 0 : undefined}
              onClick={() => props.onSelect?.(index())}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.target === event.currentTarget)
                  props.onSelect?.(index());
              }}
            >
              <For each={props.columns}>
                {(column, at) => (
                  <td class={`${isRight(column) ? 'n' : ''}${column.kind === 'id' ? ' id' : ''}`}>
                    {column.render?.(row[at()] ?? null, row, index()) ?? (
                      <CellText cell={row[at()] ?? null} column={column} />
                    )}
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
