import { formatNumber, MINUS } from './format.ts';

const UNITS = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
] as const;

function formatShort(seconds: number): string {
  if (seconds >= 1) return `${formatNumber(Number(seconds.toPrecision(3)))} s`;
  if (seconds >= 0.001) return `${formatNumber(Number((seconds * 1e3).toPrecision(3)))} ms`;
  return `${formatNumber(Number((seconds * 1e6).toPrecision(3)))} µs`;
}

/**
 * A duration in its largest units: `250 ms`, `26 min`, `3 d 22 h`.
 * @param parts  how many units at most; a second one is left out when it is zero.
 */
export function formatSeconds(seconds: number, parts: 1 | 2 = 2): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 0) return MINUS + formatSeconds(-seconds, parts);
  if (seconds === 0) return '0 s';
  if (Number(seconds.toPrecision(3)) < 60) return formatShort(seconds);
  // Find the unit after rounding, so that 59.6 min with one part reads 1 h, not 60 min.
  for (let i = 0; i < UNITS.length - 1; i++) {
    const large = UNITS[i]!;
    const small = UNITS[i + 1]!;
    const step = parts === 1 ? large.seconds : small.seconds;
    const rounded = Math.round(seconds / step) * step;
    if (rounded < large.seconds) continue;
    const whole = Math.floor(rounded / large.seconds);
    const rest = Math.round((rounded - whole * large.seconds) / small.seconds);
    const head = `${formatNumber(whole)} ${large.name}`;
    return rest > 0 ? `${head} ${rest} ${small.name}` : head;
  }
  return formatShort(seconds);
}

/** What an axis or a tooltip measures: plain numbers or durations in seconds. */
export type ValueUnit = 'number' | 'seconds';

/** Writes a value in its unit. */
export function formatValue(value: number, unit: ValueUnit = 'number'): string {
  return unit === 'seconds' ? formatSeconds(value) : formatNumber(value);
}
