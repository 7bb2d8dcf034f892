import { clusterSlot, compareClusters } from './clusters.ts';
import type { Rect } from './rect.ts';
import { makeScale, type Scale } from './scale.ts';

/** Marks of a scatter plot with their places, in the order they are drawn. */
export interface ScatterMarks {
  /** Row of each mark. */
  readonly rows: Uint32Array;
  readonly clusters: Int32Array;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
}

/** A linear axis over the finite values, with a little room at both ends. */
export function scatterScale(values: Float64Array): Scale {
  let [lo, hi] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  if (lo > hi) return makeScale('linear', { lo: 0, hi: 1, smallest: 1 });
  const room = (hi - lo) * 0.03;
  return makeScale('linear', { lo: lo - room, hi: hi + room, smallest: 1 });
}

/** The cluster with most rows; null when there are none. Noise does not count. */
export function largestOf(sizes: ReadonlyMap<number, number>): number | null {
  let best: number | null = null;
  for (const [cluster, size] of sizes) {
    if (cluster >= 0 && (best === null || size > sizes.get(best)!)) best = cluster;
  }
  return best;
}

/** Places rows in an area: noise first, then the largest cluster, so that small ones lie on top. */
export function placeScatter(
  rows: Uint32Array,
  x: Float64Array,
  y: Float64Array,
  cluster: Int32Array,
  scales: readonly [x: Scale, y: Scale],
  area: Rect,
  largest: number | null,
): ScatterMarks {
  const rankOf = (row: number): number => {
    const number = cluster[row] ?? -1;
    return number < 0 ? 0 : number === largest ? 1 : 2;
  };
  const starts = [0, 0, 0];
  for (const row of rows) {
    const rank = rankOf(row);
    for (let after = rank + 1; after < 3; after++) starts[after]!++;
  }
  const marks: ScatterMarks = {
    rows: new Uint32Array(rows.length),
    clusters: new Int32Array(rows.length),
    xs: new Float32Array(rows.length),
    ys: new Float32Array(rows.length),
  };
  for (const row of rows) {
    const at = starts[rankOf(row)]!++;
    marks.rows[at] = row;
    marks.clusters[at] = cluster[row] ?? -1;
    marks.xs[at] = area.x + scales[0].toUnit(x[row]!) * area.width;
    marks.ys[at] = area.y + (1 - scales[1].toUnit(y[row]!)) * area.height;
  }
  return marks;
}

/** Marks closer than this are passed by an arrow key: one could not see the step. */
const LEAST_STEP = 2.5;

/** Of the marks that `holds`, the one nearest to a place, −1 when there is none. */
function nearestOf(
  marks: ScatterMarks,
  x: number,
  y: number,
  holds: (mark: number, dx: number, dy: number) => boolean,
): number {
  let best = -1;
  let least = Infinity;
  for (let mark = 0; mark < marks.xs.length; mark++) {
    const dx = marks.xs[mark]! - x;
    const dy = marks.ys[mark]! - y;
    const square = dx * dx + dy * dy;
    if (square < least && holds(mark, dx, dy)) {
      best = mark;
      least = square;
    }
  }
  return best;
}

/**
 * The mark an arrow key leads to: the nearest one in that direction. Page Down and Page Up go to the
 * nearest mark of the next and the previous cluster. The first key goes to the mark nearest to the middle.
 * @returns null when the key means nothing here, or there are no marks.
 */
export function moveInScatter(
  key: string,
  at: number | null,
  marks: ScatterMarks,
  area: Rect,
): number | null {
  const towards: Record<string, readonly [number, number]> = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };
  const page = { PageDown: 1, PageUp: -1 }[key];
  const way = towards[key];
  if ((!way && page === undefined) || marks.rows.length === 0) return null;
  if (at === null || at >= marks.rows.length) {
    return nearestOf(marks, area.x + area.width / 2, area.y + area.height / 2, () => true);
  }
  const [x, y] = [marks.xs[at]!, marks.ys[at]!];
  if (way) {
    // Within 45° of the direction.
    const found = nearestOf(marks, x, y, (_, dx, dy) => {
      const along = dx * way[0] + dy * way[1];
      return along >= LEAST_STEP && Math.abs(dx * way[1]) + Math.abs(dy * way[0]) <= along;
    });
    return found < 0 ? at : found;
  }
  const slots = [...new Set(Array.from(marks.clusters, clusterSlot))].sort(compareClusters);
  const slot = slots[slots.indexOf(clusterSlot(marks.clusters[at]!)) + (page ?? 0)];
  if (slot === undefined) return at;
  return nearestOf(marks, x, y, (mark) => clusterSlot(marks.clusters[mark]!) === slot);
}
