import { Toast as Kobalte, toaster } from '@kobalte/core/toast';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import Info from 'lucide-solid/icons/info';
import X from 'lucide-solid/icons/x';
import { Show, type JSX } from 'solid-js';
import { Portal } from 'solid-js/web';
import { buttonClass } from './button.tsx';
import { Icon } from './icon.tsx';

export interface ToastMessage {
  title: string;
  detail?: string;
  tone?: 'info' | 'error';
}

/** Says something for six seconds; an error stays until it is closed. Returns the toast's number. */
export function showToast(message: ToastMessage): number {
  const failed = message.tone === 'error';
  return toaster.show((toast) => (
    <Kobalte
      as="div"
      toastId={toast.toastId}
      class={failed ? 'toast er' : 'toast'}
      priority={failed ? 'high' : 'low'}
      persistent={failed}
    >
      <Icon of={failed ? CircleAlert : Info} small />
      <Kobalte.Title class="toast-t">{message.title}</Kobalte.Title>
      <Kobalte.CloseButton class={buttonClass('ghost', true, 'ico')} aria-label="Close">
        <Icon of={X} small />
      </Kobalte.CloseButton>
      <Show when={message.detail}>
        <Kobalte.Description class="toast-d">{message.detail}</Kobalte.Description>
      </Show>
    </Kobalte>
  ));
}

/** Where toasts appear. Once in the page. */
export function ToastRegion(): JSX.Element {
  return (
    <Portal>
      <Kobalte.Region duration={6000} limit={3} aria-label="Messages">
        <Kobalte.List as="div" class="toasts" />
      </Kobalte.Region>
    </Portal>
  );
}
