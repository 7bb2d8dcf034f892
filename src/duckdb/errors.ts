import { DatabaseError } from '../engine/ports.ts';
import type { Signal } from './queue.ts';

const OUT_OF_MEMORY =
  /out of memory|failed to allocate|could not allocate|bad_alloc|array buffer allocation|cannot enlarge memory/i;
/** What the engine says of a statement or of a value quotes either, whatever they say. */
const OF_A_STATEMENT =
  /^(conversion|invalid input|binder|parser|catalog|constraint|out of range|permission) error/i;
/** Traps come without any words before them; after a fatal error the engine refuses all else. */
const BROKEN =
  /^(uncaught |runtimeerror: )*(unreachable|memory access out of bounds|table index is out of bounds|index out of bounds|null function or function signature mismatch|indirect call to null|integer overflow|divide by zero|maximum call stack size exceeded|aborted\()|^fatal error|database has been invalidated/i;
const REFUSED =
  /permission error|configuration has been locked|by configuration|through configuration|exists in the \S+ extension|no file system here/i;

const MESSAGE_LENGTH = 300;
const DETAILS_LENGTH = 4000;

/** Turns whatever the engine threw into a {@link DatabaseError}. Stacks are left out: the engine's hold its whole bundle. */
export function toDatabaseError(thrown: unknown): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown;
  const details = cut(
    plainly(thrown instanceof Error ? thrown.message : String(thrown)),
    DETAILS_LENGTH,
  );
  if (!OF_A_STATEMENT.test(details)) {
    if (OUT_OF_MEMORY.test(details)) return outOfMemory(details);
    if (BROKEN.test(details)) return engineBroken(details);
  }
  const reason = cut(firstParagraph(details), MESSAGE_LENGTH);
  return REFUSED.test(details)
    ? new DatabaseError('refused', `The engine is locked and does not do this: ${reason}`, details)
    : new DatabaseError('failed', `The engine could not do this: ${reason}`, details);
}

/** @param engineLost  false: it was refused before anything was taken. */
export function outOfMemory(details: string, engineLost = true): DatabaseError {
  const message =
    'There is not enough memory for this. Close other tables or files, or work on a part of the data.';
  return new DatabaseError('out-of-memory', message, details, engineLost);
}

export function engineBroken(details: string): DatabaseError {
  return new DatabaseError('broken', 'The SQL engine failed and cannot go on.', details);
}

/** Some statements report errors as JSON, others as text. */
function plainly(message: string): string {
  if (!message.startsWith('{"exception_type"')) return message;
  try {
    const { exception_type: type, exception_message: reason } = JSON.parse(message) as Record<
      string,
      unknown
    >;
    return typeof type === 'string' && typeof reason === 'string'
      ? `${type} Error: ${reason}`
      : message;
  } catch {
    return message;
  }
}

/** The reason alone: neither the quoted statement nor hints on settings that are locked anyway. */
function firstParagraph(details: string): string {
  const [paragraph = ''] = details.trim().split(/\n\s*\n|\nLINE \d+:/);
  return paragraph.replaceAll(/\s+/g, ' ') || 'no reason was given.';
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** Throws the signal's reason when it has aborted, else what was thrown as a {@link DatabaseError}. */
export function rethrow(thrown: unknown, signal: Signal | undefined): never {
  signal?.throwIfAborted();
  throw toDatabaseError(thrown);
}
