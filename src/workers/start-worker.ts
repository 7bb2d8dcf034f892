/** Name of the channel on which workers tell of requests that they made to other origins. */
export const REQUESTS_CHANNEL = 'spoor-requests';

export interface WorkerOptions {
  readonly name: string;
  readonly type: 'module' | 'classic';
  /** Code that runs ahead of the script; classic workers only, since imports of a module go first. */
  readonly preface?: string | undefined;
}

/**
 * Starts a worker from a blob that imports its script: such a worker is bound by the page's policy, one made from the
 * script's own address is not. It reports its requests to other origins, made or refused, on {@link REQUESTS_CHANNEL}.
 */
export function startWorker(script: URL, { name, type, preface = '' }: WorkerOptions): Worker {
  const href = JSON.stringify(script.href);
  const load = type === 'module' ? `import ${href};` : `importScripts(${href});`;
  const blob = URL.createObjectURL(
    new Blob([watch(script.origin, name), preface, load], { type: 'text/javascript' }),
  );
  const worker = new Worker(blob, { type, name });
  const revoke = (): void => {
    URL.revokeObjectURL(blob);
  };
  worker.addEventListener('message', revoke, { once: true });
  worker.addEventListener('error', revoke, { once: true });
  return worker;
}

function watch(origin: string, name: string): string {
  return `(() => {
  const channel = new BroadcastChannel(${JSON.stringify(REQUESTS_CHANNEL)});
  const tell = (address) => channel.postMessage({ address, from: ${JSON.stringify(name)} });
  const foreign = (address) => /^(https?|wss?):/.test(address) && new URL(address).origin !== ${JSON.stringify(origin)};
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (foreign(entry.name)) tell(entry.name); }).observe({ type: 'resource', buffered: true });
  addEventListener('securitypolicyviolation', (event) => { if (foreign(event.blockedURI)) tell(event.blockedURI); });
})();
`;
}
