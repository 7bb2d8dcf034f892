import { Show, type JSX } from 'solid-js';
import { ROWS_GONE } from '../state/failure.ts';
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
