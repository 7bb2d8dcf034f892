import type { Line } from './lines.ts';

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
export const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const SHOWN_OF_A_LONG_LINE = 2000;

/** What a line says; as well as it can be told where it is not to be read, and why. */
export function textOf({ bytes, tooLong }: Line): {
  readonly text: string;
  readonly problem: string | null;
} {
  if (tooLong) {
    const text = LENIENT.decode(bytes.subarray(0, SHOWN_OF_A_LONG_LINE));
    return { text, problem: 'longer than any record may be' };
  }
  try {
    return { text: STRICT.decode(bytes), problem: null };
  } catch {
    return { text: LENIENT.decode(bytes), problem: 'not written in UTF-8' };
  }
}
