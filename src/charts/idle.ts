type Request = (run: (time: { timeRemaining(): number }) => void) => number;

/** Safari has no idle callbacks: there a slice of 8 ms runs after the frame. */
const request: Request =
  typeof requestIdleCallback === 'function'
    ? (run) => requestIdleCallback(run, { timeout: 200 })
    : (run) => {
        const end = performance.now() + 8;
        return Number(setTimeout(() => run({ timeRemaining: () => end - performance.now() })));
      };
const revoke: (handle: number) => void =
  typeof cancelIdleCallback === 'function' ? cancelIdleCallback : clearTimeout;

/**
 * Runs a generator in idle slices, so that a large drawing never holds up typing.
 * @returns a function that stops it.
 */
export function runIdle(work: Generator<void, void, void>, done: () => void): () => void {
  let handle = 0;
  const slice = (time: { timeRemaining(): number }): void => {
    do {
      if (work.next().done) {
        done();
        return;
      }
    } while (time.timeRemaining() > 1);
    handle = request(slice);
  };
  handle = request(slice);
  return () => revoke(handle);
}
