import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';

/** What a tooltip says: a title, then rows of a label and a value. */
export interface TipText {
  title: string;
  rows: readonly (readonly [label: string, value: string])[];
}

/** Where a tooltip stands: at a mark, inside the plot. All in CSS pixels of the plot. */
export interface TipPlace {
  /** Middle of the mark. */
  x: number;
  /** Top of the mark. */
  y: number;
  /** Width of the plot: the tooltip turns to the other side at its edges. */
  width: number;
}

const GAP = 10;

/** A tooltip that follows the mark, not the pointer. The live region says the same, so it is hidden there. */
export function Tip(props: { text: TipText; place: TipPlace }): JSX.Element {
  let box: HTMLDivElement | undefined;
  const [at, setAt] = createSignal({ left: 0, top: 0 });
  createEffect(
    on([() => props.place, () => props.text], ([place]) => {
      if (!box) return;
      const { offsetWidth: width, offsetHeight: height } = box;
      const right = place.x + GAP;
      const fits = right + width <= place.width;
      const left = fits ? right : Math.max(0, place.x - GAP - width);
      setAt({ left, top: place.y - height - 2 < -24 ? place.y + GAP : place.y - height - 2 });
    }),
  );
  return (
    <div
      ref={(element) => (box = element)}
      class="ch-tip"
      aria-hidden="true"
      style={{ transform: `translate(${Math.round(at().left)}px, ${Math.round(at().top)}px)` }}
    >
      <b>{props.text.title}</b>
      <Show when={props.text.rows.length > 0}>
        <dl>
          <For each={props.text.rows}>
            {([label, value]) => (
              <>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </>
            )}
          </For>
        </dl>
      </Show>
    </div>
  );
}

/** A tooltip's text as one line for a live region. */
export function tipLine(text: TipText): string {
  return [text.title, ...text.rows.map(([label, value]) => `${label} ${value}`)].join(', ');
}
