import { Select as Kobalte } from '@kobalte/core/select';
import Check from 'lucide-solid/icons/check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import { createMemo, type JSX } from 'solid-js';
import { Icon } from './icon.tsx';
import { overlayRoot } from './overlay-root.ts';
import type { Choice } from './segmented.tsx';

export interface SelectProps<T extends string> {
  /** Accessible name; the visible label is the field's. */
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  disabled?: boolean;
}

/** One of many, in a list that opens. */
export function Select<T extends string>(props: SelectProps<T>): JSX.Element {
  /** Kobalte looks for an option by a selector that its key is put into as it is: a value may be anything. */
  const options = createMemo((): readonly (Choice<T> & { readonly key: string })[] =>
    props.choices.map((choice, i) => ({ ...choice, key: `o${String(i)}` })),
  );
  const chosen = () => options().find((choice) => choice.value === props.value);
  return (
    <Kobalte<Choice<T> & { readonly key: string }>
      options={[...options()]}
      optionValue="key"
      optionTextValue="label"
      value={chosen() ?? null}
      onChange={(choice) => {
        if (choice && choice.value !== props.value) props.onChange(choice.value);
      }}
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
          <Kobalte.ItemLabel>{item.item.rawValue.label}</Kobalte.ItemLabel>
        </Kobalte.Item>
      )}
    >
      <Kobalte.Trigger class="in sel" aria-label={`${props.label}: ${chosen()?.label ?? ''}`}>
        <Kobalte.Value<Choice<T>> class="val">
          {(state) => state.selectedOption().label}
        </Kobalte.Value>
        <Icon of={ChevronDown} small />
      </Kobalte.Trigger>
      <Kobalte.Portal mount={overlayRoot()}>
        <Kobalte.Content class="menu">
          <Kobalte.Listbox aria-label={props.label} />
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
