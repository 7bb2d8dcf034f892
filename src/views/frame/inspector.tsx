import X from 'lucide-solid/icons/x';
import { Show, type JSX } from 'solid-js';
import { IconButton } from '../../widgets/button.tsx';
import type { FrameState } from './frame-state.ts';

/** The inspector's contents: `Section`s in the order selected thing, Parameters, Compiled SQL, Timing. */
export function Inspector(props: { frame: FrameState; children: JSX.Element }): JSX.Element {
  return (
    <div class="insp">
      <Show when={props.frame.narrow()}>
        <div class="insp-h">
          <h2>Inspector</h2>
          <span class="sp" />
          <IconButton
            small
            label="Close the inspector"
            icon={X}
            onClick={() => props.frame.setInspectorOpen(false)}
          />
        </div>
      </Show>
      {props.children}
    </div>
  );
}
