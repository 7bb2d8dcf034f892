/** What a bar stands for when it is not a cluster. */
export type Tone = 'mark' | 'ink' | 'organic' | 'suspect' | 'noise' | 'warn';

const COLORS: Record<Tone, string> = {
  mark: 'var(--mark)',
  ink: 'var(--ink-1)',
  organic: 'var(--organic-mark)',
  suspect: 'var(--suspect)',
  noise: 'var(--noise)',
  warn: 'var(--warn)',
};

/** Colour of a tone for styles and SVG attributes. */
export function toneColor(tone: Tone): string {
  return COLORS[tone];
}
