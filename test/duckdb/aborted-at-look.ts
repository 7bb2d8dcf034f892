/** A signal that aborts when it is looked at for the n-th time: no clock decides where. */
export function abortedAtLook(
  n: number,
  reason: Error,
): { signal: AbortSignal; looks: () => number } {
  const controller = new AbortController();
  let looks = 0;
  const look = () => {
    looks += 1;
    if (looks === n) controller.abort(reason);
  };
  const signal = new Proxy(controller.signal, {
    get(target, name) {
      if (name === 'aborted' || name === 'throwIfAborted') look();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { signal, looks: () => looks };
}
