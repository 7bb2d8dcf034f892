import { kindOf } from './find-header.ts';

export const LONGEST_NAME = 64;

/** Whether a text is a word or two, as names of columns are. In prose a space is before the first of them, for it comes after a comma. */
export function isName(text: string): boolean {
  return (
    text.length <= LONGEST_NAME &&
    /^[^\s.!?:;/(]+([ ][^\s.!?:;/(]+)?$/.test(text) &&
    kindOf(text) === 'text'
  );
}
