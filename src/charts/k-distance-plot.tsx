import { createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { ChartFrame } from './chart-frame.tsx';
import { formatNumber, formatShare } from './format.ts';
import { throttleToFrames } from './frame-throttle.ts';
import {
  distanceCaption,
  distanceOf,
  distanceScale,
  distanceSummary,
  distanceTwin,
  epsRange,
  formatDistance,
  type Knee,
  nudgeEps,
  shareBase,
  shareWithin,
  sharePath,
  thinCurve,
} from './k-distance-model.ts';
import { PlotAxes, type Tick } from './plot-axes.tsx';
import type { Rect } from './rect.ts';
import { type Reference, ReferenceLine } from './reference-line.tsx';
import { createSize } from './size.ts';
import { chooseTicks } from './ticks.ts';
import { Tip, tipLine, type TipText } from './tip.tsx';

export type { Knee } from './k-distance-model.ts';

/** Props of the curve of distances with eps on it. */
export interface KDistancePlotProps {
  /** Distance of every row to its `minPts`-th nearest row, rising; may be a million long. */
  curve: Float64Array;
  minPts: number;
  eps: number;
  /** Advice: drawn as a dashed line, with a button that takes it. */
  knee?: Knee | null;
  /** The consequence of `eps` in words: "eps 0.40: 4 clusters, 0 noise". */
  readout?: string;
  /**
   * Called with a new eps: `drag` for a preview, at most once a frame (Escape sends the first value again),
   * `commit` when it is let go, Enter is pressed or the knee is taken.
   */
  onEps: (eps: number, phase: 'drag' | 'commit') => void;
  /** Accessible name. */
  name?: string;
  /** Height of the plot in pixels, 230 by default. */
  height?: number;
}

const GUTTER = 46;
const HEAD = 46;
const FOOT = 36;
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];
/** Pixels that the knee's label and button take. */
const KNEE_ROOM = 150;

/** Share of rows within a distance, with eps as a line to drag: what a density clustering will reach. */
export function KDistancePlot(props: KDistancePlotProps): JSX.Element {
  const name = (): string => props.name ?? 'Distances and eps';
  const height = (): number => props.height ?? 230;
  const knee = (): Knee | null => props.knee ?? null;
  // The axis stays as it is while eps is on it: it must not move under a line that is dragged.
  const reach = createMemo<{ curve: Float64Array; eps: number }>((before) =>
    before?.curve === props.curve && props.eps <= 2 * before.eps
      ? before
      : { curve: props.curve, eps: props.eps },
  );
  const scale = createMemo(() => distanceScale(props.curve, reach().eps), undefined, {
    equals: (a, b) => a.kind === b.kind && a.lo === b.lo && a.hi === b.hi,
  });
  const base = createMemo(() => shareBase(props.curve, scale()));
  const thinned = createMemo(() => thinCurve(props.curve, scale()));
  const [rank, setRank] = createSignal<{ share: number; byKey: boolean } | null>(null);
  const [spoken, setSpoken] = createSignal('');
  // eslint-disable-next-line solid/reactivity -- the callback of now is wanted, in each frame
  const preview = throttleToFrames((eps: number) => props.onEps(eps, 'drag'));
  onCleanup(preview.cancel);
  const commit = (eps: number): void => {
    preview.cancel();
    props.onEps(eps, 'commit');
  };

  const reference = createMemo((): Reference => {
    const { eps, readout, curve } = props;
    return {
      value: eps,
      name: 'eps',
      label: (value) => (value === eps && readout ? readout : `eps ${formatDistance(value)}`),
      detail: (value) => `${formatShare(shareWithin(curve, value))} of rows within`,
      step: (value, direction, large) => nudgeEps(value, direction, large, scale()),
      min: epsRange(scale())[0],
      max: epsRange(scale())[1],
      confirm: true,
      shade: 'none',
      onDrag: preview.call,
      onDrop: commit,
    };
  });
  const tipAt = (share: number): TipText => ({
    title: `distance ${formatDistance(distanceOf(props.curve, share))}`,
    rows: [['rows within', formatShare(shareWithin(props.curve, distanceOf(props.curve, share)))]],
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || props.curve.length === 0) return;
    const step = { ArrowRight: 0.01, ArrowUp: 0.01, ArrowLeft: -0.01, ArrowDown: -0.01 }[event.key];
    const end = { Home: 0, End: 1 }[event.key];
    if (event.key === 'Escape' && rank()) setRank(null);
    else if (step === undefined && end === undefined) return;
    else {
      const from = rank()?.share ?? 0.5 - (step ?? 0);
      const share = end ?? Math.min(1, Math.max(0, from + (step ?? 0) * (event.shiftKey ? 10 : 1)));
      setRank({ share: Number(share.toFixed(4)), byKey: true });
      setSpoken(tipLine(tipAt(share)));
    }
    event.preventDefault();
  };

  const plot = (descriptionId: string): JSX.Element => {
    let box: HTMLDivElement | undefined;
    const size = createSize(() => box);
    const [dragged, setDragged] = createSignal<number | null>(null);
    const value = (): number => dragged() ?? props.eps;
    const area = createMemo((): Rect => ({
      x: GUTTER,
      y: HEAD,
      width: Math.max(20, size().width - GUTTER - 14),
      height: height() - HEAD - FOOT,
    }));
    const ticks = createMemo((): Tick[] =>
      chooseTicks(scale(), Math.max(3, Math.min(6, Math.floor(area().width / 64)))).map((tick) => ({
        at: scale().toUnit(tick),
        label: formatNumber(tick),
      })),
    );
    const xOf = (distance: number): number =>
      area().x + Math.min(1, Math.max(0, scale().toUnit(distance))) * area().width;
    const yOf = (share: number): number =>
      area().y + Math.min(1, (1 - share) / (1 - base())) * area().height;
    const shareTicks = createMemo((): Tick[] =>
      QUARTERS.map((at) => ({ at, label: formatShare(base() + at * (1 - base())) })),
    );
    const place = (distance: number): { x: number; y: number } => ({
      x: xOf(distance),
      y: yOf(shareWithin(props.curve, distance) || 0),
    });
    const onPointerMove = (event: PointerEvent): void => {
      const bounds = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const unit = (event.clientX - bounds.left - area().x) / area().width;
      const inside = unit >= 0 && unit <= 1 && event.clientY - bounds.top > area().y;
      const share = shareWithin(props.curve, scale().fromUnit(unit));
      setRank(inside && dragged() === null && share > 0 ? { share, byKey: false } : null);
    };
    const kneeX = (): number => Math.round(xOf(knee()?.distance ?? 0));
    const kneeFlips = (): boolean => {
      const crossed = xOf(value()) > kneeX() && xOf(value()) < kneeX() + KNEE_ROOM;
      const roomLeft = kneeX() - KNEE_ROOM > area().x;
      return kneeX() + KNEE_ROOM > size().width || (crossed && roomLeft);
    };
    return (
      <div
        ref={(element) => (box = element)}
        class="ch-plot"
        style={{ height: `${height()}px` }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setRank(null)}
      >
        <div
          class="ch-canvas"
          data-plot
          role="application"
          aria-roledescription="line plot"
          aria-label={`${name()}, arrow keys move along the curve; the next tab stop is eps`}
          aria-describedby={descriptionId}
          tabindex="0"
          onKeyDown={onKeyDown}
          onBlur={() => setRank(null)}
        />
        <Show when={size().width > 0}>
          <svg class="ch-over" width={size().width} height={height()} aria-hidden="true">
            <PlotAxes area={area()} x={ticks()} y={shareTicks()} xLabel="eps (distance)" />
            <Show when={knee()}>
              <path class="ch-advice" d={`M${kneeX() + 0.5} ${area().y}v${area().height}`} />
            </Show>
            <path
              class="ch-line"
              transform={`translate(${area().x} ${area().y})`}
              d={sharePath(thinned(), scale(), area().width, area().height, base())}
            />
            <Show when={props.curve.length > 0}>
              <circle class="ch-pin" cx={place(value()).x} cy={place(value()).y} r="3.5" />
            </Show>
          </svg>
          <Show when={knee()}>
            {(advice) => (
              <div
                class="ch-advice-label"
                classList={{ 'ch-advice-flip': kneeFlips() }}
                style={{ transform: `translate(${kneeX()}px, ${area().y + area().height - 28}px)` }}
              >
                <span>knee {formatDistance(advice().distance)}</span>
                <button
                  type="button"
                  class="ch-use"
                  disabled={advice().distance === props.eps}
                  onClick={() => commit(advice().distance)}
                >
                  Use knee
                </button>
              </div>
            )}
          </Show>
          <ReferenceLine
            reference={reference()}
            value={value()}
            scale={scale()}
            area={{ left: area().x, top: area().y, width: area().width, height: area().height }}
            width={size().width}
            unit="number"
            onMove={setDragged}
          />
        </Show>
        <Show when={props.curve.length === 0}>
          <p class="ch-empty">No rows, so there are no distances to draw.</p>
        </Show>
        <Show when={rank()}>
          {(at) => {
            const mark = (): { x: number; y: number } => place(distanceOf(props.curve, at().share));
            return (
              <>
                <svg class="ch-over" width={size().width} height={height()} aria-hidden="true">
                  <circle
                    classList={{ 'ch-focus': at().byKey, 'ch-outline': !at().byKey }}
                    cx={mark().x}
                    cy={mark().y}
                    r="5"
                  />
                </svg>
                <Tip text={tipAt(at().share)} place={{ ...mark(), width: size().width }} />
              </>
            );
          }}
        </Show>
      </div>
    );
  };

  return (
    <ChartFrame
      name={name()}
      summary={distanceSummary(props.curve, props.minPts, props.eps, knee())}
      caption={distanceCaption(props.curve, props.minPts, scale())}
      announcement={spoken()}
      twin={() => distanceTwin(props.curve, props.eps, knee())}
    >
      {plot}
    </ChartFrame>
  );
}
