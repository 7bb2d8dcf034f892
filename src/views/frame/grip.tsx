import { Handle } from '@corvu/resizable';
import { onCleanup, type JSX } from 'solid-js';

export interface GripProps {
  /** What it sizes: "Width of the pipeline". */
  label: string;
  axis: 'x' | 'y';
  /** The panes it belongs to, when they are not the nearest. */
  contextId?: string;
  hidden?: boolean;
  /** Size of the pane in CSS pixels, for a screen reader. */
  now: number;
  least: number;
  most: number;
  /** A drag or a key begins and ends: sizes reported in between are meant. */
  onHold: (held: boolean) => void;
  onReset: () => void;
}

const MOVES = /^(Arrow|Home$|End$)/;

/** The line at the end of a pane: drag, arrow keys, double click for the size it had. */
export function Grip(props: GripProps): JSX.Element {
  const cursor = (on: boolean): void => {
    document.body.classList.toggle(`dragging-${props.axis}`, on);
  };
  const release = (): void => props.onHold(false);
  onCleanup(() => cursor(false));
  return (
    <Handle
      class="grip"
      contextId={props.contextId}
      style={{ position: 'absolute' }}
      aria-label={props.label}
      hidden={props.hidden}
      startIntersection={false}
      endIntersection={false}
      altKey={false}
      aria-valuenow={Math.round(props.now)}
      aria-valuemin={Math.round(props.least)}
      aria-valuemax={Math.round(props.most)}
      aria-valuetext={`${Math.round(props.now)} pixels`}
      onHandleDragStart={() => {
        props.onHold(true);
        cursor(true);
      }}
      onHandleDragEnd={() => {
        props.onHold(false);
        cursor(false);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (!MOVES.test(event.key)) return;
        props.onHold(true);
        queueMicrotask(release);
      }}
      onDblClick={() => props.onReset()}
    />
  );
}
