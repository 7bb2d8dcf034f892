import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { ChartFrame } from './chart-frame.tsx';
import { correlationColors, type CorrelationRamp, parseColor, type Rgb, toCss } from './color.ts';
import {
  type Cell,
  cellText,
  cellTip,
  heatSummary,
  heatTwin,
  layoutHeat,
  type Matrix,
  moveCell,
} from './heat-model.ts';
import { fitText } from './shorten.ts';
import { createSize } from './size.ts';
import { measureIn } from './text-width.ts';
import { useTheme } from './theme.ts';
import { Tip, tipLine } from './tip.tsx';

/** Props of a correlation matrix. */
export interface HeatMapProps {
  /** Accessible name: "Correlation". */
  name: string;
  /** Names of the features, in order. */
  names: readonly string[];
  /** Symmetric matrix, −1…1; null where a column is constant. */
  values: Matrix;
  selected?: Cell | null;
  caption?: string;
  summary?: string;
  /** Called when a cell off the diagonal is clicked, or Enter is pressed on it. */
  onSelect?: (row: number, column: number) => void;
  /** Called with the cell under the pointer or the keyboard, null when there is none: links other plots. */
  onHover?: (cell: Cell | null) => void;
}

const BLACK: Rgb = [0, 0, 0];
const same = (a: Cell | null | undefined, row: number, column: number): boolean =>
  a?.[0] === row && a[1] === column;

/** Annotated correlation matrix: colour by sign and size of r, two decimals in each cell. */
export function HeatMap(props: HeatMapProps): JSX.Element {
  const theme = useTheme();
  const [active, setActive] = createSignal<{ cell: Cell; byKey: boolean } | null>(null);
  const [spoken, setSpoken] = createSignal('');
  const ramp = createMemo((): CorrelationRamp => {
    const { color } = theme();
    const read = (text: string): Rgb => parseColor(text) ?? BLACK;
    return {
      neg: read(color.divNeg),
      mid: read(color.divMid),
      pos: read(color.divPos),
      inks: [read(color.ink1), read(color.inverse)],
    };
  });
  const activate = (cell: Cell | null, byKey: boolean): void => {
    if (!cell && !active()) return;
    const before = active()?.cell;
    setActive(cell && { cell, byKey });
    if (!cell || !same(before, cell[0], cell[1])) props.onHover?.(cell);
  };
  const choose = (cell: Cell | undefined): void => {
    if (cell && cell[0] !== cell[1]) props.onSelect?.(cell[0], cell[1]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') choose(active()?.cell);
    else if (event.key === 'Escape' && active()) activate(null, true);
    else {
      const next = moveCell(event.key, active()?.cell ?? null, props.names.length);
      if (!next) return;
      activate(next, true);
      setSpoken(tipLine(cellTip(props.names, props.values, next)));
    }
    event.preventDefault();
  };

  const plot = (descriptionId: string): JSX.Element => {
    let box: HTMLDivElement | undefined;
    const size = createSize(() => box);
    const measure = createMemo(() => measureIn(theme().font));
    const layout = createMemo(() => layoutHeat(size().width, props.names, measure()));
    const cellX = (column: number): number => layout().gutter + column * layout().cellWidth;
    const cellY = (row: number): number => row * layout().cellHeight;
    const matrixHeight = (): number => props.names.length * layout().cellHeight;
    const height = (): number => matrixHeight() + layout().foot;
    const lit = (index: number, side: 0 | 1): boolean => active()?.cell[side] === index;
    const label = (index: number): string => {
      const name = props.names[index] ?? '';
      const number = layout().slanted ? '' : ` ${index + 1}`;
      return fitText(name, layout().room - measure()(number), measure()) + number;
    };
    const cellUnder = (event: MouseEvent): Cell | null => {
      const rect = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const row = Math.floor((event.clientY - rect.top) / layout().cellHeight);
      const column = Math.floor((event.clientX - rect.left - layout().gutter) / layout().cellWidth);
      const n = props.names.length;
      return row >= 0 && row < n && column >= 0 && column < n ? [row, column] : null;
    };
    return (
      <div
        ref={(element) => (box = element)}
        class="ch-plot"
        data-plot
        role="application"
        aria-roledescription="correlation matrix"
        aria-label={`${props.name}, arrow keys move between cells`}
        aria-describedby={descriptionId}
        tabindex="0"
        style={{ height: `${height()}px` }}
        onKeyDown={onKeyDown}
        onBlur={() => activate(null, true)}
        onPointerMove={(event) => activate(cellUnder(event), false)}
        onPointerLeave={() => activate(null, false)}
        onClick={(event) => choose(cellUnder(event) ?? undefined)}
      >
        <Show when={size().width > 0}>
          <svg width={size().width} height={height()} aria-hidden="true">
            <For each={props.names}>
              {(name, row) => (
                <>
                  <text
                    classList={{ 'ch-lit': lit(row(), 0) }}
                    x={layout().gutter - 8}
                    y={cellY(row()) + layout().cellHeight / 2 + 4}
                    text-anchor="end"
                  >
                    {label(row())}
                    <title>{name}</title>
                  </text>
                  <For each={props.names}>
                    {(_, column) => (
                      <HeatCell
                        x={cellX(column())}
                        y={cellY(row())}
                        width={layout().cellWidth}
                        height={layout().cellHeight}
                        value={props.values[row()]?.[column()] ?? null}
                        text={layout().annotated ? cellText(props.values, [row(), column()]) : ''}
                        diagonal={row() === column()}
                        ramp={ramp()}
                      />
                    )}
                  </For>
                  <Show
                    when={layout().slanted}
                    fallback={
                      <text
                        class="ch-cell"
                        classList={{ 'ch-lit': lit(row(), 1) }}
                        x={cellX(row()) + layout().cellWidth / 2}
                        y={matrixHeight() + 14}
                        text-anchor="middle"
                      >
                        {row() + 1}
                      </text>
                    }
                  >
                    <text
                      classList={{ 'ch-lit': lit(row(), 1) }}
                      transform={`translate(${cellX(row()) + layout().cellWidth / 2 + 4} ${matrixHeight() + 12}) rotate(-45)`}
                      text-anchor="end"
                    >
                      {label(row())}
                      <title>{name}</title>
                    </text>
                  </Show>
                </>
              )}
            </For>
            <CellOutline
              cell={props.selected ?? null}
              class="ch-cell-on"
              at={[cellX, cellY]}
              layout={layout()}
            />
            <CellOutline
              cell={active()?.cell ?? null}
              class={active()?.byKey ? 'ch-focus' : 'ch-outline'}
              at={[cellX, cellY]}
              layout={layout()}
            />
          </svg>
        </Show>
        <Show when={active()}>
          {(now) => (
            <Tip
              text={cellTip(props.names, props.values, now().cell)}
              place={{
                x: cellX(now().cell[1]) + layout().cellWidth / 2,
                y: cellY(now().cell[0]),
                width: size().width,
              }}
            />
          )}
        </Show>
      </div>
    );
  };

  return (
    <ChartFrame
      name={props.name}
      summary={props.summary ?? heatSummary(props.names, props.values)}
      caption={props.caption}
      announcement={spoken()}
      twin={() => heatTwin(props.names, props.values)}
    >
      {plot}
    </ChartFrame>
  );
}

interface CellOutlineProps {
  cell: Cell | null;
  class: string;
  at: readonly [(column: number) => number, (row: number) => number];
  layout: { cellWidth: number; cellHeight: number };
}

function CellOutline(props: CellOutlineProps): JSX.Element {
  return (
    <Show when={props.cell}>
      {(cell) => (
        <rect
          class={props.class}
          x={props.at[0](cell()[1])}
          y={props.at[1](cell()[0])}
          width={props.layout.cellWidth - 1}
          height={props.layout.cellHeight - 1}
          rx="2"
        />
      )}
    </Show>
  );
}

interface HeatCellProps {
  x: number;
  y: number;
  width: number;
  height: number;
  value: number | null;
  text: string;
  diagonal: boolean;
  ramp: CorrelationRamp;
}

function HeatCell(props: HeatCellProps): JSX.Element {
  const empty = (): boolean => props.diagonal || props.value === null;
  const colors = createMemo(() => correlationColors(props.value ?? 0, props.ramp));
  return (
    <>
      <rect
        x={props.x}
        y={props.y}
        width={Math.max(1, props.width - 1)}
        height={Math.max(1, props.height - 1)}
        rx="1"
        fill={empty() ? 'var(--bg-sunken)' : toCss(colors().fill)}
      >
        <Show when={props.value === null && !props.diagonal}>
          <title>constant, no correlation</title>
        </Show>
      </rect>
      <Show when={props.text}>
        <text
          class="ch-cell"
          x={props.x + (props.width - 1) / 2}
          y={props.y + props.height / 2 + 3.5}
          text-anchor="middle"
          style={{ fill: empty() ? 'var(--ink-3)' : toCss(colors().ink) }}
        >
          {props.text}
        </text>
      </Show>
    </>
  );
}
