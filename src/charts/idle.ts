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
 * A painter that follows a drag: each drawing gets up to `budget` milliseconds of the next frame, and what
 * is left is done in idle slices. One that has begun is finished before the next, so that a picture is
 * shown however fast they are asked for.
 */
export function createPainter(budget = 24): Painter {
  let waiting: (() => Drawing) | null = null;
  let busy = false;
  let frame = 0;
  let stopIdle = (): void => undefined;
  const next = (): void => {
    frame = 0;
    const make = waiting;
    waiting = null;
    busy = make !== null;
    if (!make) return;
    const { work, done } = make();
    const finish = (): void => {
      done();
      busy = false;
      if (waiting) frame = requestAnimationFrame(next);
    };
    const end = performance.now() + budget;
    do {
      if (work.next().done) {
        finish();
        return;
      }
    } while (performance.now() < end);
    stopIdle = runIdle(work, finish);
  };
  return {
    start(make) {
      waiting = make;
      if (!busy && frame === 0) frame = requestAnimationFrame(next);
    },
    stop() {
      cancelAnimationFrame(frame);
      stopIdle();
      waiting = null;
      busy = false;
      frame = 0;
    },
  };
}
