import type { MethodName, Methods } from './contract.ts';
import { runDbscan } from './dbscan/dbscan.ts';
import { runHdbscan } from './hdbscan/hdbscan.ts';
import type { Work } from './job.ts';
import { runKDistance } from './k-distance/k-distance.ts';
import { runKSweep } from './k-sweep/k-sweep.ts';
import type { Kernel } from './kernel.ts';
import { runKmeans } from './kmeans/kmeans.ts';
import { runPca } from './pca/pca.ts';
import { runStability } from './stability/stability.ts';
import { runSweep } from './sweep/sweep.ts';

/** How a method is done: checks its input (throws ClusterError), copies it into the kernel, works, and gives the kernel's memory back. */
export type Method<M extends MethodName> = (
  kernel: Kernel,
  points: Float64Array,
  params: Methods[M]['params'],
) => Work<Methods[M]['result']>;

/** Every method by its name. */
export const METHODS: { readonly [M in MethodName]: Method<M> } = {
  dbscan: runDbscan,
  hdbscan: runHdbscan,
  kDistance: runKDistance,
  kmeans: runKmeans,
  kSweep: runKSweep,
  pca: runPca,
  stability: runStability,
  sweep: runSweep,
};
