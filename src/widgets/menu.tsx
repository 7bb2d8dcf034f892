import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import Check from 'lucide-solid/icons/check';
import { For, Index, Match, Show, Switch, type JSX } from 'solid-js';
import { Icon, type IconShape } from './icon.tsx';
import { overlayRoot } from './overlay-root.ts';

/** A line of a menu: something to do, one of several to choose, a heading or a rule. */
export type MenuEntry =
  | {
      kind?: 'item';
      label: string;
      icon?: IconShape;
      hint?: string;
      disabled?: boolean;
      onSelect: () => void;
    }
  | {
      kind: 'radio';
      label: string;
      value: string;
      choices: readonly { value: string; label: string }[];
      onChange: (value: string) => void;
    }
  | { kind: 'note'; label: string }
  | { kind: 'rule' };

type Item = Extract<MenuEntry, { onSelect: () => void }>;
type Radio = Extract<MenuEntry, { kind: 'radio' }>;

export interface MenuProps {
  /** Accessible name of the trigger, when its children do not say it. */
  label?: string;
  entries: readonly MenuEntry[];
  /** Classes of the trigger. */
  class?: string;
  title?: string;
  /** What the trigger shows. */
  children: JSX.Element;
}

function RadioLines(props: { entry: Radio }): JSX.Element {
  return (
    <DropdownMenu.RadioGroup
      value={props.entry.value}
      onChange={(value: string) => props.entry.onChange(value)}
    >
      <DropdownMenu.GroupLabel class="menu-l">{props.entry.label}</DropdownMenu.GroupLabel>
      <For each={props.entry.choices}>
        {(choice) => (
          <DropdownMenu.RadioItem closeOnSelect value={choice.value} class="menu-i">
            <span class="tick">
              <DropdownMenu.ItemIndicator>
                <Icon of={Check} small />
              </DropdownMenu.ItemIndicator>
            </span>
            {choice.label}
          </DropdownMenu.RadioItem>
        )}
      </For>
    </DropdownMenu.RadioGroup>
  );
}

function ItemLine(props: { entry: Item }): JSX.Element {
  return (
    <DropdownMenu.Item
      class="menu-i"
      disabled={props.entry.disabled ?? false}
      onSelect={() => props.entry.onSelect()}
    >
      <Show when={props.entry.icon}>{(icon) => <Icon of={icon()} small />}</Show>
      {props.entry.label}
      <Show when={props.entry.hint}>{(hint) => <span class="kbd">{hint()}</span>}</Show>
    </DropdownMenu.Item>
  );
}

/** A button that opens a list of things to do. Lines that change while it is open stay where they are and keep the focus. */
export function Menu(props: MenuProps): JSX.Element {
  const as = <K extends MenuEntry>(
    entry: MenuEntry,
    test: (each: MenuEntry) => each is K,
  ): K | false => (test(entry) ? entry : false);
  return (
    <DropdownMenu modal={false} gutter={4} placement="bottom-start">
      <DropdownMenu.Trigger
        class={props.class ?? 'btn'}
        aria-label={props.label}
        title={props.title}
      >
        {props.children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal mount={overlayRoot()}>
        <DropdownMenu.Content class="menu">
          <Index each={props.entries}>
            {(entry) => (
              <Switch>
                <Match when={entry().kind === 'rule'}>
                  <DropdownMenu.Separator />
                </Match>
                <Match
                  when={as(
                    entry(),
                    (each): each is Extract<MenuEntry, { kind: 'note' }> => each.kind === 'note',
                  )}
                >
                  {(note) => <p class="menu-l">{note().label}</p>}
                </Match>
                <Match when={as(entry(), (each): each is Radio => each.kind === 'radio')}>
                  {(radio) => <RadioLines entry={radio()} />}
                </Match>
                <Match when={as(entry(), (each): each is Item => 'onSelect' in each)}>
                  {(item) => <ItemLine entry={item()} />}
                </Match>
              </Switch>
            )}
          </Index>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
