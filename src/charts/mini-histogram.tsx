import './styles.ts';
import { createMemo, For, type JSX } from 'solid-js';
import { miniHeights } from './cell-shapes.ts';

/** Props of a histogram in a table cell. */
export interface MiniHistogramProps {
  /** Counts of equal bins, left to right, at most 24. */
  counts: readonly number[];
  /** What it shows, for those who do not see it: "512 values from 1 to 37, most at 1". */
  label: string;
  width?: number;
  height?: number;
  /** Log counts with 1 as base: say so in the column's head. */
  log?: boolean;
}

/** Up to 24 bars on a base line. */
export function MiniHistogram(props: MiniHistogramProps): JSX.Element {
  const width = (): number => props.width ?? 112;
  const height = (): number => props.height ?? 18;
  const bars = createMemo(() => miniHeights(props.counts.slice(0, 24), props.log === true));
  const pitch = (): number => width() / Math.max(1, bars().length);
  return (
    <svg class="ch-mini" width={width()} height={height()} role="img" aria-label={props.label}>
      <For each={bars()}>
        {(bar, i) => (
          <rect
            class="ch-bar"
            x={i() * pitch()}
            y={height() - 1 - bar * (height() - 2)}
            width={Math.max(1, pitch() - 1)}
            height={bar * (height() - 2)}
          />
        )}
      </For>
      <path class="ch-axis" d={`M0 ${height() - 0.5}H${width()}`} />
    </svg>
  );
}
