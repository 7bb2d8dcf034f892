import { Show, type JSX } from 'solid-js';
import { ROWS_GONE } from '../state/failure.ts';
import type { Query } from '../state/query.ts';
import type { Workbench } from '../state/workbench.ts';
import { LoadingState } from '../widgets/states.tsx';

/** Stands for rows of the result that are on their way, or says that they went with the engine. */
export function Waiting(props: {
  readonly workbench: Workbench;
  /** What is under way: "Counting gaps". */
  readonly text: string;
  readonly lines?: number;
}): JSX.Element {
  return (
    <Show
      when={props.workbench.rowsGone() && !props.workbench.activity()}
      fallback={<LoadingState text={props.text} lines={props.lines} />}
    >
      <p class="note waiting">{ROWS_GONE}</p>
    </Show>
  );
}

/** Stands in a cell for what is on its way, or for what does not come: `why` is a sentence then. */
export function WaitingCell(props: { readonly why: string | null }): JSX.Element {
  return (
    <Show when={props.why} fallback={<span class="dt-wait" />}>
      {(why) => (
        <span class="ink3" title={why()}>
          –
        </span>
      )}
    </Show>
  );
}

/** Why a query of the result's rows has no answer and gets none before the next run; null while it may still come. */
export function whyNone(workbench: Workbench, query: Query<unknown>): string | null {
  const gone = workbench.rowsGone() && !workbench.activity();
  return gone ? ROWS_GONE : (query.failure()?.message ?? null);
}
