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
  const byName = (method: MethodName): unknown => {
    const run: ClusterWorkerClient['run'] = client.run.bind(client);
    return run.bind(null, method);
  };
  const named = Object.fromEntries(
    Object.keys(METHODS).map((method) => [method, byName(method as MethodName)]),
  );
  return Object.assign(client, named as NamedMethods);
}
