import { createMemo, createSignal, For, type JSX } from 'solid-js';
import { ChartFrame } from './chart-frame.tsx';
import { formatCounted } from './format.ts';
import { columnX, type GridLayout, labelledColumns, rowY } from './grid-layout.ts';
import type { GridCell } from './grid-keys.ts';
import { formatDistances } from './k-distance-model.ts';
import { stepOf } from './ramp.ts';
import { RampLegend } from './ramp-legend.tsx';
import { StepGrid } from './step-grid.tsx';
import {
  compactValue,
  currentCell,
  type Sweep,
  SWEEP_FIGURES,
  sweepCuts,
  type SweepFigure,
  sweepIndex,
  sweepLegend,
  sweepSummary,
  sweepTip,
  sweepTwin,
  sweepValue,
} from './sweep-model.ts';

export type { Sweep, SweepFigure } from './sweep-model.ts';

/** Props of the map of a sweep over eps and minPts. */
export interface SweepMapProps extends Sweep {
  /** The figure that colours the cells and is written in them. */
  show: SweepFigure;
  /** The parameters in use: their cell is outlined. */
  current: { readonly eps: number; readonly minPts: number };
  /** Called when a cell is clicked, or Enter is pressed on it. */
  onChoose?: (eps: number, minPts: number) => void;
  /** Accessible name. */
  name?: string;
}

const GUTTER = 54;
const HEAD = 22;
const FOOT = 20;
/** Narrowest cell with a number in it. */
const LEGIBLE = 18;
const MOST_WIDTH = 56;

/** Clusters, noise or the largest cluster for each eps and minPts that was tried. */
export function SweepMap(props: SweepMapProps): JSX.Element {
  const name = (): string => props.name ?? 'Sweep over eps and minPts';
  const [spoken, setSpoken] = createSignal('');
  const cuts = createMemo(() => sweepCuts(props, props.show));
  const current = createMemo(() => currentCell(props, props.current));
  const valueAt = (cell: GridCell): number =>
    sweepValue(props, props.show, sweepIndex(props, cell));
  const caption = (): string => {
    const count = formatCounted(props.eps.length * props.minPts.length, 'pair');
    const off = current() ? '' : '; the pair in use is not among them';
    return `${count} of eps and minPts${off}`;
  };
  const layout = (width: number): GridLayout => {
    const columns = props.eps.length;
    return {
      x: GUTTER,
      y: HEAD,
      rows: props.minPts.length,
      columns,
      cellWidth: Math.max(1, Math.min(MOST_WIDTH, (width - GUTTER - 2) / Math.max(1, columns))),
      cellHeight: 24,
    };
  };
  const choose = (cell: GridCell): void => {
    const minPts = props.minPts[props.minPts.length - 1 - cell.row];
    const eps = props.eps[cell.column];
    if (eps !== undefined && minPts !== undefined) props.onChoose?.(eps, minPts);
  };
  return (
    <ChartFrame
      name={name()}
      summary={sweepSummary(props, props.current)}
      caption={caption()}
      announcement={spoken()}
      twin={() => sweepTwin(props)}
    >
      {(descriptionId) => (
        <>
          <StepGrid
            label={`${name()}, arrow keys move between cells, Enter chooses`}
            role="heat map"
            descriptionId={descriptionId}
            layout={layout}
            heightOf={(grid) => HEAD + grid.rows * grid.cellHeight + FOOT}
            stepAt={(cell) => stepOf(valueAt(cell), cuts())}
            textAt={(cell, grid) => {
              if (grid.cellWidth < LEGIBLE) return '';
              const text = compactValue(props.show, valueAt(cell));
              return text.length * 6.2 + 4 <= grid.cellWidth ? text : '';
            }}
            start={current() ?? { row: 0, column: 0 }}
            current={current()}
            tip={(cell) => sweepTip(props, cell)}
            onSpoken={setSpoken}
            onChoose={props.onChoose ? choose : undefined}
          >
            {(grid, width, active) => (
              <SweepLabels sweep={props} grid={grid} width={width} active={active} />
            )}
          </StepGrid>
          <RampLegend title={SWEEP_FIGURES[props.show]} steps={sweepLegend(props, props.show)} />
        </>
      )}
    </ChartFrame>
  );
}

/** Values of minPts left of the rows, of eps below the columns. */
function SweepLabels(props: {
  readonly sweep: Sweep;
  readonly grid: GridLayout;
  readonly width: number;
  readonly active: GridCell | null;
}): JSX.Element {
  const bottom = (): number => rowY(props.grid, props.grid.rows);
  const labels = createMemo(() => formatDistances(props.sweep.eps));
  const shown = (): number[] => {
    const longest = Math.max(1, ...labels().map((label) => label.length));
    return labelledColumns(props.grid.columns, props.grid.cellWidth, longest * 6.4 + 8);
  };
  return (
    <>
      <For each={[...props.sweep.minPts].reverse()}>
        {(minPts, row) => (
          <text
            classList={{ 'ch-lit': props.active?.row === row() }}
            x={props.grid.x - 7}
            y={rowY(props.grid, row()) + props.grid.cellHeight / 2 + 4}
            text-anchor="end"
          >
            {minPts}
          </text>
        )}
      </For>
      <For each={shown()}>
        {(column) => (
          <text
            classList={{ 'ch-lit': props.active?.column === column }}
            x={columnX(props.grid, column) + props.grid.cellWidth / 2}
            y={bottom() + 14}
            text-anchor="middle"
          >
            {labels()[column]}
          </text>
        )}
      </For>
      <text class="ch-panel" x={props.grid.x - 7} y={props.grid.y - 8} text-anchor="end">
        minPts
      </text>
      <text class="ch-panel" x="4" y={bottom() + 14}>
        eps
      </text>
    </>
  );
}
