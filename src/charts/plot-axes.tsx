import { For, type JSX, Show } from 'solid-js';
import type { Rect } from './rect.ts';

/** A tick of an axis: its place 0…1 along it and its words. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Axes of a plot in SVG: a base line with ticks below, grid lines with labels left. */
export function PlotAxes(props: {
  readonly area: Rect;
  readonly x: readonly Tick[];
  readonly y: readonly Tick[];
  /** Ticks of the x axis without labels, where the panel below has them. */
  readonly bare?: boolean;
  /** Grid lines at the ticks of the x axis too: for scatter plots. */
  readonly grid?: boolean;
  /** What the x axis measures, at its right end. */
  readonly xLabel?: string;
  /** What the y axis measures, above it. */
  readonly yLabel?: string;
}): JSX.Element {
  const right = (): number => props.area.x + props.area.width;
  const bottom = (): number => props.area.y + props.area.height;
  const xOf = (tick: Tick): number => props.area.x + tick.at * props.area.width;
  const yOf = (tick: Tick): number => props.area.y + (1 - tick.at) * props.area.height;
  return (
    <>
      <For each={props.y}>
        {(tick) => (
          <>
            <path class="ch-grid" d={`M${props.area.x} ${yOf(tick)}H${right()}`} />
            <text x={props.area.x - 6} y={yOf(tick) + 4} text-anchor="end">
              {tick.label}
            </text>
          </>
        )}
      </For>
      <For each={props.x}>
        {(tick) => (
          <>
            <Show when={props.grid}>
              <path class="ch-grid" d={`M${xOf(tick)} ${props.area.y}V${bottom()}`} />
            </Show>
            <path class="ch-axis" d={`M${xOf(tick)} ${bottom()}v3.5`} />
            <Show when={!props.bare}>
              <text x={xOf(tick)} y={bottom() + 16} text-anchor="middle">
                {tick.label}
              </text>
            </Show>
          </>
        )}
      </For>
      <path class="ch-axis" d={`M${props.area.x} ${bottom() + 0.5}H${right()}`} />
      <Show when={props.xLabel}>
        <text x={right()} y={bottom() + 31} text-anchor="end">
          {props.xLabel}
        </text>
      </Show>
      <Show when={props.yLabel}>
        <text class="ch-panel" x={Math.min(4, props.area.x)} y={props.area.y - 10}>
          {props.yLabel}
        </text>
      </Show>
    </>
  );
}
