import { letterKeysEnabled, setLetterKeys } from '../charts/letter-keys.ts';
import { keep, readKept } from './storage.ts';

/** Whether single-letter keys work, in tables, charts and the page. */
export const letterKeys = letterKeysEnabled;

/** Applies what was kept in this browser. Call it once at the start. */
export function restoreLetterKeys(): void {
  setLetterKeys(readKept('local', 'letter-keys') !== 'off');
}

/** Turns single-letter keys on or off, and keeps it. */
export function chooseLetterKeys(on: boolean): void {
  setLetterKeys(on);
  keep('local', 'letter-keys', on ? 'on' : 'off');
}
