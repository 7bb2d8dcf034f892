let context: CanvasRenderingContext2D | null | undefined;

/** A measure of texts in a font, in pixels. */
export function measureIn(font: string): (text: string) => number {
  return (text) => {
    context ??= document.createElement('canvas').getContext('2d');
    if (!context) return text.length * 6.2;
    if (context.font !== font) context.font = font;
    return context.measureText(text).width;
  };
}
