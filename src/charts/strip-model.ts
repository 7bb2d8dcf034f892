import { clusterSlot, compareClusters } from './clusters.ts';
import { formatNumber } from './format.ts';
import { jitterOf } from './jitter.ts';
import type { Rect } from './rect.ts';
import { extentOf, makeScale, type Scale, type ScaleKind } from './scale.ts';
import { chooseTicks } from './ticks.ts';

/** A session in a strip: its id, its cluster (−1 is noise) and the feature's value. */
export interface StripPoint {
  id: number;
  cluster: number;
  value: number;
}

/** The strips of one feature. */
export interface StripPanel {
  feature: string;
  points: readonly StripPoint[];
  /** Dashed lines at values, such as the cut of a rule, with their words. */
  lines?: readonly { value: number; text: string }[];
}

/** Where the panels of a strip plot stand. */
export interface StripLayout {
  columns: number;
  height: number;
  /** The plotting area of each panel; its title is above, its ticks left and below. */
  areas: readonly Rect[];
}

const TITLE = 24;
const FEET = 28;
const RIGHT = 14;
const MIN_WIDTH = 112;

/** Places panels in rows: as many columns as fit at a readable width, up to four. */
export function layoutStrips(
  width: number,
  count: number,
  panelHeight: number,
  gutter: number,
): StripLayout {
  const fitting = Math.max(1, Math.floor(width / Math.max(MIN_WIDTH, gutter + 78)));
  const most = Math.min(4, fitting, Math.max(1, count));
  // Even rows: five panels with room for four stand three and two.
  const rows = Math.ceil(count / most);
  const columns = Math.max(1, Math.ceil(count / Math.max(1, rows)));
  const pitch = width / columns;
  return {
    columns,
    height: rows * panelHeight,
    areas: Array.from({ length: count }, (_, i) => ({
      x: (i % columns) * pitch + gutter,
      y: Math.floor(i / columns) * panelHeight + TITLE,
      width: Math.max(20, pitch - gutter - RIGHT),
      height: panelHeight - TITLE - FEET,
    })),
  };
}

/** The places on the x axis: clusters 0, 1, 2, …, the rest as one, noise last. */
export function slotsOf(panels: readonly StripPanel[]): number[] {
  const slots = new Set<number>();
  for (const { points } of panels)
    for (const { cluster } of points) slots.add(clusterSlot(cluster));
  return [...slots].sort(compareClusters);
}

/** The cluster with most points; null when there are none. Noise does not count. */
export function largestCluster(points: readonly StripPoint[]): number | null {
  const counts = new Map<number, number>();
  for (const { cluster } of points) {
    if (cluster >= 0) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  }
  let best: number | null = null;
  for (const [cluster, n] of counts) {
    if (best === null || n > (counts.get(best) ?? 0)) best = cluster;
  }
  return best;
}

/** The value axis of a panel. */
export interface StripAxis {
  scale: Scale;
  ticks: readonly { value: number; label: string }[];
}

/** Scale and ticks of a feature; a linear axis starts at zero when the values come near it. */
export function stripAxis(panel: StripPanel, kind: ScaleKind): StripAxis {
  const extent = extentOf(panel.points.map((point) => point.value)) ?? {
    lo: 0,
    hi: 1,
    smallest: 1,
  };
  if (kind === 'linear' && extent.lo > 0 && extent.lo < extent.hi * 0.25) extent.lo = 0;
  const scale = makeScale(kind, extent);
  const ticks = chooseTicks(scale, 4).map((value) => ({ value, label: formatNumber(value) }));
  return { scale, ticks };
}

/** The marks of a panel with their places, in the order they are drawn. */
export interface PlacedMarks {
  points: readonly StripPoint[];
  xs: Float32Array;
  ys: Float32Array;
}

/** Middle of a slot in an area. */
export function slotX(area: Rect, slots: readonly number[], slot: number): number {
  return area.x + ((slots.indexOf(slot) + 0.5) / slots.length) * area.width;
}

/** Places the finite values of a panel: noise first, then the largest cluster, so that small ones lie on top. */
export function placeMarks(
  panel: StripPanel,
  scale: Scale,
  area: Rect,
  slots: readonly number[],
  largest: number | null,
): PlacedMarks {
  const rank = (cluster: number): number => (cluster < 0 ? 0 : cluster === largest ? 1 : 2);
  const points = panel.points
    .filter((point) => Number.isFinite(point.value))
    .sort((a, b) => rank(a.cluster) - rank(b.cluster) || a.cluster - b.cluster || a.id - b.id);
  const half = Math.min(26, (area.width / Math.max(1, slots.length)) * 0.4);
  const xs = new Float32Array(points.length);
  const ys = new Float32Array(points.length);
  points.forEach((point, i) => {
    xs[i] = slotX(area, slots, clusterSlot(point.cluster)) + jitterOf(point.id) * half;
    ys[i] = area.y + (1 - scale.toUnit(point.value)) * area.height;
  });
  return { points, xs, ys };
}
