import { For, type JSX, Show } from 'solid-js';
import { clusterColor, clusterWords, FIRST_OTHER, shapePath } from './clusters.ts';
import type { Rect } from './rect.ts';
import { fitText } from './shorten.ts';
import { slotX, type StripAxis, type StripPanel } from './strip-model.ts';

interface StripAxesProps {
  panels: readonly StripPanel[];
  axes: readonly StripAxis[];
  areas: readonly Rect[];
  slots: readonly number[];
  selected: number | null;
  /** Measure of a title in pixels. */
  measure: (text: string) => number;
  /** Room between the left edge of a panel and its plotting area. */
  gutter: number;
  width: number;
  height: number;
}

/** Titles, grid, ticks and cluster numbers of a strip plot; below its canvas. */
export function StripAxes(props: StripAxesProps): JSX.Element {
  return (
    <svg class="ch-under" width={props.width} height={props.height} aria-hidden="true">
      <For each={props.panels}>
        {(panel, i) => (
          <Show when={props.areas[i()]}>
            {(area) => (
              <g>
                <text class="ch-panel" x={area().x - props.gutter + 4} y={area().y - 11}>
                  {fitText(panel.feature, area().width + props.gutter + 6, props.measure)}
                  <title>{panel.feature}</title>
                </text>
                <PanelAxis {...props} area={area()} axis={props.axes[i()]!} />
              </g>
            )}
          </Show>
        )}
      </For>
    </svg>
  );
}

function PanelAxis(props: StripAxesProps & { area: Rect; axis: StripAxis }): JSX.Element {
  const bottom = (): number => props.area.y + props.area.height;
  const right = (): number => props.area.x + props.area.width;
  const yOf = (value: number): number =>
    props.area.y + (1 - props.axis.scale.toUnit(value)) * props.area.height;
  return (
    <>
      <For each={props.axis.ticks}>
        {(tick) => (
          <>
            <path class="ch-grid" d={`M${props.area.x} ${yOf(tick.value)}H${right()}`} />
            <text x={props.area.x - 6} y={yOf(tick.value) + 4} text-anchor="end">
              {tick.label}
            </text>
          </>
        )}
      </For>
      <path class="ch-axis" d={`M${props.area.x} ${bottom() + 4.5}H${right()}`} />
      <For each={props.slots}>
        {(slot) => (
          <Show
            when={slot >= 0}
            fallback={
              <path
                class="ch-ring"
                stroke={clusterColor(slot)}
                transform={`translate(${slotX(props.area, props.slots, slot)} ${bottom() + 14})`}
                d={shapePath('ring', 3.4)}
              >
                <title>{clusterWords(slot)}</title>
              </path>
            }
          >
            <text
              classList={{ 'ch-on': slot === props.selected }}
              x={slotX(props.area, props.slots, slot)}
              y={bottom() + 18}
              text-anchor="middle"
            >
              {slot === FIRST_OTHER ? '8+' : slot}
              <title>{clusterWords(slot)}</title>
            </text>
          </Show>
        )}
      </For>
    </>
  );
}
