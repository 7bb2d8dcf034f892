import type { MethodName } from '../contract.ts';
import { METHODS } from '../methods.ts';
import { ClusterWorkerClient, type WorkerLike } from '../worker/client.ts';
import { embeddedModule } from './embedded-kernel.ts';
import type { NamedClusterer, NamedMethods } from './named.ts';

/** A clusterer behind a worker that `spawn` starts: when first needed, and again after an abort. */
export function makeClusterer(spawn: () => WorkerLike): NamedClusterer {
  const client = new ClusterWorkerClient({
    spawn,
    module: () => Promise.resolve().then(embeddedModule),
  });
  const named: Record<string, unknown> = {};
  for (const method of Object.keys(METHODS) as MethodName[])
    named[method] = (...args: Parameters<NamedMethods[typeof method]>) =>
      client.run(method, ...args);
  return Object.assign(client, named as NamedMethods);
}
