/**
 * Pictures of premultiplied pixels, red in the lowest byte and alpha in the highest, as `ImageData` has
 * them on every little-endian machine. Thousands of small stamps are laid over each other faster here
 * than by calls of a canvas that has no graphics card behind it.
 */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint32Array;
}

/** An empty picture. */
export function makePixels(width: number, height: number): Pixels {
  return { width, height, data: new Uint32Array(width * height) };
}

/** All channels of a pixel times `factor` / 256, for factors 0…256. */
function scaled(pixel: number, factor: number): number {
  const low = (Math.imul(pixel & 0xff00ff, factor) >>> 8) & 0xff00ff;
  const high = Math.imul((pixel >>> 8) & 0xff00ff, factor) & 0xff00ff00;
  return (low | high) >>> 0;
}

/** What is seen of a picture below a pixel: 256 minus its alpha, which is 256 when it is full. */
function passing(pixel: number): number {
  const alpha = pixel >>> 24;
  return 256 - alpha - (alpha >>> 7);
}

/**
 * Colours a mask of coverages.
 * @param mask  0…255 for each pixel.
 * @param color  red, green and blue, each 0…1.
 * @param opacity  0…1.
 */
export function tint(
  mask: ArrayLike<number>,
  color: readonly [number, number, number],
  opacity: number,
): Uint32Array {
  return Uint32Array.from({ length: mask.length }, (_, i) => {
    const alpha = ((mask[i] ?? 0) / 255) * opacity;
    const channel = (value: number): number => Math.round(value * alpha * 255);
    const [red, green, blue] = color.map(channel) as [number, number, number];
    return ((channel(1) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  });
}

/** Lays a square stamp over a picture, its upper left corner at a pixel; what lies outside is cut off. */
export function stampOver(
  picture: Pixels,
  stamp: Uint32Array,
  side: number,
  left: number,
  top: number,
): void {
  const { width, height, data } = picture;
  const firstRow = Math.max(0, -top);
  const lastRow = Math.min(side, height - top);
  const firstColumn = Math.max(0, -left);
  const lastColumn = Math.min(side, width - left);
  for (let row = firstRow; row < lastRow; row++) {
    let from = row * side + firstColumn;
    let to = (top + row) * width + left + firstColumn;
    for (let column = firstColumn; column < lastColumn; column++, from++, to++) {
      const pixel = stamp[from]!;
      if (pixel !== 0) data[to] = pixel + scaled(data[to]!, passing(pixel));
    }
  }
}

/** Lays a picture over another of the same size, at an opacity 0…1. */
export function layerOver(picture: Pixels, layer: Pixels, opacity: number): void {
  const factor = Math.round(opacity * 256);
  const { data } = picture;
  const over = layer.data;
  for (let i = 0; i < over.length; i++) {
    const above = over[i]!;
    if (above === 0) continue;
    const pixel = scaled(above, factor);
    data[i] = pixel + scaled(data[i]!, passing(pixel));
  }
}

/** The picture for `putImageData`: colours no longer multiplied by alpha. */
export function toImageBytes(picture: Pixels): Uint8ClampedArray<ArrayBuffer> {
  const { data } = picture;
  const bytes = new Uint8ClampedArray(data.length * 4);
  for (let i = 0; i < data.length; i++) {
    const pixel = data[i]!;
    if (pixel === 0) continue;
    const alpha = pixel >>> 24;
    const grow = 255 / alpha;
    bytes[4 * i] = (pixel & 255) * grow;
    bytes[4 * i + 1] = ((pixel >>> 8) & 255) * grow;
    bytes[4 * i + 2] = ((pixel >>> 16) & 255) * grow;
    bytes[4 * i + 3] = alpha;
  }
  return bytes;
}
