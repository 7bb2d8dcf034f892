import { layerOver, makePixels, type Pixels, stampOver, tint } from './blit.ts';
import { clusterShape, clusterSlot, shapePath } from './clusters.ts';
import { parseColor } from './color.ts';
import { layersOf, type LayerStyle, markColor, PILE } from './mark-layers.ts';
import type { ScatterMarks } from './scatter-model.ts';

const RADIUS = 2.4;
const SLICE = 1000;

interface Mask {
  readonly mask: readonly number[];
  readonly side: number;
}

/** Masks do not depend on colours: a drag draws the same few over and over. */
const masks = new Map<string, Mask>();

/** Coverage of a cluster's mark on a square of pixels, 0…255. */
function maskOf(cluster: number, radius: number, ratio: number): Mask {
  const key = `${clusterShape(cluster)} ${radius} ${ratio}`;
  const mask = masks.get(key) ?? drawMask(cluster, radius, ratio);
  masks.set(key, mask);
  return mask;
}

function drawMask(cluster: number, radius: number, ratio: number): Mask {
  const middle = Math.ceil((radius * 1.3 + 1.5) * ratio);
  const side = 2 * middle;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  if (!ctx) return { mask: [], side: 0 };
  const path = new Path2D(shapePath(clusterShape(cluster), radius));
  ctx.translate(middle, middle);
  ctx.scale(ratio, ratio);
  ctx.lineWidth = 1;
  if (cluster < 0) ctx.stroke(path);
  else ctx.fill(path);
  const { data } = ctx.getImageData(0, 0, side, side);
  return { mask: Array.from({ length: side * side }, (_, i) => data[4 * i + 3]!), side };
}

/**
 * Draws the marks layer by layer with one stamp for each cluster, stopping between slices.
 * @param ratio  device pixels of the picture for each CSS pixel of the marks.
 */
export function* drawScatter(
  picture: Pixels,
  marks: ScatterMarks,
  ratio: number,
  style: LayerStyle,
): Generator<void, void, void> {
  // The largest and the selected cluster are drawn as themselves, even among the others.
  const keyOf = (cluster: number): number =>
    cluster === style.largest || cluster === style.selected ? cluster : clusterSlot(cluster);
  for (const layer of layersOf(style)) {
    const sheet = layer.faint ? makePixels(picture.width, picture.height) : picture;
    const opacity = layer.faint ? Math.max(PILE, layer.opacity) : layer.opacity;
    const stamps = new Map<number, { pixels: Uint32Array; side: number }>();
    const stampOf = (cluster: number): { pixels: Uint32Array; side: number } => {
      const key = keyOf(cluster);
      let stamp = stamps.get(key);
      if (!stamp) {
        const { mask, side } = maskOf(key, RADIUS * (cluster === style.largest ? 0.8 : 1), ratio);
        const color = parseColor(markColor(key, style)) ?? [0, 0, 0];
        stamp = { pixels: tint(mask, color, opacity), side };
        stamps.set(key, stamp);
      }
      return stamp;
    };
    for (let i = 0; i < marks.rows.length; i++) {
      if (i % SLICE === SLICE - 1) yield;
      const cluster = marks.clusters[i]!;
      if (!layer.holds(cluster)) continue;
      const { pixels, side } = stampOf(cluster);
      const left = Math.round(marks.xs[i]! * ratio) - side / 2;
      const top = Math.round(marks.ys[i]! * ratio) - side / 2;
      stampOver(sheet, pixels, side, left, top);
    }
    yield;
    if (sheet !== picture) {
      layerOver(picture, sheet, layer.opacity / Math.max(PILE, layer.opacity));
    }
  }
}
