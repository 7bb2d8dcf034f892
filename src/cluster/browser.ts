import wasmUrl from '../generated/kernel.wasm?url';
import { startWorker } from '../workers/start-worker.ts';
import { ClusterWorkerClient } from './worker/client.ts';
import workerUrl from './worker/worker.ts?worker&url';

/** Cluster in a worker of the page. Nothing is started or fetched until the first run. */
export function createBrowserClusterer(): ClusterWorkerClient {
  let module: Promise<WebAssembly.Module> | undefined;
  return new ClusterWorkerClient({
    spawn,
    module: () => {
      module ??= compile().catch((thrown: unknown) => {
        module = undefined; // perhaps the network was away: try again next time
        throw thrown;
      });
      return module;
    },
  });
}

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetch(new URL(wasmUrl, import.meta.url));
  if (!response.ok) throw new Error(`the module could not be read (status ${response.status})`);
  return WebAssembly.compile(await response.arrayBuffer());
}

function spawn(): Worker {
  return startWorker(new URL(workerUrl, import.meta.url), { name: 'cluster', type: 'module' });
}
