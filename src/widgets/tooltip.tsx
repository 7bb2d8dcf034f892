import { Tooltip as Kobalte } from '@kobalte/core/tooltip';
import { Show, splitProps, type JSX, type ValidComponent } from 'solid-js';
import { overlayRoot } from './overlay-root.ts';

export interface TooltipProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  type?: 'button';
  text: JSX.Element;
  /** A key, drawn as one. */
  hint?: string;
  /** What the trigger is. A `span` opens under the pointer only; a `button` also by keyboard. */
  as?: ValidComponent;
}

/** Words beside the thing under the pointer or the focus. All other props go to the trigger. */
export function Tooltip(props: TooltipProps): JSX.Element {
  const [own, rest] = splitProps(props, ['text', 'hint', 'as', 'children']);
  return (
    <Kobalte openDelay={400} closeDelay={80} gutter={6} placement="bottom">
      <Kobalte.Trigger as={own.as ?? 'span'} {...rest}>
        {own.children}
      </Kobalte.Trigger>
      <Kobalte.Portal mount={overlayRoot()}>
        <Kobalte.Content class="hint">
          {own.text}
          <Show when={own.hint}>{(key) => <kbd class="kbd">{key()}</kbd>}</Show>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
