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

/** A drawing: its steps, and what shows the picture when they are done. */
export interface Drawing {
  readonly work: Generator<void, void, void>;
  readonly done: () => void;
}

/** Draws the latest of what it is given. */
export interface Painter {
  /** Asks for a drawing, made when its time has come; one that waits is forgotten. */
  start(make: () => Drawing): void;
  stop(): void;
}

/**
 * A painter that follows a drag: each frame gives it up to `budget` milliseconds. A drawing that has
 * begun is finished before the next, so that a picture is shown however fast they are asked for.
 */
export function createPainter(budget = 20): Painter {
  let waiting: (() => Drawing) | null = null;
  let current: Drawing | null = null;
  let frame = 0;
  const step = (): void => {
    frame = 0;
    const end = performance.now() + budget;
    if (!current && waiting) {
      current = waiting();
      waiting = null;
    }
    while (current && performance.now() < end) {
      if (!current.work.next().done) continue;
      current.done();
      current = null;
    }
    if (current ?? waiting) frame = requestAnimationFrame(step);
  };
  return {
    start(make) {
      waiting = make;
      frame ||= requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(frame);
      waiting = null;
      current = null;
      frame = 0;
    },
  };
}
