import { createEffect, For, Index, on, Show, type JSX } from 'solid-js';
import { formatCount } from '../../charts/format.ts';
import type { Preview, PreviewColumn } from '../../engine/ports.ts';
import type { Cell } from '../../engine/table.ts';
import { shownText, timeText } from '../../widgets/cell.ts';
import { TYPE_WORDS } from './words.ts';

/** More columns are named only: they are reached in the list at the right. */
const MOST_COLUMNS = 40;
const MOST_ROWS = 50;
const MOST_TEXT = 120;

const isNumber = ({ type }: Pick<PreviewColumn, 'type'>): boolean =>
  type === 'integer' || type === 'number';

/** The first rows with their types, as they would be loaded. A column's head chooses it. */
export function AsRead(props: {
  readonly preview: Preview;
  readonly column: string;
  readonly onChoose: (column: string) => void;
}): JSX.Element {
  const columns = (): readonly PreviewColumn[] => props.preview.columns.slice(0, MOST_COLUMNS);
  let table: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.column,
      () => {
        table?.querySelector('th.chosen')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      },
      { defer: true },
    ),
  );
  const rest = (): number => props.preview.columns.length - columns().length;
  return (
    <div ref={table} class="reader-table" tabindex="0" role="region" aria-label="Rows as read">
      <table class="tight" aria-label="As read">
        <thead>
          <tr>
            <Index each={columns()}>
              {(column) => (
                <th
                  scope="col"
                  class={isNumber(column()) ? 'n' : undefined}
                  classList={{ chosen: column().source === props.column }}
                >
                  <button
                    type="button"
                    class="reader-head"
                    aria-pressed={column().source === props.column}
                    title={`${column().name}: choose to change how it is read`}
                    onClick={() => {
                      props.onChoose(column().source);
                    }}
                  >
                    <span class="trunc">{column().name}</span>
                    <span class="ty">{TYPE_WORDS[column().type]}</span>
                  </button>
                </th>
              )}
            </Index>
            <Show when={rest() > 0}>
              <th scope="col">and {formatCount(rest())} more</th>
            </Show>
          </tr>
        </thead>
        <tbody>
          <For each={props.preview.rows.slice(0, MOST_ROWS)}>
            {(row) => (
              <tr>
                <Index each={columns()}>
                  {(column, i) => (
                    <td class={isNumber(column()) ? 'n' : undefined}>
                      <ReadCell cell={row[i] ?? null} column={column()} />
                    </td>
                  )}
                </Index>
                <Show when={rest() > 0}>
                  <td class="ink3">…</td>
                </Show>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

function ReadCell(props: { readonly cell: Cell; readonly column: PreviewColumn }): JSX.Element {
  const text = (): string => {
    const { cell, column } = props;
    if (column.type === 'timestamp' && typeof cell === 'bigint') {
      const micros = Number(((cell % 1000n) + 1000n) % 1000n);
      return timeText(Number(cell - BigInt(micros)) / 1000);
    }
    return shownText(cell, isNumber(column) ? 'number' : 'text').slice(0, MOST_TEXT);
  };
  return (
    <Show when={props.cell !== null} fallback={<span class="null">null</span>}>
      <Show when={props.cell !== ''} fallback={<span class="null">empty text</span>}>
        {text()}
      </Show>
    </Show>
  );
}
