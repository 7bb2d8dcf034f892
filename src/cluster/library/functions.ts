import './embedded-kernel.ts';

export { createPoints } from '../create-points.ts';
export { dbscan } from '../dbscan/dbscan.ts';
export { hdbscan } from '../hdbscan/hdbscan.ts';
export { kDistance } from '../k-distance/k-distance.ts';
export { kSweep } from '../k-sweep/k-sweep.ts';
export { kmeans } from '../kmeans/kmeans.ts';
export { pca } from '../pca/pca.ts';
export { stability } from '../stability/stability.ts';
export { sweep } from '../sweep/sweep.ts';
export { ClusterError } from '../errors.ts';
export type * from '../contract.ts';
export type { NamedClusterer, NamedMethods } from './named.ts';
