import { Dialog as Kobalte } from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import { createRenderEffect, on, Show, type JSX } from 'solid-js';
import { buttonClass } from './button.tsx';
import { Icon } from './icon.tsx';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: JSX.Element;
  /** Buttons, the one that goes on last. */
  footer?: JSX.Element;
  wide?: boolean;
  /** As large as the window; the content has its own room at the sides. */
  full?: boolean;
  children?: JSX.Element;
}

/** A modal dialog: focus stays in it, Escape closes it, and focus goes back to where it was. */
export function Dialog(props: DialogProps): JSX.Element {
  let opener: Element | null = null;
  createRenderEffect(
    on(
      () => props.open,
      (open) => {
        if (open) opener = document.activeElement;
      },
    ),
  );
  /** The dialog has no trigger of its own that Kobalte could go back to. */
  const onCloseAutoFocus = (event: Event): void => {
    event.preventDefault();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  };
  return (
    <Kobalte open={props.open} onOpenChange={props.onOpenChange}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="scrim" />
        <div class="dlg-pos">
          <Kobalte.Content
            onCloseAutoFocus={onCloseAutoFocus}
            class={`dlg${props.wide ? ' wide' : ''}${props.full ? ' full' : ''}`}
          >
            <header class="dlg-h">
              <Kobalte.Title>{props.title}</Kobalte.Title>
              <span class="sp" />
              <Kobalte.CloseButton class={buttonClass('ghost', true, 'ico')} aria-label="Close">
                <Icon of={X} small />
              </Kobalte.CloseButton>
            </header>
            <Show when={props.description}>
              <Kobalte.Description class="dlg-d">{props.description}</Kobalte.Description>
            </Show>
            <div class="dlg-b">{props.children}</div>
            <Show when={props.footer}>
              <footer class="dlg-f">{props.footer}</footer>
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte>
  );
}
