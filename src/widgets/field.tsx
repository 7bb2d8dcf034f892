import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { Show, type JSX } from 'solid-js';
import { Icon } from './icon.tsx';

export interface FieldProps {
  label: JSX.Element;
  /** The id of the control, when it is an input. */
  for?: string;
  /** Draws the dot before the label. */
  changed?: boolean;
  help?: JSX.Element;
  helpId?: string;
  error?: string;
  /** Below the problem, in the control's column: a slider. */
  below?: JSX.Element;
  children: JSX.Element;
}

/** Label at the left, control at the right, help and the problem below the control. */
export function Field(props: FieldProps): JSX.Element {
  const words = (): JSX.Element => (
    <>
      {props.label}
      <Show when={props.changed}>
        <span class="vh">, changed</span>
      </Show>
    </>
  );
  return (
    <div class={props.changed ? 'f changed' : 'f'}>
      <Show when={props.for} fallback={<span class="f-l">{words()}</span>}>
        <label class="f-l" for={props.for}>
          {words()}
        </label>
      </Show>
      {props.children}
      <Show when={props.error}>
        <p class="below f-err" role="alert">
          <Icon of={TriangleAlert} small />
          {props.error}
        </p>
      </Show>
      {props.below}
      <Show when={props.help}>
        <p class="below note" id={props.helpId}>
          {props.help}
        </p>
      </Show>
    </div>
  );
}
