import type { Cancellable } from '../engine/ports.ts';

/** What a host's AbortSignal has and a pure folder may name. */
export type Signal = NonNullable<Cancellable['signal']>;

/** Settles as `work` does, but rejects with the signal's reason as soon as it aborts; `work` then settles unheard. */
export async function orAborted<T>(work: Promise<T>, signal: Signal | undefined): Promise<T> {
  if (!signal) return work;
  // Heard from here on, whichever wins.
  work.catch(() => undefined);
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(asError(signal.reason));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

/** A reason is an Error unless a caller gave something else, which then passes as it is. */
function asError(reason: unknown): Error {
  return reason as Error;
}

/**
 * One task at a time, in order of asking. A task that is aborted rejects at once for its caller, while the next one
 * waits until it has really ended; tasks look at the signal themselves and end soon.
 */
export function makeQueue(): <T>(task: () => Promise<T>, signal?: Signal) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task, signal) => {
    const turn = last.then(() => {
      signal?.throwIfAborted();
      return task();
    });
    last = turn.catch(() => undefined);
    return orAborted(turn, signal);
  };
}
