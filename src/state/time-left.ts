/** How fast something goes on. Plain data; times are milliseconds of one clock. */
export interface Pace {
  /** When it was first heard of, and how much was done by then: what began it counts for nothing. */
  readonly from: { readonly at: number; readonly done: number };
  readonly done: number;
  /** When it will have ended, by all that was heard; null while that is too little to tell. */
  readonly endsAt: number | null;
}

/** Nothing is said of the time left before it was watched for so long. */
const WATCHED_MS = 3000;
/** What the end may be off by, as a share of the time left, before it is moved. */
const TOLERATED = 0.15;

/**
 * The pace after another report: `done` of `total` (of any unit) at the time `at`. Less than before is another beginning. The
 * end is moved calmly: not for a little, and half of the way otherwise.
 */
export function nextPace(before: Pace | null, done: number, total: number, at: number): Pace {
  if (!before || done < before.done) return { from: { at, done }, done, endsAt: null };
  const { from, endsAt } = before;
  const [took, made] = [at - from.at, done - from.done];
  if (took < WATCHED_MS || made <= 0) return { from, done, endsAt };
  const left = (took / made) * Math.max(0, total - done);
  if (endsAt === null) return { from, done, endsAt: at + left };
  const off = at + left - endsAt;
  return { from, done, endsAt: Math.abs(off) <= TOLERATED * left ? endsAt : endsAt + off / 2 };
}

/** Seconds left in steps that grow with them, never less than five; null where nothing is known, or the end has passed. */
export function secondsLeft(endsAt: number | null, now: number): number | null {
  if (endsAt === null || now >= endsAt) return null;
  const seconds = (endsAt - now) / 1000;
  const step = seconds <= 30 ? 5 : seconds <= 80 ? 10 : 60;
  return step * Math.ceil(seconds / step);
}
