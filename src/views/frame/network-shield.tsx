import ShieldAlert from 'lucide-solid/icons/shield-alert';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { For, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import { Icon } from '../../widgets/icon.tsx';
import { Popover } from '../../widgets/popover.tsx';

/** A request to another origin that the page or a worker tried. */
export interface SeenRequest {
  address: string;
  /** "page", "worker" or a worker's name. */
  from: string;
}

/** "Network silent", or how many requests there were to other origins since the page loaded, with the list. */
export function NetworkShield(props: { requests: readonly SeenRequest[] }): JSX.Element {
  const silent = (): boolean => props.requests.length === 0;
  const words = (): string =>
    silent() ? 'Network silent' : formatCounted(props.requests.length, 'request');
  return (
    <Popover
      label={words()}
      title={words()}
      class={silent() ? 'quiet' : 'quiet loud'}
      trigger={
        <>
          <Icon of={silent() ? ShieldCheck : ShieldAlert} />
          <span class={silent() ? 'hide-m' : undefined}>{words()}</span>
        </>
      }
    >
      <Show
        when={!silent()}
        fallback={<p>No request left this page for another address since it loaded.</p>}
      >
        <p>
          Tried since this page loaded, to other addresses. The browser was told to refuse them.
        </p>
        <ul>
          <For each={props.requests}>
            {(request) => (
              <li>
                {request.address} <span class="note">{request.from}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Popover>
  );
}
