// What the module exports: a line for every method.

export * from "./dbscan";
export { points_prepare } from "./memory";
