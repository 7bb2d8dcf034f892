import { clusterShape, clusterSlot, FIRST_OTHER, shapePath } from './clusters.ts';
import type { PlacedMarks } from './strip-model.ts';
import type { Theme } from './theme.ts';

/** How the clusters of a strip plot are drawn. */
export interface StripStyle {
  theme: Theme;
  largest: number | null;
  selected: number | null;
}

const RADIUS = 2.3;
const SLICE = 300;
/** Opacity of a mark inside a faint layer: marks on top of each other add up, but no further than the layer. */
const PILE = 0.8;

function colorOf(cluster: number, style: StripStyle): string {
  const { theme, selected } = style;
  if (theme.highlight !== null && cluster === selected) return theme.highlight;
  if (cluster < 0) return theme.color.noise;
  return cluster < FIRST_OTHER ? (theme.clusters[cluster] ?? theme.color.mark) : theme.color.mark;
}

/** Marks drawn together, from the back to the front. */
interface Layer {
  holds: (cluster: number) => boolean;
  opacity: number;
  /** Drawn apart and laid over the picture at once, so that a thousand faint marks stay faint. */
  faint: boolean;
}

function layersOf({ selected, largest, theme }: StripStyle): Layer[] {
  if (selected !== null) {
    return [
      { holds: (cluster) => cluster !== selected, opacity: theme.dim, faint: true },
      { holds: (cluster) => cluster === selected, opacity: 1, faint: false },
    ];
  }
  const isLargest = (cluster: number): boolean => cluster >= 0 && cluster === largest;
  return [
    { holds: (cluster) => cluster < 0, opacity: 0.9, faint: false },
    { holds: isLargest, opacity: theme.soft, faint: true },
    { holds: (cluster) => cluster >= 0 && !isLargest(cluster), opacity: 0.9, faint: false },
  ];
}

/** Draws all panels layer by layer, stopping between slices. The context is scaled to CSS pixels. */
export function* drawStrips(
  ctx: CanvasRenderingContext2D,
  panels: readonly PlacedMarks[],
  style: StripStyle,
): Generator<void, void, void> {
  const paths = new Map<string, Path2D>();
  const pathOf = (cluster: number): Path2D => {
    const radius = cluster === style.largest ? RADIUS * 0.78 : RADIUS;
    const key = `${clusterSlot(cluster)} ${radius}`;
    const path = paths.get(key) ?? new Path2D(shapePath(clusterShape(cluster), radius));
    paths.set(key, path);
    return path;
  };
  for (const layer of layersOf(style)) {
    const sheet = layer.faint ? sheetLike(ctx) : ctx;
    sheet.globalAlpha = layer.faint ? Math.max(PILE, layer.opacity) : layer.opacity;
    sheet.lineWidth = 1;
    for (const { points, xs, ys } of panels) {
      for (let i = 0; i < points.length; i++) {
        const cluster = points[i]?.cluster ?? 0;
        if (i % SLICE === SLICE - 1) yield;
        if (!layer.holds(cluster)) continue;
        drawMark(
          sheet,
          pathOf(cluster),
          xs[i] ?? 0,
          ys[i] ?? 0,
          colorOf(cluster, style),
          cluster < 0,
        );
      }
    }
    if (sheet !== ctx) layOver(ctx, sheet, layer.opacity / Math.max(PILE, layer.opacity));
  }
}

function drawMark(
  ctx: CanvasRenderingContext2D,
  path: Path2D,
  x: number,
  y: number,
  color: string,
  hollow: boolean,
): void {
  ctx.translate(x, y);
  if (hollow) {
    ctx.strokeStyle = color;
    ctx.stroke(path);
  } else {
    ctx.fillStyle = color;
    ctx.fill(path);
  }
  ctx.translate(-x, -y);
}

function sheetLike(ctx: CanvasRenderingContext2D): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = ctx.canvas.width;
  canvas.height = ctx.canvas.height;
  const sheet = canvas.getContext('2d');
  if (!sheet) return ctx;
  sheet.setTransform(ctx.getTransform());
  return sheet;
}

function layOver(
  ctx: CanvasRenderingContext2D,
  sheet: CanvasRenderingContext2D,
  opacity: number,
): void {
  ctx.save();
  ctx.resetTransform();
  ctx.globalAlpha = opacity;
  ctx.drawImage(sheet.canvas, 0, 0);
  ctx.restore();
}
