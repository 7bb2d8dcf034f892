import { onCleanup, onMount } from 'solid-js';
import { letterKeys } from './letter-keys.ts';
import { matchKey, type KeyCommand, type KeyPlace } from './match-key.ts';

/** What each key does. One that returns false has not used the key. */
export type KeyHandlers = Partial<Record<KeyCommand, (event: KeyboardEvent) => unknown>>;

const TYPING =
  'input:not([type=checkbox],[type=radio],[type=range],[type=button],[type=file]),textarea,select,[contenteditable]:not([contenteditable=false])';
const BUSY =
  'button,a[href],summary,input,[role=grid],[role=application],[role=listbox],[role=menu],[role=tab],[role=slider],[role=separator],[role=switch],[role=checkbox]';
/** While one of these is open, only its own keys count. */
const MODAL = '[role=dialog][data-expanded],[role=menu],[role=listbox]';

function placeOf(event: KeyboardEvent): KeyPlace {
  const at = event.composedPath()[0];
  const element = at instanceof Element ? at : undefined;
  return {
    typing: element?.closest(TYPING) instanceof Element,
    busy: element?.closest(BUSY) instanceof Element,
    letters: letterKeys(),
  };
}

/**
 * The keys of the page. Single letters are off in text fields, under dialogs and menus, and when turned off.
 * A widget that has used a key has called `preventDefault`: such keys are left alone.
 */
export function createKeymap(handlers: KeyHandlers): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = matchKey(
      {
        key: event.key,
        code: event.code,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        shiftKey: event.shiftKey,
        altGraph: event.getModifierState('AltGraph'),
      },
      placeOf(event),
    );
    if (!command || (event.repeat && command !== 'next' && command !== 'previous')) return;
    if (document.querySelector(MODAL)) return;
    const handle = handlers[command];
    if (handle && handle(event) !== false) event.preventDefault();
  };
  onMount(() => {
    document.addEventListener('keydown', onKeyDown);
    onCleanup(() => document.removeEventListener('keydown', onKeyDown));
  });
}
