import { Checkbox as Kobalte } from '@kobalte/core/checkbox';
import Check from 'lucide-solid/icons/check';
import type { JSX } from 'solid-js';
import { Icon } from './icon.tsx';

export interface CheckboxProps {
  label: JSX.Element;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** A box and what it means when ticked. */
export function Checkbox(props: CheckboxProps): JSX.Element {
  return (
    <Kobalte
      class="cb"
      checked={props.checked}
      onChange={props.onChange}
      disabled={props.disabled ?? false}
    >
      <Kobalte.Input />
      <Kobalte.Control class="box">
        <Kobalte.Indicator>
          <Icon of={Check} small />
        </Kobalte.Indicator>
      </Kobalte.Control>
      <Kobalte.Label>{props.label}</Kobalte.Label>
    </Kobalte>
  );
}
