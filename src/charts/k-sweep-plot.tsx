import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { ChartFrame } from './chart-frame.tsx';
import { formatNumber } from './format.ts';
import {
  bestIndex,
  formatFigure,
  gappedPath,
  type KSweep,
  kScale,
  kSummary,
  kTicks,
  kTip,
  kTwin,
  nearestK,
  panelScale,
} from './k-sweep-model.ts';
import { PlotAxes, type Tick } from './plot-axes.tsx';
import type { Rect } from './rect.ts';
import type { Scale } from './scale.ts';
import { createSize } from './size.ts';
import { linearTicks } from './ticks.ts';
import { Tip, tipLine } from './tip.tsx';

export type { KSweep } from './k-sweep-model.ts';

/** Props of the plot of a sweep over k. */
export interface KSweepPlotProps extends KSweep {
  /** The k in use. */
  current: number;
  /** Called when a k is clicked, or Enter is pressed on it. */
  onChoose?: (k: number) => void;
  /** Accessible name. */
  name?: string;
}

const GUTTER = 54;
const HEAD = 34;
const PANEL = 92;
const BETWEEN = 48;
const FOOT = 22;
const HEIGHT = HEAD + PANEL + BETWEEN + PANEL + FOOT;

/** Inertia and silhouette for each k, one above the other on the same axis. */
export function KSweepPlot(props: KSweepPlotProps): JSX.Element {
  const name = (): string => props.name ?? 'Sweep over k';
  const x = createMemo(() => kScale(props.k));
  const inertia = createMemo(() => panelScale(props.inertia, true));
  const silhouette = createMemo(() => panelScale(props.silhouette, false));
  const best = createMemo(() => bestIndex(props.silhouette));
  const [active, setActive] = createSignal<{ index: number; byKey: boolean } | null>(null);
  const [spoken, setSpoken] = createSignal('');
  const choose = (index: number | undefined): void => {
    const k = props.k[index ?? -1];
    if (k !== undefined) props.onChoose?.(k);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || props.k.length === 0) return;
    const last = props.k.length - 1;
    const at = active()?.index;
    const start = Math.max(0, props.k.indexOf(props.current));
    const next = {
      ArrowRight: at === undefined ? start : at + 1,
      ArrowUp: at === undefined ? start : at + 1,
      ArrowLeft: at === undefined ? start : at - 1,
      ArrowDown: at === undefined ? start : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Enter' || event.key === ' ') choose(at);
    else if (event.key === 'Escape' && at !== undefined) setActive(null);
    else if (next === undefined) return;
    else {
      const index = Math.min(last, Math.max(0, next));
      setActive({ index, byKey: true });
      setSpoken(tipLine(kTip(props, index)));
    }
    event.preventDefault();
  };

  const plot = (descriptionId: string): JSX.Element => {
    let box: HTMLDivElement | undefined;
    const size = createSize(() => box);
    const areaAt = (y: number): Rect => ({
      x: GUTTER,
      y,
      width: Math.max(20, size().width - GUTTER - 14),
      height: PANEL,
    });
    const top = createMemo(() => areaAt(HEAD));
    const below = createMemo(() => areaAt(HEAD + PANEL + BETWEEN));
    const kX = (k: number): number => Math.round(top().x + x().toUnit(k) * top().width);
    const ticks = createMemo((): Tick[] =>
      kTicks(x(), Math.min(12, Math.floor(top().width / 32))).map((k) => ({
        at: x().toUnit(k),
        label: String(k),
      })),
    );
    const indexUnder = (event: MouseEvent): number => {
      const bounds = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const unit = (event.clientX - bounds.left - top().x) / top().width;
      return unit < 0 || unit > 1 ? -1 : nearestK(props.k, x().fromUnit(unit));
    };
    const bestX = (): number => kX(props.k[best()] ?? 0);
    return (
      <div
        ref={(element) => (box = element)}
        class="ch-plot"
        data-plot
        role="application"
        aria-roledescription="line plot"
        aria-label={`${name()}, arrow keys move between values of k, Enter chooses`}
        aria-describedby={descriptionId}
        tabindex="0"
        style={{
          height: `${HEIGHT}px`,
          cursor: active() && props.onChoose ? 'pointer' : '',
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onPointerMove={(event) => {
          const index = indexUnder(event);
          setActive(index < 0 ? null : { index, byKey: false });
        }}
        onPointerLeave={() => setActive(null)}
        onClick={(event) => choose(indexUnder(event))}
      >
        <Show when={size().width > 0}>
          <svg width={size().width} height={HEIGHT} aria-hidden="true">
            <PlotAxes area={top()} x={ticks()} y={yTicks(inertia(), 'inertia')} bare />
            <PlotAxes area={below()} x={ticks()} y={yTicks(silhouette(), 'silhouette')} />
            <text class="ch-panel" x="4" y={top().y - 12}>
              inertia
            </text>
            <text class="ch-panel" x="4" y={below().y - 24}>
              simplified silhouette
            </text>
            <text class="ch-panel" x={GUTTER - 6} y={below().y + PANEL + 16} text-anchor="end">
              k
            </text>
            <Show when={best() >= 0}>
              <path class="ch-advice" d={`M${bestX() + 0.5} ${below().y}v${PANEL}`} />
              <Show when={props.k[best()] !== props.current}>
                <text x={bestX()} y={below().y - 5} text-anchor={anchorAt(bestX(), size().width)}>
                  best at k {props.k[best()]}
                </text>
              </Show>
            </Show>
            <Show when={props.k.includes(props.current)}>
              <path
                class="ch-current"
                d={`M${kX(props.current)} ${top().y - 6}V${below().y + PANEL}`}
              />
              <text
                class="ch-on"
                x={kX(props.current)}
                y={top().y - 11}
                text-anchor={anchorAt(kX(props.current), size().width)}
              >
                k {props.current}
                {props.k[best()] === props.current ? ', best silhouette' : ''}
              </text>
            </Show>
            <Panel
              {...props}
              values={props.inertia}
              scale={inertia()}
              area={top()}
              xOf={kX}
              active={active()}
            />
            <Panel
              {...props}
              values={props.silhouette}
              scale={silhouette()}
              area={below()}
              xOf={kX}
              active={active()}
            />
          </svg>
        </Show>
        <Show when={props.k.length === 0}>
          <p class="ch-empty">No k has been tried yet.</p>
        </Show>
        <Show when={active()}>
          {(now) => (
            <Tip
              text={kTip(props, now().index)}
              place={{ x: kX(props.k[now().index] ?? 0), y: below().y - 6, width: size().width }}
            />
          )}
        </Show>
      </div>
    );
  };

  return (
    <ChartFrame
      name={name()}
      summary={kSummary(props, props.current)}
      caption={`inertia: sum of squared distances to the centres; silhouette by centres, −1 to 1, axis not from zero`}
      announcement={spoken()}
      twin={() => kTwin(props, props.current)}
    >
      {plot}
    </ChartFrame>
  );
}

function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  return x < 110 ? 'start' : x > width - 70 ? 'end' : 'middle';
}

function yTicks(scale: Scale, figure: 'inertia' | 'silhouette'): Tick[] {
  return linearTicks(scale.lo, scale.hi, 4).map((value) => ({
    at: scale.toUnit(value),
    label: figure === 'inertia' ? formatFigure(value) : formatNumber(value),
  }));
}

interface PanelProps {
  k: Int32Array;
  current: number;
  values: Float64Array;
  scale: Scale;
  area: Rect;
  xOf: (k: number) => number;
  active: { readonly index: number; readonly byKey: boolean } | null;
}

/** A line with its points; the k in use is filled with ink. */
function Panel(props: PanelProps): JSX.Element {
  const yOf = (value: number): number =>
    props.area.y + (1 - props.scale.toUnit(value)) * props.area.height;
  const points = createMemo(() =>
    [...props.k].map((k, i) => ({ k, x: props.xOf(k), y: yOf(props.values[i] ?? NaN) })),
  );
  const known = () => points().filter((point) => Number.isFinite(point.y));
  const on = () => {
    const point = points()[props.active?.index ?? -1];
    return point && Number.isFinite(point.y) ? point : null;
  };
  return (
    <>
      <path
        class="ch-line"
        d={gappedPath(
          points().map((point) => point.x),
          points().map((point) => point.y),
        )}
      />
      <Show when={known().length <= 60}>
        <For each={known()}>
          {(point) => (
            <circle
              class="ch-point"
              classList={{ 'ch-point-on': point.k === props.current }}
              cx={point.x}
              cy={point.y}
              r={point.k === props.current ? 3.5 : 2.5}
            />
          )}
        </For>
      </Show>
      <Show when={on()}>
        {(point) => (
          <circle
            classList={{ 'ch-focus': props.active?.byKey, 'ch-outline': !props.active?.byKey }}
            cx={point().x}
            cy={point().y}
            r="5"
          />
        )}
      </Show>
    </>
  );
}
