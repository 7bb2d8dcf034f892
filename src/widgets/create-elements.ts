import { children, createMemo, type Accessor, type JSX } from 'solid-js';

/**
 * Elements that may be asked for several times: each reading of a prop would make new ones, also some that nobody shows. Null
 * when there are none.
 */
export function createElements(made: () => JSX.Element): Accessor<JSX.Element> {
  const all = children(made);
  return createMemo(() => (all.toArray().some(Boolean) ? all() : null));
}
