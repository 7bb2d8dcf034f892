import { formatCount, formatCounted, formatNumber, formatShare } from './format.ts';
import { makeScale, type Scale } from './scale.ts';
import type { Twin } from './twin-table.tsx';

/** The bend of the curve, as advice: its distance and the share 0…1 of rows within it. */
export interface Knee {
  readonly distance: number;
  readonly share: number;
}

/** A curve thinned for drawing: distances rising, with the share of rows within each. */
export interface ShareCurve {
  readonly distance: Float64Array;
  readonly share: Float64Array;
}

/** Most points of a drawn curve. */
const MOST_POINTS = 2000;
/** Beyond this ratio of its ends a distance axis is logarithmic. */
const LOG_FROM = 1000;
/** Ratio of the ends of a logarithmic axis, at most: what lies below is close to zero for any eps in question. */
const LOG_MOST = 1e4;

/** How many of the rising values are at most `limit`. NaN and infinite values at the end are within none. */
function countWithin(curve: Float64Array, limit: number): number {
  let lo = 0;
  let hi = curve.length;
  while (lo < hi) {
    const middle = (lo + hi) >>> 1;
    if (curve[middle]! <= limit) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}

/** Share 0…1 of the rows whose distance is at most `eps`; NaN when there are no rows. */
export function shareWithin(curve: Float64Array, eps: number): number {
  return countWithin(curve, eps) / curve.length;
}

/** The distance that a share 0…1 of the rows stays within. */
export function distanceOf(curve: Float64Array, share: number): number {
  const rank = Math.ceil(share * curve.length) - 1;
  return curve[Math.min(curve.length - 1, Math.max(0, rank))] ?? NaN;
}

/**
 * The axis of the distances. It is logarithmic when the positive distances span more than three
 * decades, and then begins at the smallest of them, four decades from its end at most; otherwise it begins at zero.
 * @param reach  a value that must be on the axis as well, with room to go to its double: eps.
 */
export function distanceScale(curve: Float64Array, reach: number): Scale {
  const finite = countWithin(curve, Number.MAX_VALUE);
  const largest = curve[finite - 1] ?? 0;
  const smallest = curve[countWithin(curve, 0)] ?? 0;
  const hi = Math.max(largest, 2 * reach) || 1;
  if (smallest > 0 && hi / smallest > LOG_FROM) {
    return makeScale('log', { lo: Math.max(smallest, hi / LOG_MOST), hi, smallest });
  }
  return makeScale('linear', { lo: 0, hi, smallest: hi });
}

/**
 * Thins a rising curve to at most 2 000 points: evenly by rank, so that no crowd of rows is lost, and
 * evenly along the axis, so that no long step is; both ends stay.
 */
export function thinCurve(curve: Float64Array, scale: Scale, most = MOST_POINTS): ShareCurve {
  const finite = countWithin(curve, Number.MAX_VALUE);
  const picked = new Set<number>();
  const half = Math.max(1, Math.floor(most / 2) - 1);
  if (finite <= most) {
    for (let i = 0; i < finite; i++) picked.add(i);
  } else {
    for (let i = 0; i <= half; i++) {
      picked.add(Math.round((i / half) * (finite - 1)));
      const last = countWithin(curve, scale.fromUnit(i / half)) - 1;
      if (last >= 0) picked.add(Math.min(finite - 1, last));
    }
  }
  const ranks = [...picked].sort((a, b) => a - b);
  return {
    distance: Float64Array.from(ranks, (rank) => curve[rank]!),
    share: Float64Array.from(ranks, (rank) => (rank + 1) / curve.length),
  };
}

/** Where the axis of shares begins: 0, or a round share below the curve's first when that is most of the rows already. */
export function shareBase(curve: Float64Array, scale: Scale): number {
  const first = shareWithin(curve, scale.lo);
  return first > 0.5 ? Math.floor(Math.min(first, 0.95) * 10) / 10 : 0;
}

/**
 * The curve as SVG path data in a box of the size given: steps, since the share rises only where a row
 * is reached. It goes on to the right end of the axis.
 * @param base  the share at the foot of the box.
 */
export function sharePath(
  curve: ShareCurve,
  scale: Scale,
  width: number,
  height: number,
  base = 0,
): string {
  const { distance, share } = curve;
  if (distance.length === 0) return '';
  const parts: string[] = [`M0 ${height}`];
  let x = 0;
  let y = height;
  for (let i = 0; i < distance.length; i++) {
    // Rows at distance zero lie before the left end of a log axis.
    const nextX = +(Math.max(0, scale.toUnit(distance[i]!)) * width).toFixed(1);
    const nextY = +(((1 - share[i]!) / (1 - base)) * height).toFixed(1);
    if (nextY > height) continue;
    if (nextY === y) continue;
    parts.push(nextX === x ? `V${nextY}` : `H${nextX}V${nextY}`);
    x = nextX;
    y = nextY;
  }
  if (x < width) parts.push(`H${width}`);
  return parts.join('');
}

/** Smallest and largest eps of the axis, above zero, in three significant digits, rounded up. */
export function epsRange(scale: Scale): readonly [min: number, max: number] {
  const up = (value: number): number => {
    const near = Number(value.toPrecision(3));
    return near >= value ? near : Number((near * 1.0051).toPrecision(3));
  };
  return [up(scale.kind === 'log' ? scale.lo : scale.hi / 1000), up(scale.hi)];
}

/** The next eps for an arrow key: 1 % up or down, or 10 %, in three significant digits. */
export function nudgeEps(eps: number, direction: 1 | -1, large: boolean, scale: Scale): number {
  if (eps <= 0) return direction > 0 ? Number(scale.fromUnit(0.01).toPrecision(3)) : eps;
  return Number((eps * (1 + direction * (large ? 0.1 : 0.01))).toPrecision(3));
}

/** `0.40`, `0.404`, `12.5`: a distance with at least two and at most three significant digits. */
export function formatDistance(value: number): string {
  if (!Number.isFinite(value) || value === 0) return formatNumber(value);
  const three = Number(value.toPrecision(3));
  const size = Math.abs(three);
  if (size >= 100 || size < 1e-4) return formatNumber(three);
  const two = Number(value.toPrecision(2));
  const digits = two === three ? 1 : 2;
  return formatNumber(three, Math.max(0, digits - Math.floor(Math.log10(size))));
}

/** Distances of an axis, all with as many decimals as the longest of them needs. */
export function formatDistances(values: ArrayLike<number>): string[] {
  const list = Array.from(values);
  const decimals = list.map(
    (value) => String(Number(value.toPrecision(3))).split('.')[1]?.length ?? 0,
  );
  const most = Math.max(0, ...decimals);
  const even = most <= 4 && list.every((value) => value >= 0 && value < 100);
  return list.map((value) => (even ? formatNumber(value, most) : formatDistance(value)));
}

/** `2nd nearest row`: which neighbour the distance leads to, the row itself counted as the first. */
export function neighbourWords(minPts: number): string {
  if (minPts <= 1) return 'row itself';
  const tens = minPts % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][minPts % 10] ?? 'th');
  return `${minPts}${ending} nearest row`;
}

/** One sentence about the curve. */
export function distanceSummary(
  curve: Float64Array,
  minPts: number,
  eps: number,
  knee: Knee | null,
): string {
  if (curve.length === 0) return 'No rows, so there are no distances to draw.';
  const at = (share: number): string => formatDistance(distanceOf(curve, share));
  const advice = knee
    ? `; the knee is at ${formatDistance(knee.distance)} (${formatShare(knee.share)})`
    : '';
  return (
    `Distance to the ${neighbourWords(minPts)} of ${formatCounted(curve.length, 'row')}: half are within ` +
    `${at(0.5)}, 95 % within ${at(0.95)}, the farthest is at ${at(1)}; ` +
    `eps ${formatDistance(eps)} reaches ${formatShare(shareWithin(curve, eps))}${advice}.`
  );
}

/** What the axes are, and what lies beyond them. */
export function distanceCaption(curve: Float64Array, minPts: number, scale: Scale): string {
  const zero = countWithin(curve, 0);
  const infinite = curve.length - countWithin(curve, Number.MAX_VALUE);
  return [
    `share of rows by distance to the ${neighbourWords(minPts)}, the row itself counted` +
      (scale.kind === 'log' ? '; distance log' : ''),
    zero > 0 ? `${formatCounted(zero, 'row')} at distance 0` : '',
    infinite > 0 ? `${formatCounted(infinite, 'row')} without such a neighbour` : '',
  ]
    .filter(Boolean)
    .join('; ');
}

const SHARES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1];
const SHARE_NAMES = new Map([
  [0, 'nearest'],
  [0.5, 'median'],
  [1, 'farthest'],
]);

/** The curve as a table of its quantiles, with eps and the knee in their places. */
export function distanceTwin(curve: Float64Array, eps: number, knee: Knee | null): Twin {
  const names = new Map<number, string[]>();
  const add = (distance: number, name?: string): void => {
    const known = names.get(distance) ?? [];
    names.set(distance, name === undefined ? known : [...known, name]);
  };
  if (curve.length > 0) {
    for (const share of SHARES) add(distanceOf(curve, share), SHARE_NAMES.get(share));
    add(eps, 'eps');
    if (knee) add(knee.distance, 'knee');
  }
  return {
    columns: [
      { label: 'Distance', numeric: true },
      { label: 'Rows within', numeric: true },
      { label: 'Share', numeric: true },
      { label: '' },
    ],
    rows: [...names]
      .sort(([a], [b]) => a - b)
      .map(([distance, words]) => [
        formatDistance(distance),
        formatCount(countWithin(curve, distance)),
        formatShare(shareWithin(curve, distance)),
        words.join(', '),
      ]),
  };
}
