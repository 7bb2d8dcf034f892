import { For, Show, type JSX } from 'solid-js';

/** One level of the selection, from the outermost in. */
export interface Crumb {
  id: string;
  label: JSX.Element;
  /** The mark of a cluster, before the label. */
  mark?: JSX.Element;
}

/** The path of the selection. A crumb goes up to its level; the last is the row count. */
export function Crumbs(props: {
  crumbs: readonly Crumb[];
  onSelect: (id: string, level: number) => void;
}): JSX.Element {
  const isLast = (level: number): boolean => level === props.crumbs.length - 1;
  return (
    <ol class="crumbs" aria-label="Selection">
      <For each={props.crumbs}>
        {(crumb, level) => (
          <li>
            <Show
              when={isLast(level())}
              fallback={
                <button
                  type="button"
                  class="crumb"
                  onClick={() => props.onSelect(crumb.id, level())}
                >
                  {crumb.mark}
                  <span class="trunc">{crumb.label}</span>
                </button>
              }
            >
              <span class="crumb last" aria-current="true">
                {crumb.mark}
                <span class="trunc">{crumb.label}</span>
              </span>
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}
