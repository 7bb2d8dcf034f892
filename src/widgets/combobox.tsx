import { Combobox as Kobalte } from '@kobalte/core/combobox';
import Check from 'lucide-solid/icons/check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import { createMemo, createSignal, type JSX } from 'solid-js';
import { Icon } from './icon.tsx';
import { overlayRoot } from './overlay-root.ts';

export interface ComboboxProps {
  /** Accessible name. */
  label: string;
  value: string;
  choices: readonly string[];
  onChange: (value: string) => void;
  disabled?: boolean;
}

/** More are found by typing. */
const MOST_SHOWN = 100;

/** One of many, found by typing a part of it. */
export function Combobox(props: ComboboxProps): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const shown = createMemo((): string[] => {
    const part = typed() === props.value ? '' : typed().toLowerCase();
    const found = props.choices.filter((choice) => choice.toLowerCase().includes(part));
    const few = found.slice(0, MOST_SHOWN);
    return part !== '' || few.includes(props.value) || props.value === ''
      ? few
      : [props.value, ...few];
  });
  return (
    <Kobalte<string>
      options={shown()}
      value={props.value}
      onChange={(choice) => {
        if (choice !== null && choice !== props.value) props.onChange(choice);
      }}
      onInputChange={setTyped}
      onOpenChange={(open) => {
        if (open) setTyped('');
      }}
      defaultFilter={() => true}
      disallowEmptySelection
      disabled={props.disabled ?? false}
      gutter={4}
      sameWidth
      itemComponent={(item) => (
        <Kobalte.Item item={item.item} class="menu-i">
          <span class="tick">
            <Kobalte.ItemIndicator>
              <Icon of={Check} small />
            </Kobalte.ItemIndicator>
          </span>
          <Kobalte.ItemLabel>{item.item.rawValue}</Kobalte.ItemLabel>
        </Kobalte.Item>
      )}
    >
      <Kobalte.Control class="in sel">
        <Kobalte.Input aria-label={props.label} spellcheck={false} />
        <Kobalte.Trigger class="open" aria-label={`${props.label}, list`}>
          <Icon of={ChevronDown} small />
        </Kobalte.Trigger>
      </Kobalte.Control>
      <Kobalte.Portal mount={overlayRoot()}>
        <Kobalte.Content class="menu">
          <Kobalte.Listbox aria-label={props.label} />
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
