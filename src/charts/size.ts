import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

/** Width and height of a box in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Size of an element's content box, followed by a ResizeObserver; zero until it is in the page. */
export function createSize(element: () => HTMLElement | undefined): Accessor<Size> {
  const [size, setSize] = createSignal<Size>(
    { width: 0, height: 0 },
    { equals: (a, b) => a.width === b.width && a.height === b.height },
  );
  onMount(() => {
    const target = element();
    if (!target) return;
    const measure = (): void => {
      setSize({ width: Math.floor(target.clientWidth), height: Math.floor(target.clientHeight) });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    measure();
    onCleanup(() => observer.disconnect());
  });
  return size;
}
