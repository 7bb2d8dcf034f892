import { FIRST_OTHER } from './clusters.ts';
import type { Theme } from './theme.ts';

/** How the marks of clusters are drawn. */
export interface LayerStyle {
  theme: Theme;
  largest: number | null;
  selected: number | null;
}

/** Opacity of a mark inside a faint layer: marks on top of each other add up, but no further than the layer. */
export const PILE = 0.8;

/** Colour of a cluster's marks on a canvas. */
export function markColor(cluster: number, style: LayerStyle): string {
  const { theme, selected } = style;
  if (theme.highlight !== null && cluster === selected) return theme.highlight;
  if (cluster < 0) return theme.color.noise;
  return cluster < FIRST_OTHER ? (theme.clusters[cluster] ?? theme.color.mark) : theme.color.mark;
}

/** Marks drawn together, from the back to the front. */
export interface Layer {
  holds: (cluster: number) => boolean;
  opacity: number;
  /** Drawn apart and laid over the picture at once, so that a thousand faint marks stay faint. */
  faint: boolean;
}

/** The layers of a picture of clusters: noise first, the largest cluster softly; with a selection, the others dimmed. */
export function layersOf({ selected, largest, theme }: LayerStyle): Layer[] {
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

/** An empty canvas like another, for a faint layer. */
export function sheetLike(ctx: CanvasRenderingContext2D): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = ctx.canvas.width;
  canvas.height = ctx.canvas.height;
  const sheet = canvas.getContext('2d');
  if (!sheet) return ctx;
  sheet.setTransform(ctx.getTransform());
  return sheet;
}

/** Lays a faint layer over the picture. */
export function layOver(
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
