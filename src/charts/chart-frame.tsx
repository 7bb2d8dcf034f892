import './styles.ts';
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { isLetterKey } from './letter-keys.ts';
import { type Twin, TwinTable } from './twin-table.tsx';

/** What every chart has around its plot. */
export interface ChartFrameProps {
  /** Name of the chart for those who do not see it: "Gaps between requests". */
  name: string;
  /** One sentence that says what the chart shows. */
  summary: string;
  /** What is drawn, below the plot: "380 of 11 638 sessions drawn". */
  caption?: string;
  /** Said when a mark is reached with the keyboard. */
  announcement?: string;
  /** The data as a table; made only when it is asked for. */
  twin: () => Twin;
  /** The plot. Its tab stop carries `data-plot` and is described by the id it is given. */
  children: (descriptionId: string) => JSX.Element;
}

/**
 * The figure around a plot: summary, caption, live region and the table twin, which key T and a button
 * put in the place of the plot.
 */
export function ChartFrame(props: ChartFrameProps): JSX.Element {
  const id = createUniqueId();
  const [tabular, setTabular] = createSignal(false);
  const [height, setHeight] = createSignal(0);
  let figure: HTMLElement | undefined;
  let plot: HTMLDivElement | undefined;

  const toggle = (keepFocus: boolean): void => {
    if (!tabular()) setHeight(plot?.clientHeight ?? 0);
    setTabular(!tabular());
    if (!keepFocus) return;
    // What had the focus is gone: give it to what took its place.
    const next = tabular() ? '.ch-twin' : '[data-plot]';
    queueMicrotask(() => figure?.querySelector<HTMLElement>(next)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isLetterKey(event, 't')) return;
    event.preventDefault();
    event.stopPropagation();
    toggle(!(event.target instanceof HTMLButtonElement));
  };

  return (
    <figure
      ref={(element) => (figure = element)}
      class="ch"
      role="group"
      aria-label={props.name}
      onKeyDown={onKeyDown}
    >
      <p id={`${id}-summary`} class="ch-vh">
        {props.summary}
      </p>
      <Show
        when={!tabular()}
        fallback={
          <TwinTable id={`${id}-table`} name={props.name} twin={props.twin()} height={height()} />
        }
      >
        <div ref={(element) => (plot = element)} class="ch-stage">
          {props.children(`${id}-summary`)}
        </div>
      </Show>
      <div class="ch-foot">
        <figcaption>{props.caption}</figcaption>
        <button
          type="button"
          class="ch-toggle"
          aria-pressed={tabular()}
          aria-keyshortcuts="T"
          aria-label={`Table of ${props.name}`}
          title={tabular() ? 'Show the chart (T)' : 'Show as a table (T)'}
          onClick={() => toggle(false)}
        >
          Table
        </button>
      </div>
      <div class="ch-vh" aria-live="polite">
        {props.announcement}
      </div>
    </figure>
  );
}
