import { clusterShape, clusterSlot, shapePath } from './clusters.ts';
import { layersOf, layOver, type LayerStyle, markColor, PILE, sheetLike } from './mark-layers.ts';
import type { PlacedMarks } from './strip-model.ts';

const RADIUS = 2.3;
const SLICE = 300;

/** Draws all panels layer by layer, stopping between slices. The context is scaled to CSS pixels. */
export function* drawStrips(
  ctx: CanvasRenderingContext2D,
  panels: readonly PlacedMarks[],
  style: LayerStyle,
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
          markColor(cluster, style),
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
