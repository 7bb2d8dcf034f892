import { Switch as Kobalte } from '@kobalte/core/switch';
import type { JSX } from 'solid-js';

export interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** On or off, applied at once. */
export function Switch(props: SwitchProps): JSX.Element {
  return (
    <Kobalte
      class="tog"
      checked={props.checked}
      onChange={props.onChange}
      disabled={props.disabled ?? false}
    >
      <Kobalte.Input />
      <Kobalte.Control class="track">
        <Kobalte.Thumb class="knob" />
      </Kobalte.Control>
      <Kobalte.Label>{props.label}</Kobalte.Label>
    </Kobalte>
  );
}
