import { Tabs as Kobalte } from '@kobalte/core/tabs';
import { For, Show, type JSX } from 'solid-js';

/** One tab: its id, its word, and a count after it if there is one. */
export interface Tab {
  id: string;
  label: string;
  count?: JSX.Element;
}

/** Ties a `TabList` in the head of a station to the `TabPanel`s in its body. Takes no room of its own. */
export function Tabs(props: {
  value: string;
  onChange: (id: string) => void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <Kobalte class="tabs-root" value={props.value} onChange={props.onChange}>
      {props.children}
    </Kobalte>
  );
}

/** The row of tabs. Arrow keys move between them. */
export function TabList(props: { label: string; tabs: readonly Tab[] }): JSX.Element {
  return (
    <Kobalte.List class="tabs" aria-label={props.label}>
      <For each={props.tabs}>
        {(tab) => (
          <Kobalte.Trigger value={tab.id}>
            {tab.label}
            <Show when={tab.count !== undefined}>
              <small>{tab.count}</small>
            </Show>
          </Kobalte.Trigger>
        )}
      </For>
    </Kobalte.List>
  );
}

/** What one tab shows. Drawn only while its tab is chosen. */
export function TabPanel(props: { id: string; children: JSX.Element }): JSX.Element {
  return (
    <Kobalte.Content value={props.id} class="tab-panel">
      {props.children}
    </Kobalte.Content>
  );
}
