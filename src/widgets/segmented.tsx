import { ToggleGroup } from '@kobalte/core/toggle-group';
import { For, type JSX } from 'solid-js';

/** A value and the words for it. */
export interface Choice<T extends string = string> {
  value: T;
  label: string;
}

export interface SegmentedProps<T extends string> {
  /** Accessible name of the group. */
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  small?: boolean;
}

/** One of two to four, all in sight. */
export function Segmented<T extends string>(props: SegmentedProps<T>): JSX.Element {
  const choose = (value: string | null): void => {
    const choice = props.choices.find((each) => each.value === value);
    if (choice) props.onChange(choice.value);
  };
  return (
    <ToggleGroup
      class={props.small ? 'seg sm' : 'seg'}
      aria-label={props.label}
      value={props.value}
      onChange={choose}
    >
      <For each={props.choices}>
        {(choice) => <ToggleGroup.Item value={choice.value}>{choice.label}</ToggleGroup.Item>}
      </For>
    </ToggleGroup>
  );
}
