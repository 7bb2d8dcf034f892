// What the module exports: a line for every method.

export * from "./dbscan";
export * from "./kmeans";
export * from "./neighbours";
export * from "./prim";
export * from "./boruvka";
export { points_prepare } from "./memory";
