import type { MessagePort, Transferable, Worker } from 'node:worker_threads';
import type { Endpoint } from 'comlink';

type Listener = Parameters<Endpoint['addEventListener']>[1];

/** What worker and port have in common. */
interface Emitter {
  on(event: string, hear: (value: unknown) => void): unknown;
  off(event: string, hear: (value: unknown) => void): unknown;
}

/** A worker thread, or the port to who started it, as comlink wants one: with events as in a browser, failures too. */
export function endpointOf(port: Worker | MessagePort): Endpoint {
  const known = new Map<Listener, (value: unknown) => void>();
  const tell = (listener: Listener, event: Event): void => {
    if (typeof listener === 'function') listener(event);
    else listener.handleEvent(event);
  };
  const emitter: Emitter = port;
  return {
    postMessage: (message: unknown, transfer: Transferable[] = []) =>
      port.postMessage(message, transfer),
    addEventListener(type, listener) {
      const hear = (value: unknown): void => {
        const facts = type === 'message' ? { data: value } : { message: messageOf(value) };
        tell(listener, Object.assign(new Event(type), facts));
      };
      known.set(listener, hear);
      emitter.on(type, hear);
    },
    removeEventListener(type, listener) {
      const hear = known.get(listener);
      if (hear) emitter.off(type, hear);
      known.delete(listener);
    },
  };
}

function messageOf(value: unknown): string {
  return value instanceof Error ? value.message : String(value);
}
