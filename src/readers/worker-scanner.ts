import { type Remote, wrap } from 'comlink';
import { type Cancellable, ReadError } from '../engine/ports.ts';
import type { Scanner } from './scanner.ts';
import { type ScanWorker, valueOf } from './worker-contract.ts';

type Signal = Cancellable['signal'];

/** A worker in use, and a promise that rejects when it dies or the signal aborts: its own promises would never settle. */
interface Hired {
  readonly remote: Remote<ScanWorker>;
  readonly gone: Promise<never>;
  dismiss(): void;
}

/**
 * A scanner that hires a worker for each file and dismisses it afterwards, so that an abort leaves nothing running.
 * @param start  makes the worker; it serves {@link ScanWorker}.
 */
export function makeWorkerScanner(start: () => Worker): Scanner {
  return {
    async sniff(file, { signal } = {}) {
      const { remote, gone, dismiss } = hire(start, signal, file.name);
      try {
        return valueOf(await Promise.race([remote.sniff(file), gone]));
      } finally {
        dismiss();
      }
    },
    async *scan(file, dialect, { signal } = {}) {
      const { remote, gone, dismiss } = hire(start, signal, file.name);
      try {
        await Promise.race([remote.open(file, dialect), gone]);
        for (;;) {
          const part = valueOf(await Promise.race([remote.next(), gone]));
          yield part;
          if (part.kind === 'end') return;
        }
      } finally {
        dismiss();
      }
    },
  };
}

function hire(start: () => Worker, signal: Signal, file: string): Hired {
  signal?.throwIfAborted();
  const worker = start();
  const { promise: gone, reject } = withRejecter();
  const onAbort = () => {
    worker.terminate();
    reject(signal?.reason);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  worker.addEventListener('error', ({ message }) => {
    reject(
      new ReadError(
        'unreadable',
        `This file could not be read: ${message || 'the reader stopped.'}`,
        file,
      ),
    );
  });
  return {
    remote: wrap<ScanWorker>(worker),
    gone,
    dismiss() {
      signal?.removeEventListener('abort', onAbort);
      worker.terminate();
    },
  };
}

function withRejecter(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  // Nobody may be racing with it when it rejects.
  promise.catch(() => undefined);
  return { promise, reject };
}
