import { Show, type JSX } from 'solid-js';
import { Words } from '../../widgets/words.tsx';

export interface StationHeadProps {
  title: string;
  /** One sentence with the result. */
  sentence?: string | undefined;
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
        <p class="st-s" title={props.sentence}>
          <Words text={props.sentence ?? ''} />
        </p>
      </Show>
      <span class="sp" />
      {props.tabs}
      {props.action}
    </div>
  );
}
