import type { ValueUnit } from './format-time.ts';
import type { Scale } from './scale.ts';

function inside(scale: Scale, value: number): boolean {
  const unit = scale.toUnit(value);
  return unit > -1e-9 && unit < 1 + 1e-9;
}

function countTicks(lo: number, hi: number, step: number): number {
  return Math.floor(hi / step + 1e-9) - Math.ceil(lo / step - 1e-9) + 1;
}

/** The smallest step of 1, 2, 2.5 or 5 times a power of ten that gives at most `most` ticks from lo to hi. */
export function niceStep(lo: number, hi: number, most: number): number {
  const power = Math.floor(Math.log10((hi - lo) / Math.max(1, most))) - 1;
  // Beyond these powers doubles have no steps left.
  for (let exponent = Math.max(-300, power); exponent <= 300; exponent++) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = Number(`${factor}e${exponent}`);
      if (countTicks(lo, hi, step) <= most) return step;
    }
  }
  return Infinity;
}

/** Round values from lo to hi, at most `most` of them. */
export function linearTicks(
  lo: number,
  hi: number,
  most: number,
  step = niceStep(lo, hi, most),
): number[] {
  if (!Number.isFinite(step)) return [];
  const first = Math.ceil(lo / step - 1e-9);
  const count = Math.max(0, Math.min(most, countTicks(lo, hi, step)));
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
}

function decades(lo: number, hi: number, mantissas: readonly number[], every: number): number[] {
  const ticks: number[] = [];
  const first = Math.max(-300, Math.floor(Math.log10(lo) + 1e-9));
  for (let power = first; power <= Math.ceil(Math.log10(hi)); power++) {
    if (every > 1 && power % every !== 0) continue;
    for (const mantissa of mantissas) ticks.push(Number(`${mantissa}e${power}`));
  }
  return ticks;
}

const LOG_SETS: readonly (readonly [readonly number[], number])[] = [
  [[1, 2, 5], 1],
  [[1, 3], 1],
  [[1], 1],
  [[1], 2],
  [[1], 3],
  [[1], 6],
  [[1], 12],
  [[1], 48],
];

function positiveLogTicks(scale: Scale, lo: number, hi: number, most: number): number[] {
  // Whole decades read best: finer sets are only for axes that would have fewer than three.
  const tens = decades(lo, hi, [1], 1).filter(
    (tick) => inside(scale, tick) && tick >= lo * (1 - 1e-9),
  );
  if (tens.length >= 3 && tens.length <= most) return tens;
  for (const [mantissas, every] of LOG_SETS) {
    const ticks = decades(lo, hi, mantissas, every).filter(
      (tick) => inside(scale, tick) && tick >= lo * (1 - 1e-9) && tick <= hi * (1 + 1e-9),
    );
    if (ticks.length >= 2 && ticks.length <= most) return ticks;
  }
  return linearTicks(lo, hi, most).filter((tick) => inside(scale, tick));
}

function logTicks(scale: Scale, most: number): number[] {
  const from = scale.linearBelow;
  if (from === null) return positiveLogTicks(scale, scale.lo, scale.hi, most);
  const both = scale.lo < 0 && scale.hi > 0;
  const room = Math.max(2, both ? Math.floor((most - 1) / 2) : most - 1);
  const side = (largest: number): number[] => {
    if (largest < from) return [];
    const ticks = positiveLogTicks(scale, Math.max(from, largest / 1e6), largest, room);
    return spaced(scale, [0, ...ticks], 0.6 / most).slice(1);
  };
  const up = side(scale.hi);
  const down = scale.lo < 0 ? mirrored(scale, side) : [];
  return [...down, ...(inside(scale, 0) ? [0] : []), ...up];
}

function mirrored(scale: Scale, side: (largest: number) => number[]): number[] {
  const shape = side(Math.min(-scale.lo, Math.max(scale.hi, -scale.lo)));
  return shape
    .map((tick) => -tick)
    .filter((tick) => inside(scale, tick))
    .reverse();
}

/** Drops ticks that come closer than `gap` (of the axis) to the one kept before. */
function spaced(scale: Scale, ticks: readonly number[], gap: number): number[] {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || scale.toUnit(tick) - scale.toUnit(last) >= gap) kept.push(tick);
  }
  return kept;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Times people read without thinking, the most familiar first. */
const TIMES_BY_RANK: readonly (readonly number[])[] = [
  [0, 1, MINUTE, HOUR, DAY],
  [10, 10 * MINUTE, 10 * DAY, 100 * DAY, 0.001],
  [6 * HOUR, 0.01, 0.1, 1000 * DAY],
  [30, 30 * MINUTE, 4 * DAY, 30 * DAY],
  [2, 5, 2 * MINUTE, 5 * MINUTE, 2 * HOUR, 12 * HOUR, 2 * DAY, 300 * DAY],
];

const TIME_STEPS = [1, 2, 5, 10, 15, 30]
  .flatMap((n) => [n, n * MINUTE])
  .concat(
    [1, 2, 3, 6, 12].map((n) => n * HOUR),
    [1, 2, 7, 14, 30, 90, 365].map((n) => n * DAY),
  )
  .sort((a, b) => a - b);

function logTimeTicks(scale: Scale, most: number): number[] {
  const gap = 0.8 / most;
  const kept: number[] = [];
  for (const rank of TIMES_BY_RANK) {
    for (const time of rank) {
      const unit = scale.toUnit(time);
      if (!inside(scale, time) || !Number.isFinite(unit)) continue;
      if (kept.every((other) => Math.abs(scale.toUnit(other) - unit) >= gap)) kept.push(time);
    }
    if (kept.length >= 3 && kept.length >= most - 1) break;
  }
  return kept.sort((a, b) => a - b);
}

/** Ticks of an axis, at most `most`, in the words of its unit: powers of ten, or 1 s, 1 min, 1 h, 1 d. */
export function chooseTicks(scale: Scale, most: number, unit: ValueUnit = 'number'): number[] {
  if (scale.kind === 'linear') {
    const span = scale.hi - scale.lo;
    const timeStep = TIME_STEPS.find((step) => countTicks(scale.lo, scale.hi, step) <= most);
    const timed = unit === 'seconds' && span >= 2 && timeStep !== undefined;
    const ticks = linearTicks(scale.lo, scale.hi, most, timed ? timeStep : undefined);
    return ticks.filter((tick) => inside(scale, tick));
  }
  if (unit === 'seconds') {
    const ticks = logTimeTicks(scale, most);
    if (ticks.length >= 2) return ticks;
  }
  return logTicks(scale, most);
}
