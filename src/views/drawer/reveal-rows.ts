import { createSignal } from 'solid-js';

const [asked, setAsked] = createSignal(0);

/** Counts how often somebody asked to see the selected rows. */
export const rowsAsked = asked;

/** Opens the drawer on whatever is selected: the next level of a double click or Enter. The page has one drawer. */
export function revealRows(): void {
  setAsked((count) => count + 1);
}
