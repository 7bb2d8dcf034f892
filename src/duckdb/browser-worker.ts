import scriptUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { startWorker } from '../workers/start-worker.ts';

/**
 * Runs ahead of DuckDB's own script: a message that carries a port is for us, and whatever comes in on the port is
 * answered with the size of the engine's memory, a number of bytes with whether they are free in one piece. The lock tells
 * the page when the worker is no more: a worker that closed itself or was ended by the browser says nothing. DuckDB's
 * script logs every error with a stack that quotes its bundle; errors reach the caller anyway.
 */
const PREFACE = `
console.log = () => undefined;
addEventListener('message', (event) => {
  const port = event.data && event.data.spoorMemoryPort;
  if (!port) return;
  event.stopImmediatePropagation();
  navigator.locks?.request(event.data.spoorLock, () => {
    port.postMessage('locked');
    return new Promise(() => undefined);
  }).catch(() => undefined);
  port.onmessage = ({ data }) => {
    const heap = globalThis.DUCKDB_BINDINGS && globalThis.DUCKDB_BINDINGS.mod;
    if (typeof data === 'number') {
      const place = heap ? heap._malloc(data) : 0;
      if (place) heap._free(place);
      port.postMessage(Boolean(place));
    } else {
      port.postMessage(heap && heap.HEAPU8 ? heap.HEAPU8.byteLength : 0);
    }
  };
});
`;

export interface EngineWorker {
  readonly worker: Worker;
  /** Asks the worker anew; {@link memoryBytes} follows when it has answered. */
  measure(): void;
  memoryBytes(): number;
  /** Whether the engine's allocator has that many bytes in one piece. Never settles when the worker is no more. */
  hasRoom(bytes: number): Promise<boolean>;
}

/**
 * Starts DuckDB's worker, bound by the page's policy.
 * @param onEnd  hears why the worker failed or is no more.
 */
export function startEngineWorker(onEnd: (words: string) => void = () => undefined): EngineWorker {
  const worker = startWorker(new URL(scriptUrl, import.meta.url), {
    name: 'duckdb',
    type: 'classic',
    preface: PREFACE,
  });

  const { port1, port2 } = new MessageChannel();
  worker.addEventListener('error', ({ message }) => {
    onEnd(`The engine's worker failed: ${message || 'no reason was given.'}`);
  });
  let bytes = 0;
  const asked: ((free: boolean) => void)[] = [];
  const lock = `spoor-engine-${crypto.randomUUID()}`;
  port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'number') bytes = data;
    else if (typeof data === 'boolean') asked.shift()?.(data);
    else if (data === 'locked')
      void navigator.locks.request(lock, () => {
        onEnd("The engine's worker was ended.");
      });
  };
  worker.postMessage({ spoorMemoryPort: port2, spoorLock: lock }, [port2]);
  return {
    worker,
    measure() {
      port1.postMessage(null);
    },
    memoryBytes: () => bytes,
    hasRoom: (wanted) =>
      new Promise((resolve) => {
        asked.push(resolve);
        port1.postMessage(wanted);
      }),
  };
}
