import { createEffect, createSignal, onCleanup, untrack, type Accessor } from 'solid-js';
import { failureOf, isAbort, type Failure } from './failure.ts';
import type { Query } from './query.ts';

/**
 * Asks again whenever `question` changes, but one at a time: while an answer is awaited only the newest question waits. So a
 * value that is dragged is answered as often as answers can be had, and the last one always. Null asks nothing.
 */
export function createLatest<Q, T>(
  question: Accessor<Q | null>,
  answer: (question: Q, signal: AbortSignal) => Promise<T>,
): Query<T> & { readonly answered: Accessor<Q | undefined> } {
  const [shown, setShown] = createSignal<{ readonly question: Q; readonly value: T }>();
  const [loading, setLoading] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const controller = new AbortController();
  const over = (): boolean => controller.signal.aborted;
  onCleanup(() => controller.abort());
  let waiting: { readonly question: Q } | null = null;
  const next = (): { readonly question: Q } | null => {
    const taken = waiting;
    waiting = null;
    return over() ? null : taken;
  };

  const work = async (): Promise<void> => {
    setLoading(true);
    for (let taken = next(); taken; taken = next()) {
      try {
        const value = await answer(taken.question, controller.signal);
        if (over()) return;
        setShown({ question: taken.question, value });
        setFailure(null);
      } catch (error) {
        if (!over() && !isAbort(error)) setFailure(failureOf(error));
      }
    }
    setLoading(false);
  };
  createEffect(() => {
    const asked = question();
    waiting = asked === null ? null : { question: asked };
    if (waiting && !untrack(loading)) void work();
  });
  return {
    value: () => shown()?.value,
    answered: () => shown()?.question,
    loading,
    failure,
  };
}
