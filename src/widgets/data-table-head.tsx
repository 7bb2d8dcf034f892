import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import { createSignal, For, Show, type JSX } from 'solid-js';
import type { ColumnWidths } from './column-widths.ts';
import type { Column, Sort } from './data-table-types.ts';
import { Icon } from './icon.tsx';

export interface DataTableHeadProps {
  columns: readonly Column[];
  widths: ColumnWidths;
  sort?: Sort;
  onSort?: (column: string, direction: Sort['direction']) => void;
}

const KEY_STEP = 16;

function Sizer(props: { column: Column; widths: ColumnWidths }): JSX.Element {
  const [from, setFrom] = createSignal<{ x: number; width: number }>();
  const move = (event: PointerEvent): void => {
    const start = from();
    if (start) props.widths.set(props.column, start.width + event.clientX - start.x);
  };
  return (
    <span
      class={from() ? 'dt-size on' : 'dt-size'}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        const width = event.currentTarget.parentElement?.offsetWidth ?? props.column.width;
        setFrom({ x: event.clientX, width });
      }}
      onPointerMove={move}
      onPointerUp={() => setFrom(undefined)}
      onPointerCancel={() => setFrom(undefined)}
      onDblClick={() => props.widths.reset(props.column)}
    />
  );
}

/** The sticky head: one tab stop, arrows between columns, Enter sorts, Shift with an arrow resizes. */
export function DataTableHead(props: DataTableHeadProps): JSX.Element {
  const [at, setAt] = createSignal(0);
  const buttons: HTMLButtonElement[] = [];
  const sortable = (column: Column): boolean => !!props.onSort && column.sortable !== false;
  const direction = (column: Column): Sort['direction'] | undefined =>
    props.sort?.column === column.id ? props.sort.direction : undefined;
  const sort = (column: Column): void => {
    if (!sortable(column)) return;
    const next = direction(column) === 'ascending' ? 'descending' : 'ascending';
    props.onSort?.(column.id, next);
  };
  const onKeyDown = (event: KeyboardEvent, column: Column, index: number): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) {
      props.widths.set(column, props.widths.of(column) + step * KEY_STEP);
      return;
    }
    const next = Math.max(0, Math.min(props.columns.length - 1, index + step));
    setAt(next);
    buttons[next]?.focus();
    buttons[next]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return (
    <div class="dt-head" role="row" aria-rowindex={1}>
      <For each={props.columns}>
        {(column, index) => (
          <div
            class={column.align === 'right' ? 'dt-th r' : 'dt-th'}
            role="columnheader"
            aria-colindex={index() + 1}
            aria-sort={direction(column)}
          >
            <button
              ref={(element) => (buttons[index()] = element)}
              type="button"
              tabindex={at() === index() ? 0 : -1}
              aria-disabled={sortable(column) ? undefined : true}
              title={column.title}
              onFocus={() => setAt(index())}
              onClick={() => sort(column)}
              onKeyDown={(event) => onKeyDown(event, column, index())}
            >
              <span class="trunc">{column.title}</span>
              <Show when={direction(column)}>
                {(way) => <Icon of={way() === 'ascending' ? ArrowUp : ArrowDown} small />}
              </Show>
            </button>
            <Sizer column={column} widths={props.widths} />
          </div>
        )}
      </For>
    </div>
  );
}
