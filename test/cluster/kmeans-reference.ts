// k-means as the papers have it: every distance, every sum anew. Only the sums' rounding is the kernel's, since one bit of
// a center may decide where a row belongs.

import type { KmeansResult } from '../../src/cluster/contract';

/** Least power of two above the power of two at or below value. */
function ceiling(value: number): number {
  let power = 2 ** -600;
  while (power <= value) power *= 2;
  return power;
}

/** Sum that does not depend on the order: coordinates cut into two grids. */
function makeSum(extent: number, rows: number): (values: readonly number[]) => number {
  const count = ceiling(rows + 1);
  const unit = ceiling(extent) * count * 2 ** -52;
  const fine = unit * count * 2 ** -53;
  const toGrid = (value: number, grid: number): number =>
    value + 1.5 * 2 ** 52 * grid - 1.5 * 2 ** 52 * grid;
  return (values) => {
    let high = 0;
    let low = 0;
    for (const value of values) {
      const coarse = toGrid(value, unit);
      high += coarse;
      low += toGrid(value - coarse, fine);
    }
    return high + low;
  };
}

const squared = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, j) => sum + (x - b[j]!) * (x - b[j]!), 0);

/**
 * Lloyd's iteration from given starts, with scikit-learn's rules for empty clusters and the end. O(rows × k × iterations).
 * Values must lie where squares neither overflow nor vanish (2^-400 … 2^480).
 */
export function kmeansReference(
  values: Float64Array,
  dims: number,
  startValues: Float64Array,
  { tol = 1e-4, maxIter = 300 } = {},
): KmeansResult {
  const cut = (all: Float64Array): number[][] =>
    Array.from({ length: all.length / dims }, (_, i) => [
      ...all.subarray(i * dims, (i + 1) * dims),
    ]);
  const points = cut(values);
  let centers = cut(startValues);
  const features = Array.from({ length: dims }, (_, j) => points.map((point) => point[j]!));
  const sums = features.map((column) =>
    makeSum(
      column.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
      points.length,
    ),
  );
  const mean = (column: readonly number[]): number =>
    column.reduce((sum, x) => sum + x, 0) / column.length;
  const variances = features.map((column) => mean(column.map((x) => (x - mean(column)) ** 2)));
  const tolerance = tol * mean(variances);

  const nearest = (point: readonly number[]): number => {
    const gaps = centers.map((center) => squared(point, center));
    return gaps.indexOf(gaps.reduce((least, gap) => Math.min(least, gap)));
  };
  let labels: number[] = [];
  let iterations = 0;
  for (;;) {
    const before = labels;
    labels = points.map(nearest);
    iterations++;
    const counted = relocate(points, centers, labels);
    const moved = means(points, centers.length, counted, sums);
    const shift = centers.reduce((sum, center, c) => sum + squared(center, moved[c]!), 0);
    centers = moved;
    const strict = labels.every((label, row) => label === before[row]);
    if (strict || shift <= tolerance || iterations === maxIter) {
      if (!strict) labels = points.map(nearest);
      return {
        clusters: Int32Array.from(labels),
        centers: Float64Array.from(centers.flat()),
        sizes: Int32Array.from(centers, (_, c) => labels.filter((label) => label === c).length),
        inertia: points.reduce(
          (sum, point, row) => sum + squared(point, centers[labels[row]!]!),
          0,
        ),
        iterations,
        converged: strict || shift <= tolerance,
      };
    }
  }
}

/** Where rows count: the farthest ones in the clusters that are empty. */
function relocate(points: number[][], centers: number[][], labels: number[]): number[] {
  const counted = [...labels];
  const empty = [...centers.keys()].filter((c) => !labels.includes(c));
  const gaps = points.map((point, row) => squared(point, centers[labels[row]!]!));
  const far = [...gaps.keys()].sort((a, b) => gaps[b]! - gaps[a]! || a - b);
  if (gaps[far[0]!] === 0) return counted;
  empty.slice(0, far.length).forEach((cluster, i) => (counted[far[i]!] = cluster));
  return counted;
}

function means(
  points: number[][],
  k: number,
  counted: number[],
  sums: ((values: readonly number[]) => number)[],
): number[][] {
  const members = Array.from({ length: k }, (_, c) =>
    points.filter((_, row) => counted[row] === c),
  );
  const largest = members.reduce((best, rows) => (rows.length > best.length ? rows : best));
  return members.map((own) => {
    const rows = own.length > 0 ? own : largest;
    return sums.map((sum, j) => sum(rows.map((row) => row[j]!)) / rows.length);
  });
}
