import { createSignal, type Accessor } from 'solid-js';
import { REQUESTS_CHANNEL } from '../workers/start-worker.ts';

export interface SeenRequest {
  readonly address: string;
  readonly from: string;
}

/** Requests to other origins since the page loaded, made or refused, of the page and of its workers. */
export function watchNetwork(): Accessor<readonly SeenRequest[]> {
  const [seen, setSeen] = createSignal<readonly SeenRequest[]>([]);
  const add = (request: SeenRequest): void => {
    setSeen((before) =>
      before.some((other) => other.address === request.address && other.from === request.from)
        ? before
        : [...before, request],
    );
  };
  const foreign = (address: string): boolean =>
    /^(https?|wss?):/.test(address) && new URL(address).origin !== location.origin;
  new PerformanceObserver((list) => {
    for (const { name } of list.getEntries())
      if (foreign(name)) add({ address: name, from: 'page' });
  }).observe({ type: 'resource', buffered: true });
  addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    if (foreign(blockedURI)) add({ address: blockedURI, from: 'page' });
  });
  new BroadcastChannel(REQUESTS_CHANNEL).addEventListener(
    'message',
    ({ data }: MessageEvent<SeenRequest>) => {
      add(data);
    },
  );
  return seen;
}
