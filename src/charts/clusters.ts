/** The algorithm's number for points that belong to no cluster. */
export const NOISE = -1;
/** Clusters from here on share one colour and shape: "other". */
export const FIRST_OTHER = 8;

/** Shape of a cluster's marks: colour is never alone. */
export type Shape =
  | 'circle'
  | 'diamond'
  | 'triangle-up'
  | 'square'
  | 'plus'
  | 'triangle-down'
  | 'cross'
  | 'hexagon'
  | 'bar'
  | 'ring';

const SHAPES: readonly Shape[] = [
  'circle',
  'diamond',
  'triangle-up',
  'square',
  'plus',
  'triangle-down',
  'cross',
  'hexagon',
];

/** Number under which charts draw a cluster: its own up to 7, `FIRST_OTHER` for all after, or noise. */
export function clusterSlot(cluster: number): number {
  return cluster < 0 ? NOISE : Math.min(cluster, FIRST_OTHER);
}

/** Shape of a cluster; a short bar for "other", a hollow ring for noise. */
export function clusterShape(cluster: number): Shape {
  return cluster < 0 ? 'ring' : (SHAPES[cluster] ?? 'bar');
}

/** Name of the token that colours a cluster. */
export function clusterToken(cluster: number): string {
  if (cluster < 0) return '--noise';
  return cluster < FIRST_OTHER ? `--c${cluster}` : '--mark';
}

/** Colour of a cluster for styles and SVG attributes: `var(--c1)`. */
export function clusterColor(cluster: number): string {
  return `var(${clusterToken(cluster)})`;
}

/** Clusters in the order of lists: 0, 1, 2, …, noise last. */
export function compareClusters(a: number, b: number): number {
  if (a === b) return 0;
  return a < 0 ? 1 : b < 0 ? -1 : a - b;
}

/** `cluster 1`, `noise`, `other clusters`. */
export function clusterWords(slot: number): string {
  if (slot < 0) return 'noise';
  return slot >= FIRST_OTHER ? 'other clusters' : `cluster ${slot}`;
}

const polygon = (points: readonly (readonly [number, number])[], r: number): string =>
  `M${points.map(([x, y]) => `${+(x * r).toFixed(3)} ${+(y * r).toFixed(3)}`).join('L')}Z`;

const ARM = 0.4;
const PLUS = [
  [-ARM, -1.1],
  [ARM, -1.1],
  [ARM, -ARM],
  [1.1, -ARM],
  [1.1, ARM],
  [ARM, ARM],
  [ARM, 1.1],
  [-ARM, 1.1],
  [-ARM, ARM],
  [-1.1, ARM],
  [-1.1, -ARM],
  [-ARM, -ARM],
] as const;
const turn = ([x, y]: readonly [number, number]) => [(x - y) * 0.76, (x + y) * 0.76] as const;

const POLYGONS = {
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  'triangle-up': [
    [0, -1.15],
    [1.2, 0.95],
    [-1.2, 0.95],
  ],
  square: [
    [-0.92, -0.92],
    [0.92, -0.92],
    [0.92, 0.92],
    [-0.92, 0.92],
  ],
  plus: PLUS,
  'triangle-down': [
    [0, 1.15],
    [1.2, -0.95],
    [-1.2, -0.95],
  ],
  cross: PLUS.map(turn),
  hexagon: [
    [-1.15, 0],
    [-0.58, -1],
    [0.58, -1],
    [1.15, 0],
    [0.58, 1],
    [-0.58, 1],
  ],
  bar: [
    [-1.1, -0.45],
    [1.1, -0.45],
    [1.1, 0.45],
    [-1.1, 0.45],
  ],
} as const satisfies Partial<Record<Shape, readonly (readonly [number, number])[]>>;

/** Outline of a shape around the origin as SVG path data, for SVG and for `Path2D`. */
export function shapePath(shape: Shape, radius: number): string {
  if (shape === 'circle' || shape === 'ring') {
    const r = +radius.toFixed(3);
    return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
  }
  return polygon(POLYGONS[shape], radius);
}
