import { Show, type JSX } from 'solid-js';

export interface StationHeadProps {
  title: string;
  /** One sentence with the result. */
  sentence?: JSX.Element;
  /** A `TabList`. */
  tabs?: JSX.Element;
  /** One action, where there are no tabs. */
  action?: JSX.Element;
}

/** The head of a station. */
export function StationHead(props: StationHeadProps): JSX.Element {
  return (
    <div class="st-h">
      <h1>{props.title}</h1>
      <Show when={props.sentence}>
        <p class="trunc">{props.sentence}</p>
      </Show>
      <span class="sp" />
      {props.tabs}
      {props.action}
    </div>
  );
}
