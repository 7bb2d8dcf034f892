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

/**
 * A modal dialog: it begins at its first control, Enter does its main action, focus stays in it, Escape closes it, and focus
 * goes back to where it was.
 */
export function Dialog(props: DialogProps): JSX.Element {
  let content: HTMLElement | undefined;
  let opener: HTMLElement | null = null;
  createRenderEffect(
    on(
      () => props.open,
      (open) => {
        if (open) opener = findOpener();
      },
    ),
  );
  /** Kobalte would begin at the button that closes it. A menu that opened it gives the focus back first. */
  const onOpenAutoFocus = (event: Event): void => {
    event.preventDefault();
    setTimeout(() => {
      const start = content && (props.full ? content : firstControl(content));
      start?.focus({ preventScroll: true });
    });
  };
  /** The dialog has no trigger of its own that Kobalte could go back to. */
  const onCloseAutoFocus = (event: Event): void => {
    event.preventDefault();
    const back = opener?.isConnected ? opener : document.querySelector('main');
    back?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (props.full || !goesOn(event)) return;
    event.preventDefault();
    content?.querySelector<HTMLButtonElement>(MAIN_ACTION)?.click();
  };
  return (
    <Kobalte open={props.open} onOpenChange={props.onOpenChange}>
      <Kobalte.Portal>
        <Kobalte.Overlay class="scrim" />
        <div class="dlg-pos">
          <Kobalte.Content
            ref={content}
            onOpenAutoFocus={onOpenAutoFocus}
            onCloseAutoFocus={onCloseAutoFocus}
            onKeyDown={onKeyDown}
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

const MAIN_ACTION = '.dlg-f .btn.pri:not(:disabled)';

/** What had the focus; of a menu that is about to close, its button. Null where nothing had it. */
function findOpener(): HTMLElement | null {
  const at = document.activeElement;
  const menu = at?.closest('[role=menu]');
  const found = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : at;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}

/** The first control of the content, the chosen one of several radio buttons; without any the main action. */
function firstControl(content: HTMLElement): HTMLElement {
  const first = content.querySelector<HTMLElement>(
    '.dlg-b :is(input, textarea, button.in):not(:disabled)',
  );
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio')
    return first ?? content.querySelector<HTMLElement>(MAIN_ACTION) ?? content;
  const group = `input[type=radio][name="${CSS.escape(first.name)}"]:checked`;
  return content.querySelector<HTMLElement>(group) ?? first;
}

/** Whether a key asks for the main action: Enter where nothing else is done by it, in text of several lines with Ctrl. */
function goesOn(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return false;
  if (event.target instanceof HTMLTextAreaElement) return event.ctrlKey || event.metaKey;
  return event.target instanceof HTMLInputElement;
}
