import { createSignal } from 'solid-js';
import { keep, readKept } from './storage.ts';

/** The theme a person asked for; `system` follows the computer. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const isChoice = (text: string | undefined): text is ThemeChoice =>
  text === 'system' || text === 'light' || text === 'dark';

const [choice, setChoice] = createSignal<ThemeChoice>('system');

/** The chosen theme. */
export const themeChoice = choice;

function show(theme: ThemeChoice): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  setChoice(theme);
}

/** Applies the kept theme. Call it before the first render. */
export function restoreTheme(): void {
  const kept = readKept('local', 'theme');
  show(isChoice(kept) ? kept : 'system');
}

/** Chooses a theme and keeps it in this browser. */
export function chooseTheme(theme: ThemeChoice): void {
  show(theme);
  keep('local', 'theme', theme);
}
