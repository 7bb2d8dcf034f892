import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { cellGap, cellUnder, columnX, type GridLayout, rowY, stepPaths } from './grid-layout.ts';
import { type GridCell, moveInGrid } from './grid-keys.ts';
import { stepColor, stepInk } from './ramp.ts';
import { createSize } from './size.ts';
import { Tip, tipLine, type TipText } from './tip.tsx';

/** Props of a grid of cells coloured by the five steps of the ramp. */
export interface StepGridProps {
  /** Accessible name with what the arrow keys do. */
  label: string;
  /** What it is: "heat map". */
  role: string;
  descriptionId: string;
  /** Places the cells in a width. */
  layout: (width: number) => GridLayout;
  /** Height of the plot for a layout. */
  heightOf: (grid: GridLayout) => number;
  /** Step 1…5 of a cell, 0 where it is missing. */
  stepAt: (cell: GridCell) => number;
  /** Text in a cell; empty where none fits. */
  textAt?: (cell: GridCell, grid: GridLayout) => string;
  /** Where the keyboard begins. */
  start: GridCell;
  /** The cell that is outlined in ink. */
  current?: GridCell | null;
  tip: (cell: GridCell) => TipText;
  onSpoken: (words: string) => void;
  onChoose?: (cell: GridCell) => void;
  /** Axes and labels, in SVG; the cells are drawn on top. */
  children: (grid: GridLayout, width: number, active: GridCell | null) => JSX.Element;
}

/** Cells in SVG, one path for each step: hover and arrow keys move, a click or Enter chooses. */
export function StepGrid(props: StepGridProps): JSX.Element {
  let box: HTMLDivElement | undefined;
  const size = createSize(() => box);
  const grid = createMemo(() => props.layout(size().width));
  const height = (): number => props.heightOf(grid());
  const [active, setActive] = createSignal<{ cell: GridCell; byKey: boolean } | null>(null);
  const paths = createMemo(() => [
    ...stepPaths(grid(), (row, column) => props.stepAt({ row, column })),
  ]);
  const texts = createMemo(() => {
    const { textAt } = props;
    if (!textAt) return [];
    const found: { cell: GridCell; text: string }[] = [];
    for (let row = 0; row < grid().rows; row++) {
      for (let column = 0; column < grid().columns; column++) {
        const text = textAt({ row, column }, grid());
        if (text !== '') found.push({ cell: { row, column }, text });
      }
    }
    return found;
  });
  const middleX = (cell: GridCell): number => columnX(grid(), cell.column) + grid().cellWidth / 2;
  const under = (event: MouseEvent): GridCell | null => {
    const bounds = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return cellUnder(grid(), event.clientX - bounds.left, event.clientY - bounds.top);
  };
  const choose = (cell: GridCell | null | undefined): void => {
    if (cell) props.onChoose?.(cell);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') choose(active()?.cell);
    else if (event.key === 'Escape' && active()) setActive(null);
    else {
      const { rows, columns } = grid();
      const next = moveInGrid(event.key, active()?.cell ?? null, props.start, rows, columns);
      if (!next) return;
      setActive({ cell: next, byKey: true });
      props.onSpoken(tipLine(props.tip(next)));
    }
    event.preventDefault();
  };
  return (
    <div
      ref={(element) => (box = element)}
      class="ch-plot"
      data-plot
      role="application"
      aria-roledescription={props.role}
      aria-label={props.label}
      aria-describedby={props.descriptionId}
      tabindex="0"
      style={{
        height: `${height()}px`,
        cursor: active() && props.onChoose ? 'pointer' : '',
      }}
      onKeyDown={onKeyDown}
      onBlur={() => setActive(null)}
      onPointerMove={(event) => {
        const cell = under(event);
        setActive(cell && { cell, byKey: false });
      }}
      onPointerLeave={() => setActive(null)}
      onClick={(event) => choose(under(event))}
    >
      <Show when={size().width > 0}>
        <svg width={size().width} height={height()} aria-hidden="true">
          {props.children(grid(), size().width, active()?.cell ?? null)}
          <For each={paths()}>
            {([step, d]) => (
              <path
                classList={{ 'ch-steps': step > 0, 'ch-missing': step === 0 }}
                d={d}
                fill={step > 0 ? stepColor(step) : undefined}
              />
            )}
          </For>
          <For each={texts()}>
            {({ cell, text }) => (
              <text
                class="ch-cell"
                x={middleX(cell)}
                y={rowY(grid(), cell.row) + grid().cellHeight / 2 + 3}
                text-anchor="middle"
                style={{ fill: stepInk(props.stepAt(cell)) }}
              >
                {text}
              </text>
            )}
          </For>
          <Outline grid={grid()} cell={props.current ?? null} class="ch-halo" />
          <Outline grid={grid()} cell={props.current ?? null} class="ch-cell-on" />
          <Outline
            grid={grid()}
            cell={active()?.cell ?? null}
            class={active()?.byKey ? 'ch-focus' : 'ch-outline'}
          />
        </svg>
      </Show>
      <Show when={active()}>
        {(now) => (
          <Tip
            text={props.tip(now().cell)}
            place={{
              x: middleX(now().cell),
              y: rowY(grid(), now().cell.row),
              width: size().width,
            }}
          />
        )}
      </Show>
    </div>
  );
}

function Outline(props: {
  readonly grid: GridLayout;
  readonly cell: GridCell | null;
  readonly class: string;
}): JSX.Element {
  const gap = (): number => cellGap(props.grid);
  return (
    <Show when={props.cell}>
      {(cell) => (
        <rect
          class={props.class}
          x={columnX(props.grid, cell().column) - gap() / 2}
          y={rowY(props.grid, cell().row) - 0.5}
          width={columnX(props.grid, cell().column + 1) - columnX(props.grid, cell().column)}
          height={rowY(props.grid, cell().row + 1) - rowY(props.grid, cell().row)}
          rx="1.5"
        />
      )}
    </Show>
  );
}
