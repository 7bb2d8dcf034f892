import { type Remote, wrap } from 'comlink';
import type { Cancellable, SourceFile } from '../engine/ports.ts';
import { inWords } from './in-words.ts';
import type { Scanner } from './scanner.ts';
import { type Answer, type ScanWorker, valueOf } from './worker-contract.ts';

type Signal = Cancellable['signal'];

/** A worker, and how to call it. */
interface Helper {
  readonly worker: Worker;
  readonly remote: Remote<ScanWorker>;
}

/** A worker in use, and a promise that rejects when it dies or the signal aborts: its own promises would never settle. */
interface Hired {
  readonly remote: Remote<ScanWorker>;
  readonly gone: Promise<never>;
  /** @param done whether the work came to its end: then the worker waits for the next, else it is ended. */
  dismiss(done: boolean): void;
}

/**
 * A scanner that works in one worker at a time. It waits between files, for a start costs a tenth of a second; an abort or
 * a failure ends it, so that nothing is left running.
 * @param start  makes the worker; it serves {@link ScanWorker}.
 */
export function makeWorkerScanner(start: () => Worker): Scanner {
  let waiting: Helper | null = null;

  function hire(signal: Signal, file: string): Hired {
    signal?.throwIfAborted();
    const { worker, remote } = waiting ?? employ(start());
    waiting = null;
    let alive = true;
    const { promise: gone, reject } = withRejecter();
    const end = (reason: unknown) => {
      alive = false;
      worker.terminate();
      reject(reason);
    };
    const onAbort = () => {
      end(signal?.reason);
    };
    const onError = (event: ErrorEvent) => {
      end(inWords(event.message, file));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.addEventListener('error', onError);
    return {
      remote,
      gone,
      dismiss(done) {
        signal?.removeEventListener('abort', onAbort);
        worker.removeEventListener('error', onError);
        if (alive && done && !waiting) waiting = { worker, remote };
        else worker.terminate();
      },
    };
  }

  /** Asks the worker for one thing. */
  async function ask<T>(
    file: SourceFile,
    signal: Signal,
    question: (remote: Remote<ScanWorker>) => Promise<Answer<T>>,
  ): Promise<T> {
    const { remote, gone, dismiss } = hire(signal, file.name);
    let done = false;
    try {
      const answer = await Promise.race([question(remote), gone]);
      // After a refusal it may be harmed: the next file gets a new one.
      done = answer.ok;
      return valueOf(answer);
    } finally {
      dismiss(done);
    }
  }

  return {
    sniff: (file, { signal } = {}) => ask(file, signal, (remote) => remote.sniff(file)),
    lines: (file, table, count, { signal } = {}) =>
      ask(file, signal, (remote) => remote.lines(file, table, count)),
    async *scan(file, table, { signal, sliceBytes } = {}) {
      const { remote, gone, dismiss } = hire(signal, file.name);
      let ended = false;
      /** Whether the worker has answered all that it was asked, so that it can go on with another file. */
      let idle = false;
      try {
        await Promise.race([remote.open(file, table, sliceBytes), gone]);
        while (!ended) {
          idle = false;
          const part = valueOf(await Promise.race([remote.next(), gone]));
          ended = part.kind === 'end';
          idle = true;
          yield part;
        }
      } finally {
        try {
          if (idle && !ended) await Promise.race([remote.close(), gone]);
        } finally {
          dismiss(idle);
        }
      }
    },
  };
}

function employ(worker: Worker): Helper {
  return { worker, remote: wrap<ScanWorker>(worker) };
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
