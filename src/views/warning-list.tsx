import { createSignal, For, Show, type JSX } from 'solid-js';
import { Button } from '../widgets/button.tsx';
import { Callout } from '../widgets/callout.tsx';
import { grouped } from './grouped.ts';
import './warning-list.css';

const SHOWN = 3;

/** What a station has to warn of, in one callout; more than three are folded. Nothing where there is nothing. */
export function WarningList(props: {
  readonly warnings: readonly string[];
  readonly problem?: string | null;
}): JSX.Element {
  const [all, setAll] = createSignal(false);
  const more = (): number => props.warnings.length - SHOWN;
  return (
    <Show when={props.warnings.length > 0 || props.problem}>
      <div class="warnings cut">
        <Show when={props.problem}>{(problem) => <Callout tone="error">{problem()}</Callout>}</Show>
        <Show when={props.warnings.length > 0}>
          <Callout
            action={
              <Show when={more() > 0}>
                <Button tone="ghost" small aria-expanded={all()} onClick={() => setAll(!all())}>
                  {all() ? 'Show fewer' : `Show ${String(more())} more`}
                </Button>
              </Show>
            }
          >
            <ul class="warnings-l">
              <For each={all() ? props.warnings : props.warnings.slice(0, SHOWN)}>
                {(warning) => <li>{grouped(warning)}</li>}
              </For>
            </ul>
          </Callout>
        </Show>
      </div>
    </Show>
  );
}
