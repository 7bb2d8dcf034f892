import Copy from 'lucide-solid/icons/copy';
import { For, Show, type JSX } from 'solid-js';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { createElements } from './create-elements.ts';

/** What will appear here, and the one action that makes it appear. */
export function EmptyState(props: {
  title: string;
  text: JSX.Element;
  action?: JSX.Element;
}): JSX.Element {
  const action = createElements(() => props.action);
  return (
    <div class="state">
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      <Show when={action()}>
        <div class="acts">{action()}</div>
      </Show>
    </div>
  );
}

/** Still bars while something is read. Show it from 300 ms on. */
export function LoadingState(props: { text: string; lines?: number }): JSX.Element {
  return (
    <div class="bones" role="status">
      <For each={Array.from({ length: props.lines ?? 4 })}>{() => <i aria-hidden="true" />}</For>
      <span class="t12 ink3">{props.text}</span>
    </div>
  );
}

export interface ErrorStateProps {
  /** In two or three words: "Column gap not found". */
  title: string;
  /** What happened, with the thing and the limit named. */
  happened: JSX.Element;
  /** What is kept: "The last good result is still shown." */
  kept?: JSX.Element;
  /** What to do. */
  todo?: JSX.Element;
  action?: JSX.Element;
  /** Text behind "Copy details". */
  details?: string;
}

/** In place of the thing that failed: what happened, what is kept, what to do. */
export function ErrorState(props: ErrorStateProps): JSX.Element {
  const action = createElements(() => props.action);
  return (
    <div class="state" role="alert">
      <Badge tone="error">{props.title}</Badge>
      <p>{props.happened}</p>
      <Show when={props.kept}>
        <p>{props.kept}</p>
      </Show>
      <Show when={props.todo}>
        <p>{props.todo}</p>
      </Show>
      <Show when={action() || props.details}>
        <div class="acts">
          {action()}
          <Show when={props.details}>
            {(details) => (
              <Button tone="ghost" icon={Copy} onClick={() => void copyText(details(), 'Details')}>
                Copy details
              </Button>
            )}
          </Show>
        </div>
      </Show>
    </div>
  );
}
