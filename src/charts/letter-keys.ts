import { createSignal } from 'solid-js';

const [enabled, setEnabled] = createSignal(true);

/** Whether single-letter keys (T) work; a setting of the page turns them off. */
export const letterKeysEnabled = enabled;
/** Turns single-letter keys of all charts on or off. */
export const setLetterKeys = setEnabled;

/** True for a press of this letter alone, outside text fields, while letter keys are on. */
export function isLetterKey(event: KeyboardEvent, letter: string): boolean {
  if (!enabled() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false;
  const target = event.target;
  const typing =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'));
  return !typing && event.key.toLowerCase() === letter;
}
