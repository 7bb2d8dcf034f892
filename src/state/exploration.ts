import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from 'solid-js';
import type { MethodName, Methods, Progress } from '../cluster/contract.ts';
import { text } from '../sql/sql.ts';
import type { Explorer, ParamsOf } from './explorer.ts';
import { failureOf, isAbort, type Failure } from './failure.ts';
import type { Query } from './query.ts';

/** What a method gave on the explored matrix, asked again when the matrix or the parameters change. */
export interface Exploration<T> extends Query<T> {
  /** While it works, for what takes longer than a moment. */
  readonly progress: Accessor<Progress | null>;
}

/**
 * A method on the explored matrix. An answer stays until the next one is there, but not beyond its matrix. Null asks nothing;
 * outdated questions are cancelled.
 */
export function createExploration<M extends MethodName>(
  explorer: Explorer,
  method: M,
  params: Accessor<ParamsOf<M> | null>,
): Exploration<Methods[M]['result']> {
  type Result = Methods[M]['result'];
  const [answer, setAnswer] = createSignal<{ readonly matrix: string; readonly value: Result }>();
  const [progress, setProgress] = createSignal<Progress | null>(null);
  const [loading, setLoading] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const matrix = createMemo(() => {
    const query = explorer.step()?.matrix;
    return query ? text(query) : '';
  });
  // The question as text, so that what is the same is not asked twice.
  const question = createMemo(() => {
    const wanted = params();
    return matrix() === '' || wanted === null || explorer.rowsGone()
      ? null
      : JSON.stringify([matrix(), wanted]);
  });
  createEffect(() => {
    const asked = question();
    setLoading(asked !== null);
    setProgress(null);
    if (asked === null) return;
    const [on, wanted] = JSON.parse(asked) as [string, ParamsOf<M>];
    const controller = new AbortController();
    const { signal } = controller;
    onCleanup(() => {
      controller.abort();
    });
    explorer
      .run(method, wanted, { signal, onProgress: (now) => !signal.aborted && setProgress(now) })
      .then((value) => {
        if (signal.aborted) return;
        setAnswer({ matrix: on, value });
        setFailure(null);
      })
      .catch((error: unknown) => {
        if (!signal.aborted && !isAbort(error)) setFailure(failureOf(error));
      })
      .finally(() => {
        if (!signal.aborted) setLoading(false);
      });
  });
  return {
    value: () => (answer()?.matrix === matrix() ? answer()?.value : undefined),
    progress,
    loading,
    failure,
  };
}
