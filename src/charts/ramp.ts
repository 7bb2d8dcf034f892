/** Steps of the sequential ramp. */
export const RAMP_STEPS = 5;

/**
 * The step 1…5 of a value between four rising cuts: `cuts[i]` is the first value of step i + 2.
 * 0 for a value that is missing.
 */
export function stepOf(value: number, cuts: readonly number[]): number {
  if (Number.isNaN(value)) return 0;
  return 1 + cuts.filter((cut) => value >= cut).length;
}

/** Colour of a step 1…5 for SVG attributes; step 0 (missing) has the ground of an empty cell. */
export function stepColor(step: number): string {
  return step < 1 ? 'var(--bg-sunken)' : `var(--seq-${Math.min(RAMP_STEPS, step)})`;
}

/** The ink that reads on a step, 4.5:1 in both themes. */
export function stepInk(step: number): string {
  return step >= 4 ? 'var(--ink-inverse)' : 'var(--ink-1)';
}

/**
 * Cuts of the ramp for counts from 1 to `most`: up to five counts have a step each, more are split
 * evenly on a log scale. Zero shares the first step with one.
 */
export function countCuts(most: number): number[] {
  if (most <= RAMP_STEPS) return [2, 3, 4, 5];
  const cuts: number[] = [];
  for (let i = 1; i < RAMP_STEPS; i++) {
    const even = Math.round(most ** (i / RAMP_STEPS));
    cuts.push(Math.max(even, (cuts.at(-1) ?? 1) + 1));
  }
  return cuts;
}
