/** Red, green and blue, each 0…1, as written in sRGB. */
export type Rgb = readonly [number, number, number];

/** Reads `#rgb`, `#rrggbb[aa]`, `rgb(…)` and `color(srgb …)`: what tokens and computed styles are made of. */
export function parseColor(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6}(?:[0-9a-f]{2})?)$/i.exec(text.trim())?.[1];
  if (hex) {
    const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    const channel = (at: number) => parseInt(full.slice(at, at + 2), 16) / 255;
    return [channel(0), channel(2), channel(4)];
  }
  const call = /^(rgba?|color)\(\s*(?:srgb\s+)?([\d.e+-]+)[\s,]+([\d.e+-]+)[\s,]+([\d.e+-]+)/i.exec(
    text,
  );
  if (!call) return null;
  const scale = call[1]?.toLowerCase() === 'color' ? 1 : 255;
  return [Number(call[2]) / scale, Number(call[3]) / scale, Number(call[4]) / scale];
}

/** Writes a colour for a style or a canvas. */
export function toCss(color: Rgb): string {
  return `rgb(${color.map((channel) => Math.round(channel * 255)).join(' ')})`;
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function fromLinear(light: number): number {
  const channel = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.min(1, Math.max(0, channel));
}

function toOklab(color: Rgb): Rgb {
  const [r, g, b] = color.map(toLinear) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The colour `share` of the way from one to the other, in OKLab, as CSS `color-mix(in oklab, …)` does. */
export function mixColors(from: Rgb, to: Rgb, share: number): Rgb {
  const a = toOklab(from);
  const b = toOklab(to);
  const at = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * share;
  return fromOklab([at(0), at(1), at(2)]);
}

function luminance(color: Rgb): number {
  return 0.2126 * toLinear(color[0]) + 0.7152 * toLinear(color[1]) + 0.0722 * toLinear(color[2]);
}

/** Contrast ratio of WCAG 2, from 1 to 21. */
export function contrastOf(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Of two inks, the one that reads better on a ground. */
export function inkOn<Ink extends Rgb>(ground: Rgb, first: Ink, second: Ink): Ink {
  return contrastOf(ground, first) >= contrastOf(ground, second) ? first : second;
}

/** The diverging ramp of correlations and the two inks that are written on it. */
export interface CorrelationRamp {
  neg: Rgb;
  mid: Rgb;
  pos: Rgb;
  inks: readonly [Rgb, Rgb];
}

const LEGIBLE = 4.5;

/**
 * Fill and ink of a correlation cell: the middle of the ramp mixed with an end by |r|. Where neither ink
 * reads on the mix (a narrow band), the share moves to the nearest one where an ink does.
 */
export function correlationColors(r: number, ramp: CorrelationRamp): { fill: Rgb; ink: Rgb } {
  const share = Math.min(1, Math.abs(r));
  const at = (wanted: number): { fill: Rgb; ink: Rgb } => {
    const fill = mixColors(ramp.mid, r < 0 ? ramp.neg : ramp.pos, Math.min(1, Math.max(0, wanted)));
    return { fill, ink: inkOn(fill, ...ramp.inks) };
  };
  for (let shift = 0; shift <= 0.3; shift += 0.01) {
    for (const colors of [at(share - shift), at(share + shift)]) {
      if (contrastOf(colors.fill, colors.ink) >= LEGIBLE) return colors;
    }
  }
  return at(share);
}
