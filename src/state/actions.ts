import { batch, createSignal, type Accessor } from 'solid-js';
import { failureOf, isAbort, type Failure } from './failure.ts';

/** What is under way: shown as progress, may be cancelled. `total` 0 means that no share can be told. */
export interface Activity {
  readonly sentence: string;
  readonly step: string | null;
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  /** When the part of it that is told of will have ended, by the clock of `performance.now()`; null while that is not known. */
  readonly endsAt: number | null;
}

export interface Actions {
  readonly activity: Accessor<Activity | null>;
  readonly failure: Accessor<Failure | null>;
  /** Does something long: what it throws becomes the failure, unless it was aborted. */
  act(sentence: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Says how far the work under way is. What is said of its end holds until the next word. */
  tell(part: Partial<Activity>): void;
  fail(failure: Failure | null): void;
  cancel(reason: string): void;
}

/** One thing at a time: a newer action aborts the one under way and begins when that has tidied up. */
export function createActions(): Actions {
  const [activity, setActivity] = createSignal<Activity | null>(null);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  let controller: AbortController | null = null;
  let settled: Promise<void> = Promise.resolve();
  const cancel = (reason: string): void =>
    controller?.abort(new DOMException(reason, 'AbortError'));
  return {
    activity,
    failure,
    act: (sentence, work) => {
      cancel('Replaced by a newer run.');
      const own = new AbortController();
      controller = own;
      const before = settled;
      const end = (): void => {
        if (controller !== own) return;
        controller = null;
        setActivity(null);
      };
      // A cancel is done at once; tidying up goes on behind it, and the next action waits for that.
      own.signal.addEventListener('abort', end, { once: true });
      batch(() => {
        setFailure(null);
        setActivity({
          sentence,
          step: null,
          done: 0,
          total: 0,
          startedAt: performance.now(),
          endsAt: null,
        });
      });
      settled = (async () => {
        await before;
        try {
          own.signal.throwIfAborted();
          await work(own.signal);
        } catch (error) {
          if (controller === own && !isAbort(error)) setFailure(failureOf(error));
        } finally {
          end();
        }
      })();
      return settled;
    },
    tell: (part) => {
      setActivity((before) => (before ? { ...before, endsAt: null, ...part } : before));
    },
    fail: setFailure,
    cancel,
  };
}
