import { For, type JSX } from 'solid-js';
import { stepColor } from './ramp.ts';

/** Legend of a ramp: a swatch and its range for each step that occurs. Step 0 is what is missing. */
export function RampLegend(props: {
  readonly title: string;
  readonly steps: readonly { readonly step: number; readonly label: string }[];
}): JSX.Element {
  return (
    <div class="ch-legend">
      <span>{props.title}</span>
      <ul>
        <For each={props.steps}>
          {({ step, label }) => (
            <li>
              <i
                classList={{ 'ch-legend-none': step === 0 }}
                style={{ background: step === 0 ? '' : stepColor(step) }}
              />
              {label}
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
