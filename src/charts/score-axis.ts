import { linearTicks } from './ticks.ts';

/** Room left and right of the axis, for a dot at its end and half a tick label. */
export const SCORE_PAD = 14;

/** Pixel of a score; a score below the axis stands at its start. */
export function scoreX(score: number, min: number, width: number): number {
  const unit = min < 1 ? (score - min) / (1 - min) : 1;
  return SCORE_PAD + Math.min(1, Math.max(0, unit)) * (width - 2 * SCORE_PAD);
}

/** Ticks of the axis, three to five, always with 1. */
export function scoreTicks(min: number): number[] {
  const ticks = linearTicks(min, 1, 5);
  return ticks.length >= 2 ? ticks : [min, 1];
}

/** Decimals that tell the ticks apart. */
export function scoreDecimals(min: number): number {
  return min >= 0.98
    ? 3
    : min > 0 || scoreTicks(min).some((tick) => tick * 10 !== Math.round(tick * 10))
      ? 2
      : 1;
}
