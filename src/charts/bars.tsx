import './styles.ts';
import { For, type JSX, Show } from 'solid-js';
import { ClusterMark } from './cluster-mark.tsx';
import { clusterColor } from './clusters.ts';
import { formatCount } from './format.ts';
import { ValueBar } from './value-bar.tsx';
import { type Tone, toneColor } from './tone.ts';

/** One bar of a list. */
export interface Bar {
  label: string;
  value: number;
  /** A cluster gives the bar its mark and colour; otherwise `tone` does. */
  cluster?: number;
  tone?: Tone;
  /** The value in words; the grouped number by default. */
  text?: string;
}

/** Props of a bar list. */
export interface BarsProps {
  /** Accessible name: "Requests by cluster". */
  name: string;
  /** Heads of the two columns, for those who hear the list as the table it is. */
  labelHead: string;
  valueHead: string;
  bars: readonly Bar[];
  /** Value of a full bar; the largest one by default. */
  max?: number;
  caption?: string;
}

/** Horizontal bars from zero. It is a table with a bar in each row, so it needs no twin. */
export function Bars(props: BarsProps): JSX.Element {
  const max = (): number => props.max ?? Math.max(0, ...props.bars.map((bar) => bar.value));
  const color = (bar: Bar): string =>
    bar.cluster === undefined ? toneColor(bar.tone ?? 'mark') : clusterColor(bar.cluster);
  return (
    <div class="ch-bars">
      <table aria-label={props.name}>
        <thead class="ch-vh">
          <tr>
            <th scope="col">{props.labelHead}</th>
            <th scope="col">{props.valueHead}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.bars}>
            {(bar) => (
              <tr>
                <th scope="row" title={bar.label}>
                  <Show when={bar.cluster !== undefined}>
                    <ClusterMark cluster={bar.cluster ?? 0} />
                  </Show>
                  <span>{bar.label}</span>
                </th>
                <td>
                  <ValueBar
                    value={bar.value}
                    max={max()}
                    color={color(bar)}
                    hollow={(bar.cluster ?? 0) < 0}
                  />
                  <span class="ch-num" classList={{ 'ch-zero': bar.value === 0 }}>
                    {bar.text ?? formatCount(bar.value)}
                  </span>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.caption}>
        <p class="ch-caption">{props.caption}</p>
      </Show>
    </div>
  );
}
