import { ClusterError } from './errors.ts';
import type { Progress } from './contract.ts';

/** Milliseconds between two reports of progress. */
export const SLICE_MS = 50;

/** A run cut into slices. Only one at a time may be under way on a kernel; a new one makes the old one void. */
export interface Job<R> {
  /** Work for about `ms` milliseconds; true when done. Throws ClusterError, `too-large` when memory runs out on the way. */
  step(ms: number): boolean;
  progress(): Progress;
  /** Once done. */
  result(): R;
}

/** Work that yields how far it is between pieces of a few milliseconds, and returns its result. */
export type Work<R> = Generator<Progress, R, undefined>;

/** A job that does `work` slice by slice. */
export function makeJob<R>(work: Work<R>): Job<R> {
  let progress: Progress = { phase: 'start', done: 0, total: 0 };
  let finished: { result: R } | undefined;
  return {
    step(ms) {
      const end = performance.now() + ms;
      while (!finished) {
        const next = work.next();
        if (next.done) finished = { result: next.value };
        else progress = next.value;
        if (performance.now() >= end) break;
      }
      return finished !== undefined;
    },
    progress: () => progress,
    result() {
      if (finished) return finished.result;
      throw new ClusterError({ code: 'kernel-failed', message: 'The clustering is not done yet.' });
    },
  };
}

/** Do all of it now. */
export function finish<R>(work: Work<R>): R {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
  }
}

/** Work that is a part of other work: it reports the progress of the whole instead of its own. */
export function* partOf<R>(whole: Progress, work: Work<R>): Work<R> {
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    yield whole;
  }
}
