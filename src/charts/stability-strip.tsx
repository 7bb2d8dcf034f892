import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { ChartFrame } from './chart-frame.tsx';
import { clusterColor, clusterShape, shapePath } from './clusters.ts';
import { formatCount, formatNumber } from './format.ts';
import { columnX, type GridLayout, labelledColumns, rowY } from './grid-layout.ts';
import type { GridCell } from './grid-keys.ts';
import { formatDistances } from './k-distance-model.ts';
import { stepOf } from './ramp.ts';
import { RampLegend } from './ramp-legend.tsx';
import {
  holdOf,
  holdWords,
  JACCARD_CUTS,
  JACCARD_LEGEND,
  jaccardAt,
  type Stability,
  stabilityCaption,
  stabilityRows,
  stabilitySummary,
  stabilityTip,
  stabilityTwin,
  stabilityWord,
} from './stability-model.ts';
import { StepGrid } from './step-grid.tsx';

export type { Stability } from './stability-model.ts';

/** Props of the strip of stability. */
export interface StabilityStripProps extends Stability {
  /** Accessible name. */
  name?: string;
  /** Called when a cell is clicked, or Enter is pressed on it. */
  onChoose?: (cluster: number, eps: number) => void;
}

const GUTTER = 84;
const HEAD = 20;
const FOOT = 38;
const MOST_WIDTH = 44;
/** Room for the word and the range right of the cells; only the word on narrow charts. */
const WORDS = 158;
const WORD = 66;
const NARROW = 520;

/** For each large cluster, how well it is found again at other eps, and a word for it. */
export function StabilityStrip(props: StabilityStripProps): JSX.Element {
  const name = (): string => props.name ?? 'Stability over eps';
  const [spoken, setSpoken] = createSignal('');
  const rows = createMemo(() => stabilityRows(props.sizes));
  const holds = createMemo(() => rows().map((cluster) => holdOf(props, cluster)));
  const layout = (width: number): GridLayout => {
    const columns = props.eps.length;
    const right = width < NARROW ? WORD : WORDS;
    return {
      x: GUTTER,
      y: HEAD,
      rows: rows().length,
      columns,
      cellWidth: Math.max(1, Math.min(MOST_WIDTH, (width - GUTTER - right) / Math.max(1, columns))),
      cellHeight: 24,
    };
  };
  const missing = (): boolean => props.jaccard.some((value) => Number.isNaN(value));
  return (
    <ChartFrame
      name={name()}
      summary={stabilitySummary(props)}
      caption={stabilityCaption(props)}
      announcement={spoken()}
      twin={() => stabilityTwin(props)}
    >
      {(descriptionId) => (
        <>
          <StepGrid
            label={`${name()}, arrow keys move between cells`}
            role="heat map"
            descriptionId={descriptionId}
            layout={layout}
            heightOf={(grid) => HEAD + grid.rows * grid.cellHeight + FOOT}
            stepAt={({ row, column }) =>
              stepOf(jaccardAt(props, rows()[row] ?? 0, column), JACCARD_CUTS)
            }
            start={{ row: 0, column: props.currentIndex }}
            tip={(cell) => stabilityTip(props, rows(), cell)}
            onSpoken={setSpoken}
            onChoose={
              props.onChoose &&
              (({ row, column }: GridCell) =>
                props.onChoose?.(rows()[row] ?? 0, props.eps[column] ?? NaN))
            }
          >
            {(grid, width, active) => (
              <>
                <StripColumns data={props} grid={grid} active={active} />
                <For each={rows()}>
                  {(cluster, row) => {
                    const middle = (): number => rowY(grid, row()) + grid.cellHeight / 2;
                    const right = (): number => columnX(grid, grid.columns) + 8;
                    const hold = () => holds()[row()]!;
                    return (
                      <>
                        <path
                          d={shapePath(clusterShape(cluster), 3.6)}
                          transform={`translate(6 ${middle()})`}
                          fill={clusterColor(cluster)}
                        />
                        <text class="ch-ink" x="16" y={middle() + 4}>
                          {cluster}
                        </text>
                        <text x={grid.x - 8} y={middle() + 4} text-anchor="end">
                          {formatCount(props.sizes[cluster] ?? NaN)}
                        </text>
                        <text class="ch-ink" x={right()} y={middle() + 4}>
                          {stabilityWord(hold().mean)}
                          <title>mean {formatNumber(hold().mean, 2)}</title>
                        </text>
                        <Show when={width >= NARROW}>
                          <text x={right() + 58} y={middle() + 4}>
                            {holdWords(hold())}
                          </text>
                        </Show>
                      </>
                    );
                  }}
                </For>
                <text x="6" y={HEAD - 8}>
                  cluster
                </text>
                <text x={grid.x - 8} y={HEAD - 8} text-anchor="end">
                  rows
                </text>
                <Show when={width >= NARROW}>
                  <text x={columnX(grid, grid.columns) + 66} y={HEAD - 8}>
                    0.85 or more
                  </text>
                </Show>
              </>
            )}
          </StepGrid>
          <RampLegend
            title="Jaccard"
            steps={
              missing()
                ? [...JACCARD_LEGEND, { step: 0, label: 'not computed yet' }]
                : JACCARD_LEGEND
            }
          />
        </>
      )}
    </ChartFrame>
  );
}

/** Each eps below its column, then how many clusters it finds; the one in use is marked. */
function StripColumns(props: {
  readonly data: Stability;
  readonly grid: GridLayout;
  readonly active: GridCell | null;
}): JSX.Element {
  const middle = (column: number): number =>
    Math.round(columnX(props.grid, column) + props.grid.cellWidth / 2);
  const bottom = (): number => rowY(props.grid, props.grid.rows);
  const labels = createMemo(() => formatDistances(props.data.eps));
  const shown = (): number[] => {
    const longest = Math.max(1, ...labels().map((label) => label.length));
    const room = longest * 6.4 + 8;
    const { currentIndex } = props.data;
    // The eps in use is always named; those it would touch are not.
    return [
      ...labelledColumns(props.grid.columns, props.grid.cellWidth, room).filter(
        (column) => Math.abs(middle(column) - middle(currentIndex)) >= room,
      ),
      currentIndex,
    ];
  };
  return (
    <>
      <path
        class="ch-current"
        d={`M${middle(props.data.currentIndex)} ${props.grid.y - 8}v6M${middle(props.data.currentIndex)} ${bottom()}v4`}
      />
      <For each={shown()}>
        {(column) => (
          <>
            <text
              classList={{ 'ch-on': column === props.data.currentIndex }}
              x={middle(column)}
              y={bottom() + 15}
              text-anchor="middle"
            >
              {labels()[column]}
            </text>
            <text x={middle(column)} y={bottom() + 32} text-anchor="middle">
              {(props.data.clusterCount[column] ?? -1) < 0
                ? ''
                : formatCount(props.data.clusterCount[column]!)}
            </text>
          </>
        )}
      </For>
      <text class="ch-panel" x="4" y={bottom() + 15}>
        eps
      </text>
      <text class="ch-panel" x="4" y={bottom() + 32}>
        clusters
      </text>
    </>
  );
}
