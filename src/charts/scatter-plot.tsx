import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  Show,
} from 'solid-js';
import { makePixels, toImageBytes } from './blit.ts';
import { ChartFrame } from './chart-frame.tsx';
import { ClusterMark } from './cluster-mark.tsx';
import { FIRST_OTHER } from './clusters.ts';
import { formatCount, formatNumber } from './format.ts';
import { nearestMark } from './hit.ts';
import { createPainter } from './idle.ts';
import { PlotAxes, type Tick } from './plot-axes.tsx';
import type { Rect } from './rect.ts';
import type { Scale } from './scale.ts';
import { drawScatter } from './scatter-draw.ts';
import { largestOf, moveInScatter, placeScatter, scatterScale } from './scatter-model.ts';
import { countClusters, makeBase, sampleRows } from './scatter-sample.ts';
import {
  legendSlots,
  scatterCaption,
  type ScatterData,
  scatterSummary,
  scatterTip,
  scatterTwin,
} from './scatter-words.ts';
import { createSize } from './size.ts';
import { useTheme } from './theme.ts';
import { linearTicks } from './ticks.ts';
import { Tip, tipLine } from './tip.tsx';

/** Props of a scatter plot of clustered rows. */
export interface ScatterPlotProps extends ScatterData {
  /** The selected cluster: drawn in full, the others dimmed. */
  selected?: number | null;
  /** Called with the row whose mark is clicked, or on which Enter is pressed. */
  onPick?: (index: number) => void;
  /** What a mark is, in the singular: "session". */
  noun?: string;
  /** Accessible name. */
  name?: string;
  /** Height of the plot in pixels, 380 by default. */
  height?: number;
}

const HEAD = 28;
const FOOT = 38;
const REACH = 12;

/** Rows as marks by two coordinates, coloured by cluster, on one canvas that follows changing labels. */
export function ScatterPlot(props: ScatterPlotProps): JSX.Element {
  const theme = useTheme();
  const name = (): string => props.name ?? `${props.yLabel} by ${props.xLabel}`;
  const noun = (): string => props.noun ?? 'session';
  const height = (): number => props.height ?? 380;
  const selected = (): number | null => props.selected ?? null;
  const base = createMemo(() => makeBase(props.x, props.y));
  const scales = createMemo(() => [scatterScale(props.x), scatterScale(props.y)] as const);
  const sizes = createMemo(() => countClusters(base(), props.cluster));
  const largest = createMemo(() => largestOf(sizes()));
  const rows = createMemo(() => sampleRows(base(), props.cluster, sizes()));
  const [active, setActive] = createSignal<{ row: number; byKey: boolean } | null>(null);
  const [spoken, setSpoken] = createSignal('');

  const plot = (descriptionId: string): JSX.Element => {
    let box: HTMLDivElement | undefined;
    let canvas: HTMLCanvasElement | undefined;
    const size = createSize(() => box);
    const ticksOf = (scale: Scale, most: number): Tick[] =>
      linearTicks(scale.lo, scale.hi, most).map((value) => ({
        at: scale.toUnit(value),
        label: formatNumber(value),
      }));
    const yTicks = createMemo(() => ticksOf(scales()[1], 6));
    const xTicks = createMemo(() =>
      ticksOf(scales()[0], Math.max(3, Math.min(7, Math.floor(size().width / 70)))),
    );
    const area = createMemo((): Rect => {
      const longest = Math.max(1, ...yTicks().map(({ label }) => label.length));
      const gutter = Math.ceil(longest * 6.4 + 12);
      return {
        x: gutter,
        y: HEAD,
        width: Math.max(20, size().width - gutter - 12),
        height: height() - HEAD - FOOT,
      };
    });
    const marks = createMemo(() =>
      placeScatter(rows(), props.x, props.y, props.cluster, scales(), area(), largest()),
    );
    const activeMark = createMemo(() => {
      const at = active();
      if (!at) return null;
      const mark = marks().rows.indexOf(at.row);
      return mark < 0 ? null : { ...at, mark, x: marks().xs[mark]!, y: marks().ys[mark]! };
    });

    const paint = createPainter();
    createEffect(
      on([marks, theme, selected, largest, size, height], () => {
        const target = canvas;
        const ratio = devicePixelRatio;
        const width = Math.round(size().width * ratio);
        const tall = Math.round(height() * ratio);
        if (!target || size().width < 40 || tall < 1) return;
        const style = { theme: theme(), largest: largest(), selected: selected() };
        const placed = marks();
        paint.start(() => {
          const picture = makePixels(width, tall);
          return {
            work: drawScatter(picture, placed, ratio, style),
            // The old picture stays until the new one is complete.
            done: () => {
              target.width = width;
              target.height = tall;
              const image = new ImageData(toImageBytes(picture), width, tall);
              target.getContext('2d')?.putImageData(image, 0, 0);
            },
          };
        });
      }),
    );
    onCleanup(paint.stop);

    const rowUnder = (event: MouseEvent): number | null => {
      const bounds = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const { xs, ys } = marks();
      const mark = nearestMark(
        xs,
        ys,
        event.clientX - bounds.left,
        event.clientY - bounds.top,
        REACH,
      );
      return mark < 0 ? null : marks().rows[mark]!;
    };
    const pick = (row: number | null | undefined): void => {
      if (row !== null && row !== undefined) props.onPick?.(row);
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter' || event.key === ' ') pick(activeMark()?.row);
      else if (event.key === 'Escape' && active()) setActive(null);
      else {
        const next = moveInScatter(event.key, activeMark()?.mark ?? null, marks(), area());
        if (next === null) return;
        const row = marks().rows[next]!;
        setActive({ row, byKey: true });
        setSpoken(tipLine(scatterTip(props, row, noun())));
      }
      event.preventDefault();
    };
    return (
      <div
        ref={(element) => (box = element)}
        class="ch-plot"
        data-plot
        role="application"
        aria-roledescription="scatter plot"
        aria-label={`${name()}, arrow keys move between marks, Page Down to the next cluster`}
        aria-describedby={descriptionId}
        tabindex="0"
        style={{ height: `${height()}px`, cursor: active() && props.onPick ? 'pointer' : '' }}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onPointerMove={(event) => {
          const row = rowUnder(event);
          setActive(row === null ? null : { row, byKey: false });
        }}
        onPointerLeave={() => setActive(null)}
        onClick={(event) => pick(rowUnder(event))}
      >
        <Show when={size().width > 0}>
          <svg class="ch-under" width={size().width} height={height()} aria-hidden="true">
            <PlotAxes
              area={area()}
              x={xTicks()}
              y={yTicks()}
              xLabel={props.xLabel}
              yLabel={props.yLabel}
              grid
            />
          </svg>
        </Show>
        <canvas
          ref={(element) => (canvas = element)}
          class="ch-marks"
          style={{ width: `${size().width}px`, height: `${height()}px` }}
          aria-hidden="true"
        />
        <Show when={rows().length === 0}>
          <p class="ch-empty">{scatterSummary(props, sizes(), noun())}</p>
        </Show>
        <Show when={activeMark()}>
          {(mark) => (
            <>
              <svg class="ch-over" width={size().width} height={height()} aria-hidden="true">
                <circle
                  classList={{ 'ch-focus': mark().byKey, 'ch-outline': !mark().byKey }}
                  cx={mark().x}
                  cy={mark().y}
                  r={mark().byKey ? 6 : 5}
                />
              </svg>
              <Tip
                text={scatterTip(props, mark().row, noun())}
                place={{ x: mark().x, y: mark().y - 4, width: size().width }}
              />
            </>
          )}
        </Show>
      </div>
    );
  };

  return (
    <ChartFrame
      name={name()}
      summary={scatterSummary(props, sizes(), noun())}
      caption={scatterCaption(rows().length, base().drawable, props.x.length, noun())}
      announcement={spoken()}
      twin={() => scatterTwin(props)}
    >
      {(descriptionId) => (
        <>
          {plot(descriptionId)}
          <ClusterLegend sizes={sizes()} clusterCount={props.clusterCount} noun={noun()} />
        </>
      )}
    </ChartFrame>
  );
}

/** Mark, number and rows of each cluster that has a colour of its own, of the others together, and of noise. */
function ClusterLegend(props: {
  readonly sizes: ReadonlyMap<number, number>;
  readonly clusterCount: number;
  readonly noun: string;
}): JSX.Element {
  const label = (slot: number): string => {
    if (slot < 0) return 'noise';
    if (slot < FIRST_OTHER) return String(slot);
    const last = props.clusterCount - 1;
    return last > FIRST_OTHER ? `${FIRST_OTHER} to ${last}` : String(FIRST_OTHER);
  };
  return (
    <div class="ch-legend">
      <span>{props.noun}s by cluster</span>
      <ul>
        <For each={legendSlots(props.sizes)}>
          {({ slot, size }) => (
            <li>
              <ClusterMark cluster={slot} />
              <b>{label(slot)}</b>
              <span class="ch-legend-count">{formatCount(size)}</span>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}
