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
import type uPlot from 'uplot';
import { ChartFrame } from './chart-frame.tsx';
import { formatCount, formatShare } from './format.ts';
import { type ValueUnit } from './format-time.ts';
import {
  type Bin,
  binWords,
  capitalize,
  histogramSummary,
  histogramTwin,
  makeHistogram,
  nextFilledBin,
} from './histogram-model.ts';
import { areaOf, type PlotArea, plotHistogram } from './histogram-plot.ts';
import { binAt } from './hit.ts';
import { type Reference, ReferenceLine } from './reference-line.tsx';
import type { ScaleKind } from './scale.ts';
import { createSize } from './size.ts';
import { useTheme } from './theme.ts';
import { Tip, tipLine, type TipText } from './tip.tsx';

export type { Bin } from './histogram-model.ts';
export type { Reference } from './reference-line.tsx';

/** Props of a histogram. */
export interface HistogramProps {
  /** Accessible name: "Gaps between requests". */
  name: string;
  /** Bins in rising order, up to about 200. Empty bins may be left out. */
  bins: readonly Bin[];
  /** What is counted, in the plural: "gaps". */
  noun: string;
  /** What the values are, for the caption: "time since the previous request". */
  valueLabel: string;
  /** Unit of the values. Seconds are written and ticked as times. */
  unit?: ValueUnit;
  valueScale?: ScaleKind;
  countScale?: ScaleKind;
  reference?: Reference;
  /** Words at a bar: "exactly 60 s: 3 180". */
  notes?: readonly { value: number; text: string }[];
  /** What is not drawn: "9 026 gaps of 0 s not drawn". */
  excluded?: string;
  /** Replaces the caption that is made from the scales. */
  caption?: string;
  /** Replaces the summary that is made from the bins. */
  summary?: string;
  /** Height of the plot in pixels, 206 by default. */
  height?: number;
}

/** Bars of counts over a value axis, each axis linear or logarithmic, with a line that may be dragged. */
export function Histogram(props: HistogramProps): JSX.Element {
  const theme = useTheme();
  const unit = (): ValueUnit => props.unit ?? 'number';
  const height = (): number => props.height ?? 206;
  const model = createMemo(() =>
    makeHistogram(props.bins, props.valueScale ?? 'linear', props.countScale ?? 'linear'),
  );
  const [active, setActive] = createSignal(-1);
  const [spoken, setSpoken] = createSignal('');

  const tipOf = (bin: Bin): TipText => ({
    title: binWords(bin, unit()),
    rows: [
      [props.noun, formatCount(bin.n)],
      ['share', formatShare(bin.n / model().total)],
    ],
  });
  const caption = (): string => {
    if (props.caption !== undefined) return props.caption;
    const values = props.valueScale === 'log' ? `${props.valueLabel}, log` : props.valueLabel;
    const counts = `${props.noun} per bin${props.countScale === 'log' ? ', log' : ''}`;
    return [values, counts, props.excluded].filter(Boolean).join('; ');
  };
  const summary = (): string => {
    if (props.summary !== undefined) return props.summary;
    const line = props.reference;
    const tail = line ? ` ${capitalize(line.label(line.value))}.` : '';
    return histogramSummary(model(), unit(), props.noun) + tail;
  };
  const focusBin = (index: number): void => {
    const bin = model().bins[index];
    if (!bin) return;
    setActive(index);
    setSpoken(tipLine(tipOf(bin)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { bins } = model();
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      PageDown: 10,
      PageUp: -10,
    };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && active() >= 0) setActive(-1);
    else if (event.key === 'Home') focusBin(nextFilledBin(bins, -1, 1));
    else if (event.key === 'End') focusBin(nextFilledBin(bins, bins.length, -1));
    else if (step !== undefined) focusBin(nextFilledBin(bins, active(), active() < 0 ? 1 : step));
    else return;
    event.preventDefault();
  };

  const plot = (descriptionId: string): JSX.Element => {
    let box: HTMLDivElement | undefined;
    let canvas: HTMLDivElement | undefined;
    const size = createSize(() => box);
    const [area, setArea] = createSignal<PlotArea | null>(null);
    const [dragged, setDragged] = createSignal<number | null>(null);
    const lineValue = (): number | null => dragged() ?? props.reference?.value ?? null;
    let drawn: uPlot | undefined;

    const shade = (): readonly [number, number] | null => {
      const value = lineValue();
      const side = props.reference?.shade ?? 'above';
      if (value === null || side === 'none') return null;
      const at = model().x.toUnit(value);
      return side === 'above' ? [at, 1] : [0, at];
    };
    const isSoft = (lo: number): boolean => {
      const value = lineValue();
      const side = props.reference?.shade ?? 'above';
      if (value === null || side === 'none') return false;
      const above = props.reference?.inclusive === false ? lo > value : lo >= value;
      return side === 'above' ? above : !above;
    };
    createEffect(
      on([size, model, theme, unit, height, () => props.reference === undefined], () => {
        drawn?.destroy();
        drawn = undefined;
        const { width } = size();
        if (!canvas || width < 40) return;
        drawn = plotHistogram(canvas, {
          width,
          height: height(),
          head: props.reference ? 44 : 12,
          model: model(),
          unit: unit(),
          theme: theme(),
          isSoft,
          shade,
        });
        // uPlot lays out in a microtask.
        const current = drawn;
        queueMicrotask(() => drawn === current && setArea(areaOf(current)));
      }),
    );
    createEffect(on(lineValue, () => drawn?.redraw(false), { defer: true }));
    onCleanup(() => drawn?.destroy());

    const xOf = (value: number): number => {
      const at = area();
      return at ? at.left + model().x.toUnit(value) * at.width : 0;
    };
    const topOf = (n: number): number => {
      const at = area();
      return at ? at.top + (1 - model().heightOf(n) / model().top) * at.height : 0;
    };
    const onPointerMove = (event: PointerEvent): void => {
      const at = area();
      if (!at || dragged() !== null) return;
      const rect = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const along = (event.clientX - rect.left - at.left) / at.width;
      const { bins, x } = model();
      const index = bins.length === 1 ? 0 : binAt(bins, x.fromUnit(along));
      setActive((bins[index]?.n ?? 0) > 0 ? index : -1);
    };
    const activeBin = (): Bin | undefined => (area() ? model().bins[active()] : undefined);
    return (
      <div
        ref={(element) => (box = element)}
        class="ch-plot"
        style={{ height: `${height()}px` }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setActive(-1)}
      >
        <div
          ref={(element) => (canvas = element)}
          class="ch-canvas"
          data-plot
          role="application"
          aria-roledescription="histogram"
          aria-label={`${props.name}, arrow keys move between bins`}
          aria-describedby={descriptionId}
          tabindex="0"
          onKeyDown={onKeyDown}
          onBlur={() => setActive(-1)}
        />
        <Show when={model().total === 0}>
          <p class="ch-empty">{summary()}</p>
        </Show>
        <Show when={area()}>
          <For each={props.notes}>
            {(note) => {
              const bin = (): Bin | undefined => model().bins[binAt(model().bins, note.value)];
              return (
                <span
                  class="ch-note"
                  classList={{ 'ch-note-right': xOf(note.value) < 120 }}
                  style={{
                    transform: `translate(${xOf(bin()?.lo ?? note.value)}px, ${topOf(bin()?.n ?? 0)}px)`,
                  }}
                >
                  {note.text}
                </span>
              );
            }}
          </For>
        </Show>
        <Show when={activeBin()}>
          {(bin) => (
            <>
              <div
                class="ch-hover"
                style={{
                  transform: `translate(${Math.round(xOf(bin().lo)) - 2}px, ${Math.round(topOf(bin().n)) - 2}px)`,
                  width: `${Math.max(5, xOf(bin().hi) - xOf(bin().lo) + 3)}px`,
                  height: `${(area()?.top ?? 0) + (area()?.height ?? 0) - topOf(bin().n) + 2}px`,
                }}
              />
              <Tip
                text={tipOf(bin())}
                place={{ x: xOf(bin().hi), y: topOf(bin().n), width: size().width }}
              />
            </>
          )}
        </Show>
        <Show when={area() && props.reference}>
          {(reference) => (
            <ReferenceLine
              reference={reference()}
              value={lineValue() ?? reference().value}
              scale={model().x}
              area={area()!}
              width={size().width}
              unit={unit()}
              onMove={setDragged}
            />
          )}
        </Show>
      </div>
    );
  };

  return (
    <ChartFrame
      name={props.name}
      summary={summary()}
      caption={caption()}
      announcement={spoken()}
      twin={() => histogramTwin(model(), unit(), props.noun)}
    >
      {plot}
    </ChartFrame>
  );
}
