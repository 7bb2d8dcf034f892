import { Popover as Kobalte } from '@kobalte/core/popover';
import type { JSX } from 'solid-js';
import { overlayRoot } from './overlay-root.ts';

export interface PopoverProps {
  /** Accessible name of the trigger. */
  label: string;
  title: string;
  class?: string;
  /** What the trigger shows. */
  trigger: JSX.Element;
  children: JSX.Element;
}

/** A button that opens a small panel with a title. */
export function Popover(props: PopoverProps): JSX.Element {
  return (
    <Kobalte gutter={6} placement="bottom-end">
      <Kobalte.Trigger class={props.class ?? 'btn'} aria-label={props.label}>
        {props.trigger}
      </Kobalte.Trigger>
      <Kobalte.Portal mount={overlayRoot()}>
        <Kobalte.Content class="pop">
          <Kobalte.Title>{props.title}</Kobalte.Title>
          {props.children}
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
