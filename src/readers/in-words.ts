import { ReadError } from '../engine/ports.ts';

const UNFORESEEN =
  'This file cannot be read: something in it is damaged, or of a kind that is not known here. Ask for it again, or write it again in another format.';
const NO_ROOM =
  'There is not enough memory to read this file. Close other tabs, or split the file.';

/**
 * Any error as one in the user's words: what a library or the language itself says would tell nobody anything. It is kept as
 * the cause. An abort passes.
 * @param message  what is said of an error that nobody foresaw.
 */
export function inWords(thrown: unknown, file: string, message = UNFORESEEN): unknown {
  if (thrown instanceof ReadError) return thrown;
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return thrown;
  const isNoRoom = thrown instanceof RangeError && thrown.message.includes('allocation failed');
  const error = isNoRoom
    ? new ReadError('too-large', NO_ROOM, file)
    : new ReadError('unreadable', message, file);
  error.cause = thrown;
  return error;
}
