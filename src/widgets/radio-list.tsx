import { RadioGroup } from '@kobalte/core/radio-group';
import { For, Show, type JSX } from 'solid-js';

export interface RadioChoice<T extends string> {
  readonly value: T;
  readonly label: JSX.Element;
  /** Below the label. */
  readonly help?: JSX.Element;
}

/** One of several, all in sight; nothing is chosen while the value is null. Arrow keys move between them. */
export function RadioList<T extends string>(props: {
  /** What is chosen: the name of the group. */
  readonly label: string;
  readonly value: T | null;
  readonly choices: readonly RadioChoice<T>[];
  readonly onChange: (value: T) => void;
}): JSX.Element {
  const choose = (value: string): void => {
    const choice = props.choices.find((each) => each.value === value);
    if (choice) props.onChange(choice.value);
  };
  return (
    <RadioGroup class="radios" aria-label={props.label} value={props.value ?? ''} onChange={choose}>
      <For each={props.choices}>
        {(choice) => (
          <RadioGroup.Item class="radio" value={choice.value}>
            <RadioGroup.ItemInput />
            <RadioGroup.ItemControl class="dot">
              <RadioGroup.ItemIndicator />
            </RadioGroup.ItemControl>
            <div class="radio-w">
              <RadioGroup.ItemLabel>{choice.label}</RadioGroup.ItemLabel>
              <Show when={choice.help}>
                <RadioGroup.ItemDescription class="note num">
                  {choice.help}
                </RadioGroup.ItemDescription>
              </Show>
            </div>
          </RadioGroup.Item>
        )}
      </For>
    </RadioGroup>
  );
}
