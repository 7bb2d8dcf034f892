import { Switch as Kobalte } from '@kobalte/core/switch';
import type { JSX } from 'solid-js';

export interface VerdictSwitchProps {
  /** What is judged: "cluster 1". */
  of: string;
  suspect: boolean;
  onChange: (suspect: boolean) => void;
  disabled?: boolean;
}

/** Suspect or organic: a switch plus the word, so that colour is never alone. */
export function VerdictSwitch(props: VerdictSwitchProps): JSX.Element {
  return (
    <Kobalte
      class="tog verdict"
      checked={props.suspect}
      onChange={props.onChange}
      disabled={props.disabled ?? false}
    >
      <Kobalte.Input aria-label={`${props.of} is suspect`} />
      <Kobalte.Control class="track">
        <Kobalte.Thumb class="knob" />
      </Kobalte.Control>
      <span class="word" aria-hidden="true">
        {props.suspect ? 'Suspect' : 'Organic'}
      </span>
    </Kobalte>
  );
}
