import { createSignal, onCleanup, type Accessor } from 'solid-js';

const EVERY_MS = 1000;

/** A value that nobody announces, read again every second. */
export function createPolled<T>(read: () => T): Accessor<T> {
  const [value, setValue] = createSignal(read());
  const timer = setInterval(() => setValue(() => read()), EVERY_MS);
  onCleanup(() => {
    clearInterval(timer);
  });
  return value;
}
