/** A callback that runs at most once in a frame of the screen, with the latest value. */
export interface FrameThrottle<Value> {
  /** Runs with this value in the next frame, instead of one that waits. */
  call(value: Value): void;
  /** Forgets the value that waits. */
  cancel(): void;
}

/** Throttles a callback to the frames of the screen. */
export function throttleToFrames<Value>(run: (value: Value) => void): FrameThrottle<Value> {
  let handle = 0;
  let latest: { value: Value } | null = null;
  return {
    call(value) {
      latest = { value };
      handle ||= requestAnimationFrame(() => {
        const due = latest;
        handle = 0;
        latest = null;
        if (due) run(due.value);
      });
    },
    cancel() {
      cancelAnimationFrame(handle);
      handle = 0;
      latest = null;
    },
  };
}
