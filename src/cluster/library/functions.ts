import './embedded-kernel.ts';

export { dbscan } from '../dbscan/dbscan.ts';
export { ClusterError } from '../errors.ts';
export type * from '../contract.ts';
export type { NamedClusterer, NamedMethods } from './named.ts';
