import { RadioGroup } from '@kobalte/core/radio-group';
import { For, Show, type JSX } from 'solid-js';

/** One of several ways, with what it means. */
export interface RadioChoice<T extends string> {
  value: T;
  label: JSX.Element;
  /** Below the label. */
  note?: JSX.Element;
  disabled?: boolean;
}

/** One of a few, each with room for a sentence; nothing is chosen while the value is null. Arrow keys move. */
export function RadioList<T extends string>(props: {
  label: string;
  value: T | null;
  choices: readonly RadioChoice<T>[];
  onChange: (value: T) => void;
}): JSX.Element {
  const choose = (value: string): void => {
    const choice = props.choices.find((each) => each.value === value);
    if (choice) props.onChange(choice.value);
  };
  return (
    <RadioGroup class="rads" aria-label={props.label} value={props.value ?? ''} onChange={choose}>
      <For each={props.choices}>
        {(choice) => (
          <RadioGroup.Item class="rad" value={choice.value} disabled={choice.disabled ?? false}>
            <RadioGroup.ItemInput />
            <RadioGroup.ItemControl class="dot">
              <RadioGroup.ItemIndicator />
            </RadioGroup.ItemControl>
            <RadioGroup.ItemLabel>{choice.label}</RadioGroup.ItemLabel>
            <Show when={choice.note}>
              {(note) => (
                <RadioGroup.ItemDescription class="note num">{note()}</RadioGroup.ItemDescription>
              )}
            </Show>
          </RadioGroup.Item>
        )}
      </For>
    </RadioGroup>
  );
}
