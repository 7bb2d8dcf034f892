import { createVirtualizer } from '@tanstack/solid-virtual';
import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  on,
  Show,
  type JSX,
} from 'solid-js';
import { formatCount } from '../charts/format.ts';
import { createColumnWidths } from './column-widths.ts';
import { copyText } from './copy-text.ts';
import { DataTableHead } from './data-table-head.tsx';
import { DataTableRow } from './data-table-row.tsx';
import type { Column, Sort } from './data-table-types.ts';
import { letterKeys } from './letter-keys.ts';
import type { RowProvider } from './row-pages.ts';
import {
  NO_ROWS,
  rowAfterKey,
  selectRow,
  type RowSelection,
  type SelectHow,
} from './row-selection.ts';
import { tsv } from './tsv.ts';

export interface DataTableProps {
  /** Accessible name. */
  label: string;
  columns: readonly Column[];
  rows: RowProvider;
  sort?: Sort;
  onSort?: (column: string, direction: Sort['direction']) => void;
  /** Without it the table keeps its own selection. */
  selected?: ReadonlySet<number>;
  onSelect?: (rows: ReadonlySet<number>) => void;
  /** Enter or a double click. */
  onOpen?: (index: number) => void;
  /** What is shown instead of rows when there are none. */
  empty?: JSX.Element;
  rowHeight?: number;
}

/** Browsers stop drawing far down a very tall element; a table shows this many rows and says so. */
export const MOST_ROWS = 400_000;
const DEFAULT_ROW = 24;
const COARSE_ROW = 36;
const HEAD = 27;
const OVERSCAN = 12;

const howOf = (event: MouseEvent | KeyboardEvent): SelectHow => {
  if (event.shiftKey) return 'extend';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'replace';
};

/** A virtual grid over rows that may come in pages. One tab stop for the head, one for the rows. */
export function DataTable(props: DataTableProps): JSX.Element {
  const id = createUniqueId();
  let scroller: HTMLDivElement | undefined;
  const widths = createColumnWidths(() => props.columns);
  const [selection, setSelection] = createSignal<RowSelection>(NO_ROWS);
  const selected = (): ReadonlySet<number> => props.selected ?? selection().rows;
  /** Where the keys are: at the row last used, else at the one that the owner has selected. */
  const at = (): number => {
    const [only = -1] = props.selected?.size === 1 ? props.selected : [];
    return selection().at >= 0 ? selection().at : only;
  };
  const shown = (): number => Math.min(props.rows.rowCount, MOST_ROWS);
  // Asked once: the virtualizer wants the height of every row.
  const usual = matchMedia('(pointer: coarse)').matches ? COARSE_ROW : DEFAULT_ROW;
  const rowHeight = createMemo(() => props.rowHeight ?? usual);

  const virtual = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return shown();
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: rowHeight,
    overscan: OVERSCAN,
    // The sticky head covers the top of what is scrolled.
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
  });
  createEffect(() => {
    const items = virtual.getVirtualItems();
    const first = items[0];
    const last = items.at(-1);
    if (first && last) props.rows.ensure?.(first.index, last.index);
  });
  // Other rows or another order: numbers of rows mean something else now.
  createEffect(
    on(
      () => [props.rows, props.rows.rowCount, props.sort?.column, props.sort?.direction],
      () => {
        setSelection(NO_ROWS);
        scroller?.scrollTo({ top: 0 });
      },
      { defer: true },
    ),
  );

  const select = (index: number, how: SelectHow): void => {
    const next = selectRow({ ...selection(), rows: selected() }, index, how);
    setSelection(next);
    props.onSelect?.(next.rows);
  };
  const rowOf = (event: Event): number | undefined => {
    const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    return row instanceof HTMLElement ? Number(row.dataset['row']) : undefined;
  };
  const fromControl = (event: Event): boolean =>
    event.target instanceof Element &&
    event.target.closest('button,a,input,label,[role=switch]') !== null;

  const copy = async (): Promise<void> => {
    const indices = [...selected()].sort((a, b) => a - b);
    if (indices.length === 0) return;
    const rows = props.rows.readRows
      ? await props.rows.readRows(indices)
      : indices.map((index) => props.rows.getRow(index)).filter((row) => row !== undefined);
    const columns = props.columns.map(({ title, kind }, at) => ({ title, kind, at }));
    const noun = rows.length === 1 ? 'row' : 'rows';
    await copyText(tsv(columns, rows), `${formatCount(rows.length)} ${noun}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === 'c' && !event.shiftKey) {
      if (selected().size === 0 || !getSelection()?.isCollapsed) return;
      event.preventDefault();
      void copy();
      return;
    }
    if (command || event.altKey || shown() === 0) return;
    if (event.key === 'Enter' && at() >= 0 && props.onOpen) {
      event.preventDefault();
      props.onOpen(at());
      return;
    }
    const page = Math.max(1, Math.floor(((scroller?.clientHeight ?? 0) - HEAD) / rowHeight()) - 1);
    const next = rowAfterKey(event.key, at(), shown(), page, letterKeys());
    if (next === undefined) return;
    event.preventDefault();
    select(next, event.shiftKey && event.key.length > 1 ? 'extend' : 'replace');
    virtual.scrollToIndex(next, { align: 'auto' });
  };

  return (
    <div class="dt">
      <div
        ref={(element) => (scroller = element)}
        class="dt-scroll"
        role="grid"
        tabindex="0"
        aria-label={props.label}
        aria-rowcount={props.rows.rowCount + 1}
        aria-colcount={props.columns.length}
        aria-multiselectable="true"
        aria-activedescendant={at() >= 0 ? `${id}-${at()}` : undefined}
        style={{ '--dt-cols': widths.template(), '--dt-row': `${rowHeight()}px` }}
        onKeyDown={onKeyDown}
      >
        <div class="dt-in">
          <DataTableHead
            columns={props.columns}
            widths={widths}
            sort={props.sort}
            onSort={props.onSort}
          />
          <div
            class="dt-body"
            role="rowgroup"
            style={{ height: `${virtual.getTotalSize()}px` }}
            onClick={(event) => {
              const index = rowOf(event);
              if (index !== undefined && !fromControl(event)) select(index, howOf(event));
            }}
            onMouseDown={(event) => {
              // Shift and double clicks would select text.
              if (event.shiftKey || event.detail > 1) event.preventDefault();
            }}
            onDblClick={(event) => {
              const index = rowOf(event);
              if (index !== undefined && !fromControl(event)) props.onOpen?.(index);
            }}
          >
            <For each={virtual.getVirtualItems()}>
              {(item) => (
                <DataTableRow
                  id={`${id}-${item.index}`}
                  index={item.index}
                  top={item.start - HEAD}
                  columns={props.columns}
                  row={props.rows.getRow(item.index)}
                  selected={selected().has(item.index)}
                  at={at() === item.index}
                />
              )}
            </For>
          </div>
        </div>
      </div>
      <Show when={props.rows.rowCount === 0}>{props.empty}</Show>
      <Show when={props.rows.rowCount > MOST_ROWS}>
        <p class="dt-more note num" role="note">
          The first {formatCount(MOST_ROWS)} of {formatCount(props.rows.rowCount)} rows. Sort or
          narrow the selection to see others.
        </p>
      </Show>
    </div>
  );
}
