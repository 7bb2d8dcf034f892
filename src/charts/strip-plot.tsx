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
import { ChartFrame } from './chart-frame.tsx';
import { nearestMark } from './hit.ts';
import { runIdle } from './idle.ts';
import type { ScaleKind } from './scale.ts';
import { createSize } from './size.ts';
import { StripAxes } from './strip-axes.tsx';
import { drawStrips } from './strip-draw.ts';
import { type MarkAt, moveMark } from './strip-keys.ts';
import {
  largestCluster,
  layoutStrips,
  placeMarks,
  slotsOf,
  stripAxis,
  type StripPanel,
  type StripPoint,
} from './strip-model.ts';
import { markTip, stripCaption, stripSummary, stripTwin } from './strip-words.ts';
import { measureIn } from './text-width.ts';
import { useTheme } from './theme.ts';
import { Tip, tipLine, type TipText } from './tip.tsx';

export type { StripPanel, StripPoint } from './strip-model.ts';

/** Props of a strip plot. */
export interface StripPlotProps {
  /** Accessible name: "Features by cluster". */
  name: string;
  panels: readonly StripPanel[];
  scale: ScaleKind;
  /** What a mark is, in the singular: "session". */
  noun?: string;
  /** The selected cluster: drawn in full, the others dimmed. */
  selected?: number | null;
  /** The largest cluster of all data, drawn softly; of the drawn marks when not given. */
  largest?: number | null;
  /** How many there are in all, for the caption. */
  total?: number;
  /** A person's name of a cluster. */
  clusterName?: (cluster: number) => string | undefined;
  /** Height of a panel in pixels, with its title and ticks; 160 by default. */
  panelHeight?: number;
  caption?: string;
  summary?: string;
  /** Called when a mark is clicked, or Enter is pressed on it. */
  onSelect?: (mark: { cluster: number; id: number }) => void;
}

const REACH = 12;

/** Values of each feature by cluster, one mark for each session, one canvas for all panels. */
export function StripPlot(props: StripPlotProps): JSX.Element {
  const theme = useTheme();
  const noun = (): string => props.noun ?? 'session';
  const selected = (): number | null => props.selected ?? null;
  const slots = createMemo(() => slotsOf(props.panels));
  const axes = createMemo(() => props.panels.map((panel) => stripAxis(panel, props.scale)));
  const largest = createMemo(() =>
    props.largest === undefined ? largestCluster(props.panels[0]?.points ?? []) : props.largest,
  );
  const [active, setActive] = createSignal<(MarkAt & { byKey: boolean }) | null>(null);
  const [spoken, setSpoken] = createSignal('');
  const tipOf = (panel: number, point: StripPoint): TipText =>
    markTip(props.panels[panel]?.feature ?? '', point, noun(), props.clusterName?.(point.cluster));

  const plot = (descriptionId: string): JSX.Element => {
    let box: HTMLDivElement | undefined;
    let canvas: HTMLCanvasElement | undefined;
    const size = createSize(() => box);
    const gutter = (): number => {
      const longest = Math.max(
        1,
        ...axes().flatMap(({ ticks }) => ticks.map((tick) => tick.label.length)),
      );
      return Math.ceil(longest * 6.2 + 10);
    };
    const layout = createMemo(() =>
      layoutStrips(size().width, props.panels.length, props.panelHeight ?? 160, gutter()),
    );
    const placed = createMemo(() =>
      props.panels.map((panel, i) =>
        placeMarks(panel, axes()[i]!.scale, layout().areas[i]!, slots(), largest()),
      ),
    );
    const activeMark = createMemo(() => {
      const at = active();
      const panel = at && placed()[at.panel];
      const point = panel?.points[at!.mark];
      if (!at || !panel || !point) return null;
      return { ...at, point, x: panel.xs[at.mark] ?? 0, y: panel.ys[at.mark] ?? 0 };
    });

    let stop = (): void => undefined;
    createEffect(
      on([placed, theme, selected, largest, size], () => {
        stop();
        if (!canvas || size().width < 40) return;
        const ratio = devicePixelRatio;
        const buffer = document.createElement('canvas');
        buffer.width = Math.round(size().width * ratio);
        buffer.height = Math.round(layout().height * ratio);
        const ctx = buffer.getContext('2d');
        const target = canvas;
        if (!ctx || buffer.height === 0) return;
        ctx.scale(ratio, ratio);
        const style = { theme: theme(), largest: largest(), selected: selected() };
        // The old picture stays until the new one is complete.
        stop = runIdle(drawStrips(ctx, placed(), style), () => {
          target.width = buffer.width;
          target.height = buffer.height;
          target.getContext('2d')?.drawImage(buffer, 0, 0);
        });
      }),
    );
    onCleanup(() => stop());

    const markUnder = (event: MouseEvent): MarkAt | null => {
      const rect = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const [x, y] = [event.clientX - rect.left, event.clientY - rect.top];
      const panel = layout().areas.findIndex(
        (area) =>
          x > area.x - REACH &&
          x < area.x + area.width + REACH &&
          y > area.y - REACH &&
          y < area.y + area.height + REACH,
      );
      const marks = placed()[panel];
      const mark = marks ? nearestMark(marks.xs, marks.ys, x, y, REACH) : -1;
      return mark < 0 ? null : { panel, mark };
    };
    const choose = (at: MarkAt | null): void => {
      const point = at && placed()[at.panel]?.points[at.mark];
      if (point) props.onSelect?.({ cluster: point.cluster, id: point.id });
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter' || event.key === ' ') choose(active());
      else if (event.key === 'Escape' && active()) setActive(null);
      else {
        const next = moveMark(event.key, active(), placed(), slots());
        const point = next && placed()[next.panel]?.points[next.mark];
        if (!next || !point) return;
        setActive({ ...next, byKey: true });
        setSpoken(tipLine(tipOf(next.panel, point)));
      }
      event.preventDefault();
    };
    return (
      <div
        ref={(element) => (box = element)}
        class="ch-plot"
        data-plot
        role="application"
        aria-roledescription="strip plot"
        aria-label={`${props.name}, arrow keys move between marks and clusters, Page Down to the next feature`}
        aria-describedby={descriptionId}
        tabindex="0"
        style={{
          height: `${layout().height}px`,
          cursor: active() && props.onSelect ? 'pointer' : '',
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        onPointerMove={(event) => {
          const at = markUnder(event);
          setActive(at && { ...at, byKey: false });
        }}
        onPointerLeave={() => setActive(null)}
        onClick={(event) => choose(markUnder(event))}
      >
        <Show when={size().width > 0}>
          <StripAxes
            panels={props.panels}
            axes={axes()}
            areas={layout().areas}
            slots={slots()}
            selected={selected()}
            measure={measureIn(`500 ${theme().font}`)}
            gutter={gutter()}
            width={size().width}
            height={layout().height}
          />
        </Show>
        <canvas
          ref={(element) => (canvas = element)}
          class="ch-marks"
          style={{ width: `${size().width}px`, height: `${layout().height}px` }}
          aria-hidden="true"
        />
        <svg class="ch-over" width={size().width} height={layout().height} aria-hidden="true">
          <For each={props.panels}>
            {(panel, i) => (
              <For each={panel.lines}>
                {(line) => {
                  const area = () => layout().areas[i()]!;
                  const y = () =>
                    area().y + (1 - axes()[i()]!.scale.toUnit(line.value)) * area().height;
                  return (
                    <>
                      <path class="ch-rule" d={`M${area().x} ${y()}H${area().x + area().width}`} />
                      <text
                        class="ch-ink"
                        x={area().x + area().width}
                        y={y() + 13}
                        text-anchor="end"
                      >
                        {line.text}
                      </text>
                    </>
                  );
                }}
              </For>
            )}
          </For>
          <Show when={activeMark()}>
            {(mark) => (
              <circle
                classList={{ 'ch-focus': mark().byKey, 'ch-outline': !mark().byKey }}
                cx={mark().x}
                cy={mark().y}
                r={mark().byKey ? 6 : 5}
              />
            )}
          </Show>
        </svg>
        <Show when={activeMark()}>
          {(mark) => (
            <Tip
              text={tipOf(mark().panel, mark().point)}
              place={{ x: mark().x, y: mark().y - 4, width: size().width }}
            />
          )}
        </Show>
      </div>
    );
  };

  return (
    <ChartFrame
      name={props.name}
      summary={props.summary ?? stripSummary(props.panels, slots(), noun())}
      caption={props.caption ?? stripCaption(props.panels, props.scale, props.total, noun())}
      announcement={spoken()}
      twin={() => stripTwin(props.panels, slots())}
    >
      {plot}
    </ChartFrame>
  );
}
