import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatCount } from './format.ts';
import { formatValue, type ValueUnit } from './format-time.ts';
import type { HistogramModel } from './histogram-model.ts';
import type { Theme } from './theme.ts';
import { chooseTicks } from './ticks.ts';

/** Rectangle of the plotting area, in CSS pixels of the chart. */
export interface PlotArea {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What a drawn histogram needs to know; getters are read at every drawing. */
export interface HistogramPlotOptions {
  width: number;
  height: number;
  /** Room above the bars for the label of a reference line. */
  head: number;
  model: HistogramModel;
  unit: ValueUnit;
  theme: Theme;
  /** True for bars on the shaded side of the reference line. */
  isSoft: (lo: number) => boolean;
  /** Shaded part of the x axis, from and to in 0…1; null for none. */
  shade: () => readonly [number, number] | null;
}

/** Pixels from tick to tick: times are longer words than numbers. */
const TICK_ROOM = { seconds: 58, number: 46 } as const;

function drawBars(u: uPlot, options: HistogramPlotOptions): void {
  const { ctx, bbox } = u;
  const { model, theme } = options;
  const ratio = uPlot.pxRatio;
  const base = bbox.top + bbox.height;
  ctx.save();
  const shade = options.shade();
  if (shade) {
    ctx.globalAlpha = 0.035;
    ctx.fillStyle = theme.color.ink1;
    const from = bbox.left + Math.max(0, shade[0]) * bbox.width;
    const to = bbox.left + Math.min(1, shade[1]) * bbox.width;
    ctx.fillRect(
      from,
      bbox.top - options.head * ratio * 0.45,
      to - from,
      base - bbox.top + options.head * ratio * 0.45,
    );
    ctx.globalAlpha = 1;
  }
  for (const bin of model.bins) {
    if (bin.n <= 0) continue;
    const from = bbox.left + model.x.toUnit(bin.lo) * bbox.width;
    const to = bbox.left + model.x.toUnit(bin.hi) * bbox.width;
    const gap = to - from >= 3 * ratio ? Math.round(ratio) : 0;
    // A bin of a single value has no width of its own.
    const single = bin.lo === bin.hi ? 3 * ratio : 0;
    const left = Math.round(from - single);
    const width = Math.max(Math.round(ratio), Math.round(to + single) - left - gap);
    const height = Math.max(ratio, (model.heightOf(bin.n) / model.top) * bbox.height);
    ctx.fillStyle = options.isSoft(bin.lo) ? theme.color.markSoft : theme.color.mark;
    ctx.fillRect(left, Math.round(base - height), width, Math.round(height));
  }
  ctx.restore();
}

/** Draws a histogram into an element. Bars are ours; uPlot gives the scales, the axes and the canvas. */
export function plotHistogram(host: HTMLElement, options: HistogramPlotOptions): uPlot {
  const { model, theme, unit } = options;
  const yLabels = model.countTicks.map(formatCount);
  const gutter = Math.ceil(Math.max(...yLabels.map((label) => label.length)) * 6.4 + 14);
  const ticks = chooseTicks(
    model.x,
    Math.max(2, Math.min(8, Math.floor((options.width - gutter) / TICK_ROOM[unit]) + 1)),
    unit,
  );
  const axis: uPlot.Axis = { stroke: theme.color.ink3, font: theme.font, labelGap: 0 };
  return new uPlot(
    {
      width: options.width,
      height: options.height,
      padding: [options.head, 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: [0, 1] },
        y: { range: [0, model.top] },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        {
          ...axis,
          size: 24,
          gap: 3,
          grid: { show: false },
          ticks: { stroke: theme.color.axis, width: 1, size: 3 },
          border: { show: true, stroke: theme.color.axis, width: 1 },
          splits: () => ticks.map((tick) => model.x.toUnit(tick)),
          values: () => ticks.map((tick) => formatValue(tick, unit)),
        },
        {
          ...axis,
          size: gutter,
          gap: 6,
          grid: { stroke: theme.color.grid, width: 1 },
          ticks: { show: false },
          splits: () => model.countTicks.map(model.heightOf),
          values: () => yLabels,
        },
      ],
      hooks: { drawAxes: [(u) => drawBars(u, options)] },
    },
    [
      [0, 1],
      [0, model.top],
    ],
    host,
  );
}

/** The plotting area of a drawn chart. */
export function areaOf(u: uPlot): PlotArea {
  const ratio = uPlot.pxRatio;
  const { left, top, width, height } = u.bbox;
  return { left: left / ratio, top: top / ratio, width: width / ratio, height: height / ratio };
}
