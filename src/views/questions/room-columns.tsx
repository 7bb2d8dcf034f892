import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { formatBytes, formatCount, formatCounted } from '../../charts/format.ts';
import { Button } from '../../widgets/button.tsx';
import { Checkbox } from '../../widgets/checkbox.tsx';

export interface RoomColumn {
  readonly name: string;
  readonly bytes: number;
  /** The recipe cannot do without it. */
  readonly needed: boolean;
}

/** Others are found by typing. */
const MOST_SHOWN = 200;

/** Columns to load, with what each takes. @param props.left  the ones that are left out. */
export function RoomColumns(props: {
  readonly columns: readonly RoomColumn[];
  /** Whether it is known what each takes. */
  readonly sizes: boolean;
  readonly left: ReadonlySet<string>;
  readonly onChange: (left: ReadonlySet<string>) => void;
}): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const largest = createMemo(() => props.columns.toSorted((a, b) => b.bytes - a.bytes));
  const found = createMemo(() => {
    const part = typed().toLowerCase();
    return largest().filter(({ name }) => name.toLowerCase().includes(part));
  });
  const most = (): number => largest()[0]?.bytes ?? 1;
  const free = (): readonly RoomColumn[] => props.columns.filter(({ needed }) => !needed);
  const set = (name: string, taken: boolean): void => {
    const left = new Set(props.left);
    if (taken) left.delete(name);
    else left.add(name);
    props.onChange(left);
  };
  return (
    <div class="room-columns">
      <div class="row">
        <div class="in room-find">
          <input
            type="text"
            aria-label="Find columns"
            placeholder="Find columns"
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              // It finds, and does not load.
              if (event.key === 'Enter') event.preventDefault();
            }}
          />
        </div>
        <span class="note num">
          {formatCount(props.columns.length - props.left.size)} of{' '}
          {formatCounted(props.columns.length, 'column')}
        </span>
        <span class="sp" />
        <Show when={free().length < props.columns.length}>
          <Button
            small
            tone="ghost"
            disabled={props.left.size === free().length}
            onClick={() => {
              props.onChange(new Set(free().map(({ name }) => name)));
            }}
          >
            Only what the recipe needs
          </Button>
        </Show>
        <Button
          small
          tone="ghost"
          disabled={props.left.size === 0}
          onClick={() => {
            props.onChange(new Set());
          }}
        >
          All
        </Button>
      </div>
      <ul class="room-list" aria-label="Columns to load" tabindex="0">
        <For each={found().slice(0, MOST_SHOWN)}>
          {(column) => (
            <li>
              <Checkbox
                label={
                  <span class="trunc">
                    {column.name}
                    <Show when={column.needed}>
                      <span class="ink3"> needed by the recipe</span>
                    </Show>
                  </span>
                }
                checked={!props.left.has(column.name)}
                disabled={column.needed}
                onChange={(taken) => {
                  set(column.name, taken);
                }}
              />
              <Show when={props.sizes}>
                <span class="bartrack" aria-hidden="true">
                  <i style={{ width: `${String((100 * column.bytes) / Math.max(1, most()))}%` }} />
                </span>
                <span class="num ink2">{formatBytes(column.bytes)}</span>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={found().length > MOST_SHOWN}>
        <p class="note">
          The{' '}
          {props.sizes ? `${formatCount(MOST_SHOWN)} largest` : `first ${formatCount(MOST_SHOWN)}`}{' '}
          are listed, of {formatCounted(found().length, 'column')}.
        </p>
      </Show>
    </div>
  );
}
