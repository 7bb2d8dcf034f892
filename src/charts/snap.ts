import type { ValueUnit } from './format-time.ts';
import type { Scale } from './scale.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A duration rounded to what a person would have typed: 120 s, 25 min, 1 h 30 min, 3 d. */
function snapSeconds(seconds: number): number {
  if (seconds < 10) return Number(seconds.toPrecision(2));
  const step =
    seconds < MINUTE
      ? 1
      : seconds < 10 * MINUTE
        ? 10
        : seconds < HOUR
          ? MINUTE
          : seconds < 6 * HOUR
            ? 5 * MINUTE
            : seconds < DAY
              ? 30 * MINUTE
              : seconds < 4 * DAY
                ? HOUR
                : 6 * HOUR;
  return Math.round(seconds / step) * step;
}

/** Rounds a dragged value to the precision of a drag: two significant digits on a log axis, 1/200 on a linear one. */
export function snapValue(scale: Scale, value: number, unit: ValueUnit): number {
  if (unit === 'seconds') return value < 0 ? -snapSeconds(-value) : snapSeconds(value);
  if (scale.kind === 'log') return Number(value.toPrecision(2));
  const step = 10 ** Math.floor(Math.log10((scale.hi - scale.lo) / 100));
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/**
 * The next value for an arrow key: a small step along the axis, or as far as it takes for the snapped
 * value to change.
 */
export function stepValue(
  scale: Scale,
  value: number,
  direction: 1 | -1,
  snap: (value: number) => number,
  share = 0.004,
): number {
  const start = scale.toUnit(value);
  for (let i = 1; i <= 50; i++) {
    const next = snap(scale.fromUnit(start + direction * share * i));
    if (direction > 0 ? next > value : next < value) return next;
  }
  return value;
}
