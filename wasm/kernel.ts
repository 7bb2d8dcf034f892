// What the module exports: a line for every method.

export * from "./dbscan/dbscan";
export * from "./kmeans/kmeans";
export * from "./neighbours/neighbours";
export * from "./hdbscan/prim";
export * from "./hdbscan/boruvka";
export { points_prepare } from "./arena/memory";
